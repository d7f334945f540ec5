/*
 * publish.h - a built generation, checked, made durable, switched to; and back again.
 *
 * The steps, in order, each of which a crash may follow without harm ("publish.N" is where
 * tests make one happen, after step N):
 *   1 folder gen-N.tmp   2 index and tables   3 calibration   4 manifest   5 check
 *   6 files and folder durable   7 renamed to gen-N   8 `current` switched   9 old ones removed
 * Until step 8 readers see the old generation, from then on the new one; never both.
 */
#ifndef INDEXER_PUBLISH_H
#define INDEXER_PUBLISH_H

#include "engine/index/reader.h"
#include "indexer/build.h"

enum { publish_keep = 5 };

struct publication {
    struct arena *life;
    const char *data;
    struct generation next;   /* its path is the folder being built */
    struct generation before; /* number 0: nothing was published */
    uint64_t articles_before;
    const char *const *sources;
    size_t source_count;
    bool allow_shrink; /* publish although more than half of the articles are gone */
};

/* The number of the published generation, if it holds just what the working index holds
 * and this program built it; else 0. */
uint64_t publish_unchanged(const struct build *b);

/* Finds the next number, clears what an earlier run left behind, makes the folder. */
bool publish_begin(struct arena *life, const char *data, struct publication *out, struct err *err);

/* Writes the manifest; with `sealed`, the sizes and hashes of all files as well. */
bool publish_manifest(const struct publication *p, const struct build *b, bool sealed,
                      struct err *err);

/* Is it what it should be? Counts, every article's title found by searching a sample, nothing
 * empty that was not; its structure was looked through by tables.h. ERR_CONFLICT says why it must
 * not be published. */
bool publish_check(const struct publication *p, const struct build_counts *counts, struct err *err);

/* Steps 6 to 8. */
bool publish_switch(const struct publication *p, struct err *err);

/* Step 9. What cannot be removed harms nobody: the new generation is published. */
bool publish_tidy(const struct publication *p, struct err *err);

/* Removes what was built: it is not to be published. */
void publish_abandon(const struct publication *p);

/* Points `current` at an earlier (or later) generation. */
bool publish_rollback(const char *data, uint64_t number, struct err *err);

#endif
