/*
 * progress.h - how far a long task is: a bar on a terminal, plain lines elsewhere.
 *
 *      Reading articles        ██████████████░░░░░░░░░░  61 %  3512  840/s  3 s left
 */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool quiet, terminal;
    const char *what;
    uint64_t total, items;
    int64_t started, shown; /* microseconds */

    /* Is told of each step and, once a second, how far it is, even if `quiet`; NULL: nobody. */
    void (*follow)(void *follower, const struct progress *p, uint64_t done);
    void *follower;
    int64_t told;
};

/* To standard error; nothing at all if `quiet`. */
struct progress progress_new(bool quiet);

/* Begins a step; `total` in units of `done`, 0 if it is not known. */
void progress_begin(struct progress *p, const char *what, uint64_t total);

/* `done` of total, with `items` things counted so far: "92", or "92 of 300" where they are what
 * `done` counts. Cheap: draws ten times a second. */
void progress_at(struct progress *p, uint64_t done, uint64_t items);
void progress_end(struct progress *p);

#endif
