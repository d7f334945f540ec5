/*
 * limits.h - how many requests an address may make.
 *
 * A bucket an address that fills at `per_minute` and holds `burst`. Addresses share a table
 * of fixed size; the one that was quiet longest makes room, so memory is bounded and a
 * forgotten address starts with a full bucket.
 */
#ifndef SERVER_LIMITS_H
#define SERVER_LIMITS_H

#include "base/str.h"

struct limits;

struct limits *limits_new(struct arena *life, unsigned per_minute, unsigned burst);

/* 0 if the request may go on, else the seconds after which the next one may. Any thread. */
unsigned limits_wait(struct limits *l, struct slice address);

#endif
