/*
 * dialogue.h - what a turn leads to: the guards, in their order.
 *
 *      an option picked, a person asked for, a rule that always calls a person, "that helped"
 *      and "that did not help", small talk, too much anger or time, and only then the question
 */
#ifndef BOT_DIALOGUE_H
#define BOT_DIALOGUE_H

#include "bot/decide/deciding.h"

bool dialogue_turn(struct deciding *d, struct err *err);

#endif
