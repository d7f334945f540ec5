/*
 * runs.h - index and lint runs that an editor starts: `kladez` itself, as a process of its own.
 *
 * A run takes gigabytes and may die; a server must do neither. Its own process has its own memory,
 * takes the same lock as one started by hand, and tells of itself the same way (indexer/account.h),
 * so that nothing needs to be handed over but what to do.
 */
#ifndef SERVER_RUNS_H
#define SERVER_RUNS_H

#include "engine/article/article.h"
#include "indexer/account.h"

struct runs;

struct runs *runs_new(const char *data);
void runs_free(struct runs *r); /* what runs goes on */

/* ERR_CONFLICT: such a run is under way, or nothing was indexed before that could be repeated. */
bool runs_start(struct runs *r, enum account_of what, struct err *err);

/* Publishes that generation again. ERR_NOT_FOUND; ERR_CONFLICT while an index run is under way,
 * which would publish its own soon after. */
bool runs_roll_back(struct runs *r, uint64_t generation, struct err *err);

/* What would be indexed; empty if nothing ever was. */
void runs_sources(struct runs *r, struct arena *job, struct texts *out);

/* As account_read; "running" from the moment it was started. */
struct json *runs_read(struct runs *r, struct arena *job, enum account_of what);

#endif
