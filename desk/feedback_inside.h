/*
 * feedback_inside.h - what becomes of feedback when its conversation is erased.
 */
#ifndef DESK_FEEDBACK_INSIDE_H
#define DESK_FEEDBACK_INSIDE_H

#include "desk/desk_inside.h"
#include "desk/feedback.h"

/* On the conversation's answers and tickets: the words go, and a reason in the customer's own words;
 * what was thought stays. Within a transaction, before the conversation itself is erased. */
bool feedback_erase(struct task *t, struct slice conversation, int64_t *count, struct err *err);

#endif
