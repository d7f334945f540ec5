/*
 * pool.h - work done by several threads, its results taken in the order it was given.
 *
 * The owner gives items and takes them back, each once; worker threads run `work` on
 * them in between. At most pool_items_max items are inside at a time. All functions but
 * `work` are for the owner's thread.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

enum { pool_items_max = 64, pool_threads_max = 64 };

struct pool;

/* Each thread has a `self` of its own, made by `thread_start` and ended by `thread_stop`, where
 * they are given. */
struct pool_job {
    void *(*thread_start)(void);
    void (*thread_stop)(void *self);
    void (*work)(void *self, void *item);
};

/* How many threads are meant by a number that was asked for: 0: one per processor. */
size_t pool_threads(size_t asked);

struct pool *pool_start(const struct pool_job *job, size_t threads);
void pool_stop(struct pool *p); /* items inside are dropped undone */

bool pool_full(const struct pool *p);
bool pool_empty(const struct pool *p);
void pool_give(struct pool *p, void *item); /* not while it is full */
void *pool_take(struct pool *p);            /* waits for the oldest item; not while it is empty */

#endif
