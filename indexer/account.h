/*
 * account.h - what a run of `kladez index` or `kladez lint` tells of itself while it lasts, and
 * what came of it: DATA/index/run.json and lint.json.
 *
 * Other processes read it whenever they like: it is always whole, and at most a second old. A run
 * that died is told by its lock, which the system let go.
 */
#ifndef INDEXER_ACCOUNT_H
#define INDEXER_ACCOUNT_H

#include "base/json.h"
#include "indexer/progress.h"
#include "indexer/report.h"

enum account_of { ACCOUNT_INDEX, ACCOUNT_LINT };

enum { account_findings = 1000 }; /* kept at most */

struct account {
    const char *path;
    int64_t started; /* wall milliseconds */
};

/* Of a run that holds the lock: build_lock, or account_lock. */
void account_begin(struct account *a, struct arena *life, const char *data, enum account_of what);

/* The lock of a run that needs no other; held until `life` is freed. ERR_BUSY: there is one. */
bool account_lock(struct arena *life, const char *data, enum account_of what, struct err *err);

/* Of a progress: tells how far it is. */
void account_follow(struct account *a, struct progress *p);

struct account_end {
    const char *state;         /* "published", "unchanged", "done", "failed" */
    const char *error;         /* of "failed" */
    uint64_t generation;       /* that is published; 0: none */
    const struct json *counts; /* NULL: none */
    const struct report *report;
};

/* A run does not fail because it could not tell of itself: so nothing is returned. */
void account_end(const struct account *a, const struct account_end *end);

/* As it stands: "state" is "none" if there never was a run, "died" if it ended without a word,
 * else "running" or that of account_end; the members are those of docs/openapi.yaml (Run). */
struct json *account_read(struct arena *job, const char *data, enum account_of what);

#endif
