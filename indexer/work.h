/*
 * work.h - the working index: every article as it was read, so that a run reads only what
 * changed.
 *
 * DATA/index/work holds a few databases (shards.h), each with a thread that writes it: Xapian
 * adds documents to one database with one processor, and that takes longer than reading them.
 * An article's id says which shard it is in. It is all a cache: it may be deleted at any time,
 * one that cannot be used is begun anew, and a process that dies leaves each shard at its last
 * commit. For the owner's thread.
 */
#ifndef INDEXER_WORK_H
#define INDEXER_WORK_H

#include "engine/article/terms.h"
#include "indexer/report.h"

enum { work_state_size = 37 };

/* An article of the working index. */
struct known {
    unsigned shard;
    uint32_t document;
    struct slice id;
    struct slice hash; /* of what it was read from (SLOT_SOURCE) */
    int64_t modified;  /* of its source, where that served as its date; else 0 */
    bool seen;         /* the builder's: it is in the sources still */
};

struct work;

/* Opens it or begins it anew; `*anew` says whether there was one that could not be used, which
 * is a warning in the report too. Of `life`, and closed with it. */
bool work_open(struct arena *life, const char *data, struct report *report, struct work **out,
               bool *anew, struct err *err);

/* What it held when it was opened. */
struct known *work_known(const struct work *w, size_t *count);
struct known *work_find_id(const struct work *w, struct slice id);     /* NULL: none */
struct known *work_find_hash(const struct work *w, struct slice hash); /* of SLOT_SOURCE */

/* Another text after every change; empty before the first. */
const char *work_state(const struct work *w);

/* Puts a document in the place of `k`, or as a new one (NULL). It and `id` are in `job`, which
 * is freed when it is written; an error may be told later, by any of these functions. `bytes` of
 * sources are behind it. */
bool work_put(struct work *w, struct arena *job, struct slice id, const struct document *d,
              const struct known *k, size_t bytes, struct err *err);
bool work_remove(struct work *w, const struct known *k, struct err *err);

/* Waits until everything is written and durable. */
bool work_commit(struct work *w, struct err *err);

/* After an error: removes what was changed half-way, which is of no use and takes up room. */
void work_drop(struct work *w);

/* A compacted copy of DATA's working index as the single file `to`. */
bool work_compact(const char *data, const char *to, struct err *err);

#endif
