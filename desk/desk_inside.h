/*
 * desk_inside.h - what the files of desk/ share.
 */
#ifndef DESK_DESK_INSIDE_H
#define DESK_DESK_INSIDE_H

#include <pthread.h>

#include "desk/desk.h"
#include "desk/store.h"

enum { desk_secret_size = 32 };

struct desk {
    struct store *store;
    pthread_mutex_t lock;
    unsigned char secret[desk_secret_size];
};

/* A short task of one function: takes the lock, and has an arena for its statements, which
 * must be gone before the lock is given back. */
struct task {
    struct desk *desk;
    struct store *store;
    struct arena *arena;
};

struct task task_begin(struct desk *d);
void task_end(struct task *t);

/* A place where tests make it fail or die (base/fault.h). */
bool task_step(const char *name, struct err *err);

/* The number that a query gives. */
bool task_count(struct task *t, const char *sql, int64_t *out, struct err *err);

/* How many conversations were ever erased (erasure.c counts them). */
#define TASK_ERASED "SELECT coalesce(sum(value), 0) FROM counter WHERE name = 'erased'"

#endif
