/*
 * sums.h - size and SHA-256 of each file of a folder, several files at a time.
 */
#ifndef INDEXER_SUMS_H
#define INDEXER_SUMS_H

#include "base/err.h"
#include "base/sign.h"

struct sum {
    const char *name;
    uint64_t size;
    char sha256[sign_hex_size];
};

/* In the order of their names; at most pool_items_max files (base/pool.h), none called `but`. */
bool sums_of(struct arena *job, const char *folder, const char *but, size_t threads,
             struct sum **out, size_t *count, struct err *err);

#endif
