/*
 * ticket_inside.h - reading tickets while the desk's lock is held.
 */
#ifndef DESK_TICKET_INSIDE_H
#define DESK_TICKET_INSIDE_H

#include "desk/desk_inside.h"
#include "desk/ticket.h"

/* ERR_NOT_FOUND. */
bool ticket_read(struct task *t, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err);

#endif
