/*
 * build.h - sources in, the working index brought up to date, a generation compacted.
 *
 * Only what changed since the last run is read (work.h).
 */
#ifndef INDEXER_BUILD_H
#define INDEXER_BUILD_H

#include "indexer/progress.h"
#include "indexer/scan.h"
#include "indexer/work.h"

struct build_counts {
    size_t added, changed, unchanged, removed, drafts, refused;
    size_t articles; /* in the index afterwards */
    bool anew;       /* the working index could not be used */
};

struct build {
    const char *data;
    size_t threads; /* that read articles; 0: as many as there are processors */
    struct progress *progress;
    struct report *report;
    struct build_counts counts;
    char state[work_state_size]; /* of the working index: another one after every change */
};

/* Waits for nobody: ERR_BUSY, naming the other process, if one is indexing. The lock is
 * held until `life` is freed. */
bool build_lock(struct arena *life, const char *data, struct err *err);

/* Brings the working index up to date with the sources. */
bool build_update(struct build *b, const struct scan *scan, struct err *err);

/* Compacts it into `folder` (new), with the tables made from it. */
bool build_generation(const struct build *b, const char *folder, struct err *err);

#endif
