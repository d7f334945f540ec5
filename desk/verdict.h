/*
 * verdict.h - what editors decided of what was suggested to them.
 */
#ifndef DESK_VERDICT_H
#define DESK_VERDICT_H

#include "desk/desk.h"
#include "text/language.h"

struct verdict {
    struct slice id;      /* of the suggestion or gap */
    struct slice article; /* of a suggestion; empty: a gap */
    struct slice text;    /* its question, which tells what later traffic it is about */
    enum language lang;
    bool approved;     /* else dismissed */
    int64_t customers; /* it had then */
    struct slice by;
};

/* Every verdict there is, the latest last. */
bool verdict_list(struct desk *d, struct arena *job, struct verdict **out, size_t *count,
                  struct err *err);

/* Keeps it in the place of an earlier one of this id. Before, `act` (NULL: nothing) runs while
 * nobody else can decide anything, in any process; nothing is kept if it fails. */
bool verdict_keep(struct desk *d, const struct verdict *v, bool (*act)(void *self, struct err *err),
                  void *self, struct err *err);

#endif
