/*
 * rejection.h - "that did not help": what was given does not come again, nor what says the same; the
 * rest of the article may, once, and then others, a question back or a person.
 */
#ifndef BOT_REJECTION_H
#define BOT_REJECTION_H

#include "bot/decide/deciding.h"

bool rejection_decide(struct deciding *d, struct err *err);

#endif
