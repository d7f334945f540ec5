/*
 * shards.h - the databases of the working index, each with a thread that writes it.
 *
 * Documents wait in line for the thread of their shard, so an error may be told later than where it
 * happened, by whichever function is called next. For the owner's thread.
 */
#ifndef INDEXER_SHARDS_H
#define INDEXER_SHARDS_H

#include "engine/article/terms.h"

enum { shards_count = 4 };

struct shards;

/* Where each of them is, in the working index `path`. */
const char *shards_path(struct arena *job, const char *path, unsigned shard);

/* Threads without databases yet. Of `life`, and closed with it. */
struct shards *shards_new(struct arena *life, const char *path);

/* Opens the databases, or creates them. ERR_BUSY if another process has one. */
bool shards_open(struct shards *s, struct err *err);

/* Waits for the threads; what was not committed is dropped. Closed ones are fine. */
void shards_close(struct shards *s);

/* Keeps a text with a shard, at once and durably. Nothing of it may be in line. */
bool shards_keep(struct shards *s, unsigned shard, const char *key, struct slice text,
                 struct err *err);

/* Puts a document in the place of that with `number`, or as a new one (0). It is in `job`, which is
 * freed when it is written, or cannot be. `bytes` of sources are behind it. */
bool shards_put(struct shards *s, unsigned shard, struct arena *job, const struct document *d,
                uint32_t number, size_t bytes, struct err *err);

/* Behind all that is in line. */
bool shards_remove(struct shards *s, unsigned shard, uint32_t number, struct err *err);

/* Waits until everything is written and durable. */
bool shards_commit(struct shards *s, struct err *err);

#endif
