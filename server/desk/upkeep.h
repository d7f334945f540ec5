/*
 * upkeep.h - what need not be kept for ever goes: once when the server starts and once a day, at the
 * turn of the day of UTC, by a thread of its own; what failed is tried again an hour later.
 *
 * Old conversations are erased (desk/erasure.h), notices nobody waits for are deleted
 * (desk/outbox.h), a part at a time, with a pause in which others get the desk; then, if anything was
 * erased since the last time, the database is written anew.
 */
#ifndef SERVER_UPKEEP_H
#define SERVER_UPKEEP_H

#include "desk/desk.h"

struct upkeep;

/* Conversations nobody wrote in for `days` are erased; 0: none are. */
struct upkeep *upkeep_start(struct desk *d, uint64_t days, bool has_webhook, struct err *err);
void upkeep_stop(struct upkeep *u); /* NULL is fine */

#endif
