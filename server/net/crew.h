/*
 * crew.h - threads that take what is to be done from a queue, in the order it came.
 */
#ifndef SERVER_CREW_H
#define SERVER_CREW_H

#include <stdbool.h>
#include <stddef.h>

enum { crew_most = 64 };

/* A member of whatever is to be done, whose owner frees it. */
struct crew_item {
    struct crew_item *next;
};

/* Each thread has a worker of its own, which is started and stopped in it. */
struct crew_job {
    void *self;
    void *(*start)(void *self);
    void (*work)(void *worker, struct crew_item *item);
    void (*stop)(void *worker);
};

struct crew;

/* At most `threads` of them; NULL if none can be started. `queue_most` items wait at once. */
struct crew *crew_start(const struct crew_job *job, size_t threads, size_t queue_most);

/* False: the queue is full, or the crew is ending. */
bool crew_give(struct crew *c, struct crew_item *item);

size_t crew_waiting(struct crew *c); /* items in the queue */

/* Does what is queued, takes nothing more. */
void crew_end(struct crew *c);
void crew_free(struct crew *c); /* NULL: nothing */

#endif
