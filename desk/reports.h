/*
 * reports.h - what came of the requests of the last days, so that success is never flattered.
 *
 * A request is an episode of a conversation (conversation.h). One that no person got is counted by
 * how it ended: what its customer said of the last answer goes before silence, and silence after
 * an answer is shown apart, as an assumption. Who comes back within reports_reopened_days after
 * it seemed to be over takes the success back. All times are wall milliseconds.
 */
#ifndef DESK_REPORTS_H
#define DESK_REPORTS_H

#include "desk/calendar.h"
#include "desk/desk.h"

enum {
    reports_days_most = 366,
    reports_silence_hours = 24, /* after an answer: it is assumed to have helped */
    reports_reopened_days = 7,
    reports_stars = 5
};

enum reports_end {
    REPORTS_CONFIRMED,  /* the customer said so */
    REPORTS_ASSUMED,    /* an answer, and silence */
    REPORTS_REOPENED,   /* one of these, had the customer not come back */
    REPORTS_REJECTED,   /* the customer said no */
    REPORTS_UNANSWERED, /* the customer left before an answer */
    REPORTS_RECENT,     /* too early to say */
    reports_end_count
};

const char *reports_end_name(enum reports_end e); /* "confirmed"… */

struct reports_count {
    struct slice name;
    int64_t count;
};

struct reports_counts { /* the most frequent first */
    struct reports_count *items;
    size_t count;
};

struct reports {
    int64_t since;
    int64_t ends[reports_end_count]; /* of requests no person got */
    struct reports_counts reasons;   /* of hand-offs */
    int64_t handed_off;
    struct reports_counts outcomes; /* of tickets that were closed; "none": returned without one */
    int64_t closed, reopened;
    int64_t answered, unanswered; /* of the tickets handed off since then */
    int64_t median, p80;          /* open milliseconds from hand-off to first answer */
    int64_t stars[reports_stars]; /* how often 1 to 5 was given to a ticket that was closed */
};

/* The desk's lock is given back now and then. */
bool reports_read(struct desk *d, struct arena *job, const struct calendar *c, int64_t since,
                  int64_t now, struct reports *out, struct err *err);

/* How a request that no person got ended; `turns` are its own, none of them private. */
struct reports_turn {
    bool from_customer;
    struct slice decision, reason; /* of the bot */
    int helpful;                   /* what the customer said of the answer: 1, -1; 0: nothing */
    int64_t at;
};
enum reports_end reports_end_of(const struct reports_turn *turns, size_t count, int64_t now);

#endif
