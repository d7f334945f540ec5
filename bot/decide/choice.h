/*
 * choice.h - an option of the last question back is picked: by a press, or in words.
 */
#ifndef BOT_CHOICE_H
#define BOT_CHOICE_H

#include "bot/decide/deciding.h"

/* The id of the option that the words pick, "none" for none of these; empty: they pick nothing. */
struct slice choice_in_words(struct deciding *d);

/* ERR_INPUT if it was no option. */
bool choice_decide(struct deciding *d, struct slice picked, struct err *err);

/* None of these. */
bool choice_none(struct deciding *d);

#endif
