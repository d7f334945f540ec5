/*
 * build.h - sources in, the working index brought up to date, a generation compacted.
 *
 * Only articles that changed since the last run are read (work.h); editors' words are read each
 * time.
 */
#ifndef INDEXER_BUILD_H
#define INDEXER_BUILD_H

#include "engine/index/forward_build.h"
#include "indexer/progress.h"
#include "indexer/scan.h"
#include "indexer/work.h"

enum { build_state_size = work_state_size + 2 * sign_hash_size + 1 };

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
    struct forward_builder *forward; /* of the articles that were read; of the arena of the scan */
    struct slice wording;            /* as a generation keeps it; of the arena of the scan */
    char state[build_state_size];    /* of the working index and of editors' words: another one
                                   * after every change */
};

/* Waits for nobody: ERR_BUSY, naming the other process, if one is indexing. The lock is
 * held until `life` is freed. */
bool build_lock(struct arena *life, const char *data, struct err *err);

/* Reads editors' words and brings the working index up to date with the sources. */
bool build_update(struct build *b, const struct scan *scan, struct err *err);

/* Compacts it into `folder` (new), with the tables made from it. */
bool build_generation(const struct build *b, const char *folder, struct err *err);

#endif
