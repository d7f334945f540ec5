/* pool.c - see pool.h: a ring of items; workers take from its middle. */
#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct place {
    void *item;
    bool done;
};

struct pool {
    const struct pool_job *job;
    pthread_mutex_t lock;
    pthread_cond_t given, finished;
    struct place ring[pool_items_max];
    size_t first, next, end; /* taken up to first, begun up to next, given up to end */
    bool stopping;
    pthread_t threads[pool_threads_max];
    size_t thread_count;
};

static struct place *oldest(struct pool *p)
{
    return &p->ring[p->first % pool_items_max];
}

static void *run(void *what)
{
    struct pool *p = what;
    void *self = p->job->thread_start ? p->job->thread_start() : NULL;

    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct place *place;

        while (!p->stopping && p->next == p->end)
            pthread_cond_wait(&p->given, &p->lock);
        if (p->stopping)
            break;
        place = &p->ring[p->next++ % pool_items_max];
        pthread_mutex_unlock(&p->lock);
        p->job->work(self, place->item);
        pthread_mutex_lock(&p->lock);
        place->done = true;
        if (place == oldest(p)) /* nobody waits for another */
            pthread_cond_signal(&p->finished);
    }
    pthread_mutex_unlock(&p->lock);
    if (p->job->thread_stop)
        p->job->thread_stop(self);
    return NULL;
}

size_t pool_threads(size_t asked)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return asked ? asked : n > 0 ? (size_t)n : 1;
}

struct pool *pool_start(const struct pool_job *job, size_t threads)
{
    struct pool *p = calloc(1, sizeof *p);

    if (!p)
        abort();
    p->job = job;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->given, NULL);
    pthread_cond_init(&p->finished, NULL);
    if (threads > pool_threads_max)
        threads = pool_threads_max;
    while (p->thread_count < threads &&
           pthread_create(&p->threads[p->thread_count], NULL, run, p) == 0)
        p->thread_count++;
    if (p->thread_count == 0)
        abort(); /* no thread at all: the system is out of resources */
    return p;
}

void pool_stop(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->given);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->thread_count; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->given);
    pthread_cond_destroy(&p->finished);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

bool pool_full(const struct pool *p)
{
    return p->end - p->first == pool_items_max;
}

bool pool_empty(const struct pool *p)
{
    return p->end == p->first;
}

void pool_give(struct pool *p, void *item)
{
    pthread_mutex_lock(&p->lock);
    p->ring[p->end++ % pool_items_max] = (struct place){item, false};
    pthread_mutex_unlock(&p->lock);
    pthread_cond_signal(&p->given);
}

void *pool_take(struct pool *p)
{
    struct place *place = oldest(p);
    void *item;

    pthread_mutex_lock(&p->lock);
    while (!place->done)
        pthread_cond_wait(&p->finished, &p->lock);
    item = place->item;
    p->first++;
    pthread_mutex_unlock(&p->lock);
    return item;
}
