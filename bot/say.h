/*
 * say.h - the words that follow from a decision, none of them said before.
 *
 * Messages are sets of bot/data/messages.txt, "NAME LANGUAGE", each line a variant.
 */
#ifndef BOT_SAY_H
#define BOT_SAY_H

#include "bot/decide/deciding.h"

/* A variant of the message that was not said yet in this episode, with `value` for {title};
 * empty if none is left. */
struct slice say_variant(struct deciding *d, const char *name, struct slice value);

/* Adds a message to the decision, unless it is empty or was said in this episode. */
void say_add(struct deciding *d, const char *slot, struct slice text);

#endif
