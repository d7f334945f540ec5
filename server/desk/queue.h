/*
 * queue.h - how tickets look to the desk.
 */
#ifndef SERVER_QUEUE_H
#define SERVER_QUEUE_H

#include "desk/ticket.h"
#include "server/exchange.h"

/* How long the customer has waited by now, in seconds of the hours people are there
 * (`waited_seconds`, null: for nothing). */
void queue_add_waited(struct exchange *x, struct json *into, const struct ticket *t);

#endif
