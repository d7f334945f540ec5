/*
 * translation.h - an article in the customer's language.
 */
#ifndef BOT_TRANSLATION_H
#define BOT_TRANSLATION_H

#include "bot/decide/deciding.h"

/* What `*a` is called in the customer's language takes its place, if there is a translation that the
 * customer may see and the bot may give; `*only` says that there is none and `*a` is in the other
 * language. Either of two articles may name the other as its translation. */
bool translation_of(struct deciding *d, struct article *a, bool *only, struct err *err);

/* Do the two say the same in two languages? */
bool translation_is(const struct article *a, const struct article *b);

#endif
