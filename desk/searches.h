/*
 * searches.h - how often people searched for what, and what came of it: counts of a day.
 *
 * A day is one of UTC. Kept are the number of searches in each language and, of words that more
 * than one asked for, the words: no person, no address, no hour (docs/adr/0020-searches.md).
 */
#ifndef DESK_SEARCHES_H
#define DESK_SEARCHES_H

#include "desk/desk.h"
#include "text/language.h"

enum {
    searches_text_max = 200,    /* bytes of a query; what is longer is no search but a letter */
    searches_words_most = 2000, /* different queries kept of a day */
    searches_least = 2,         /* searches in a span of days from which on a query is shown */
    searches_listed = 50,
    searches_days_most = 366
};

/* What came of a search. */
enum search_end {
    SEARCH_MISSED, /* nothing was found, or nothing sure */
    SEARCH_PASSED, /* something was found, and nothing picked */
    SEARCH_PICKED,
    search_end_count
};

struct search_counts {
    int64_t ends[search_end_count];
};
int64_t search_counts_sum(const struct search_counts *c);

/* The day of a wall time, in days since 1970. */
int64_t searches_day(int64_t wall);

/* ---- writing ---- */

struct search_change {
    int64_t day;
    enum language lang;
    struct slice text;           /* empty: all searches of the day, whatever their words */
    struct search_counts counts; /* to be added */
    bool known; /* more than one asked, or it is of all; set if the words were kept before */
};

/* In one transaction. Words that are not known are not written. */
bool searches_add(struct desk *d, struct search_change *changes, size_t count, struct err *err);

/* Forgets the days before this one. */
bool searches_prune(struct desk *d, int64_t before, struct err *err);

/* ---- reading ---- */

enum searches_order { SEARCHES_BY_TIMES, SEARCHES_BY_MISSED, SEARCHES_BY_PASSED };

struct searches_span {
    int64_t from, to;   /* days, both included */
    enum language lang; /* … */
    bool any_language;
    enum searches_order order; /* the others than by times list only what has such searches */
};

struct searched {
    enum language lang;
    struct slice text;
    struct search_counts counts;
    int64_t before; /* how often in as many days before the span */
};

struct searches_report {
    struct search_counts totals, before;
    int64_t kept;  /* of the totals: searches whose words are kept */
    int64_t first; /* the first day of which anything is kept; 0: none */
    struct searched *items;
    size_t count; /* at most searches_listed */
};

bool searches_read(struct desk *d, struct arena *job, const struct searches_span *span,
                   struct searches_report *out, struct err *err);

#endif
