/*
 * expectation_inside.h - the queue and the waits, while the desk's lock is held.
 */
#ifndef DESK_EXPECTATION_INSIDE_H
#define DESK_EXPECTATION_INSIDE_H

#include "desk/desk_inside.h"
#include "desk/expectation.h"

bool expectation_read(struct task *t, const struct calendar *c, struct slice ticket, int64_t now,
                      struct expectation *out, struct err *err);

#endif
