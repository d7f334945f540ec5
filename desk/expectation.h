/*
 * expectation.h - when a person will answer, as far as that is known.
 *
 * From the calendar, the tickets that were opened before and are not taken, and the waits of
 * the last 30 days: open time from a ticket to the first answer of a person. With fewer than
 * expectation_waits_least of them nothing is said of minutes.
 */
#ifndef DESK_EXPECTATION_H
#define DESK_EXPECTATION_H

#include "desk/calendar.h"
#include "text/language.h"
#include "text/sets.h"

enum { expectation_waits_least = 5, expectation_days = 30 };

struct expectation {
    bool open;         /* people are there */
    int64_t now;       /* all times are wall milliseconds */
    int64_t next_open; /* `now` while open; 0: not known */
    bool waiting;      /* nobody has taken or answered the ticket yet */
    int64_t ahead;     /* tickets before it, if it is waiting */
    int64_t wait;      /* 80 of 100 were answered within so much open time, ms; 0: not known */
    int64_t by;        /* `wait` from now on; 0: not known */
};

/* What the calendar alone says. */
struct expectation expectation_of_hours(const struct calendar *c, int64_t now);

/* The smallest of `waits` that at least 80 of 100 do not exceed (nearest rank); sorts them.
 * 0 for fewer than expectation_waits_least. */
int64_t expectation_p80(int64_t *waits, size_t count);

/* In words, by the sets of desk/data/expectation.txt. `reachable`: the customer said how. */
struct slice expectation_text(struct arena *job, const struct sets *words, enum language lang,
                              const struct expectation *e, bool reachable);

/* What is said instead of "passing you on" when nobody is there; may hold {ticket}. */
struct slice expectation_closed_notice(const struct sets *words, enum language lang);

#endif
