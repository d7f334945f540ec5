/* crew.c - see crew.h */
#include "server/net/crew.h"

#include <pthread.h>
#include <stdlib.h>

struct crew {
    struct crew_job job;
    size_t queue_most;
    pthread_t threads[crew_most];
    size_t count;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t given;
    struct crew_item *first, **last;
    size_t waiting;
    bool ending;
};

/* NULL when the crew ends and the queue is empty, not before. */
static struct crew_item *take(struct crew *c)
{
    struct crew_item *item;

    pthread_mutex_lock(&c->lock);
    while (!c->first && !c->ending)
        pthread_cond_wait(&c->given, &c->lock);
    item = c->first;
    if (item) {
        c->first = item->next;
        if (!c->first)
            c->last = &c->first;
        c->waiting--;
    }
    pthread_mutex_unlock(&c->lock);
    return item;
}

static void *run(void *self)
{
    struct crew *c = self;
    void *worker = c->job.start(c->job.self);
    struct crew_item *item;

    while ((item = take(c)))
        c->job.work(worker, item);
    c->job.stop(worker);
    return NULL;
}

struct crew *crew_start(const struct crew_job *job, size_t threads, size_t queue_most)
{
    struct crew *c = calloc(1, sizeof *c);

    if (!c)
        abort();
    c->job = *job;
    c->queue_most = queue_most;
    c->last = &c->first;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->given, NULL);
    while (c->count < threads && c->count < crew_most &&
           pthread_create(&c->threads[c->count], NULL, run, c) == 0)
        c->count++;
    if (c->count)
        return c;
    crew_free(c);
    return NULL;
}

bool crew_give(struct crew *c, struct crew_item *item)
{
    bool room;

    pthread_mutex_lock(&c->lock);
    room = !c->ending && c->waiting < c->queue_most;
    if (room) {
        *c->last = item;
        c->last = &item->next;
        c->waiting++;
        pthread_cond_signal(&c->given);
    }
    pthread_mutex_unlock(&c->lock);
    return room;
}

size_t crew_waiting(struct crew *c)
{
    size_t n;

    pthread_mutex_lock(&c->lock);
    n = c->waiting;
    pthread_mutex_unlock(&c->lock);
    return n;
}

void crew_end(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    c->ending = true;
    pthread_cond_broadcast(&c->given);
    pthread_mutex_unlock(&c->lock);
    for (size_t i = 0; i < c->count; i++)
        pthread_join(c->threads[i], NULL);
}

void crew_free(struct crew *c)
{
    if (!c)
        return;
    pthread_mutex_destroy(&c->lock);
    pthread_cond_destroy(&c->given);
    free(c);
}
