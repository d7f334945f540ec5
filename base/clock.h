/*
 * clock.h - the time, which tests can pin.
 *
 * Wall time is milliseconds since 1970 UTC. A pinned clock stands still until it is
 * moved, and everything that asks for the time, the monotonic one included, sees it; only
 * clock_passing goes on.
 * Safe to call from any thread; pin before threads start.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

#include "base/err.h"
#include "base/str.h"

int64_t clock_now(void);        /* wall, milliseconds */
int64_t clock_monotonic(void);  /* microseconds since some moment; never goes back */
int64_t clock_passing(void);    /* microseconds that pass whatever is pinned */
void clock_pin(int64_t wall);   /* stand still at this wall time */
void clock_move(int64_t by_ms); /* move a pinned clock */
bool clock_pinned(void);

/* The moment `ms` from now, pinned or not, until which pthread_cond_timedwait waits. */
struct timespec clock_in(int64_t ms);

enum { clock_text_size = 32 };

/* "2026-11-21T08:15:30Z", with ".250" before the Z if there are milliseconds. */
void clock_print(int64_t wall, char text[clock_text_size]);

/* A date or a time of RFC 3339: "2026-11-21", "2026-11-21 08:15", "2026-11-21T08:15:30.250Z",
 * with Z, +03:00 or nothing (UTC) at the end. */
bool clock_parse(struct slice text, int64_t *wall);

/* Year of a wall time, UTC. */
int clock_year(int64_t wall);

#endif
