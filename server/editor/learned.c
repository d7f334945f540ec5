/* learned.c - see learned.h */
#include "server/editor/learned.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "desk/erasure.h"

enum { short_us = 500 * 1000, times_as_long = 10 };

struct learned {
    pthread_mutex_t lock;
    struct arena *life; /* of the lists; NULL: there are none */
    struct slice lists[learned_lists];
    uint64_t generation, access;
    int64_t erased; /* conversations, when it was read */
    int64_t until;  /* monotonic microseconds */
};

struct learned *learned_new(void)
{
    struct learned *k = calloc(1, sizeof *k);

    if (!k)
        abort();
    pthread_mutex_init(&k->lock, NULL);
    return k;
}

void learned_free(struct learned *k)
{
    if (!k)
        return;
    arena_free(k->life);
    pthread_mutex_destroy(&k->lock);
    free(k);
}

static void forget(struct learned *k)
{
    arena_free(k->life);
    k->life = NULL;
}

void learned_forget(struct learned *k)
{
    pthread_mutex_lock(&k->lock);
    forget(k);
    pthread_mutex_unlock(&k->lock);
}

static bool read_anew(struct learned *k, const struct learner *l, struct arena *job, int64_t erased,
                      struct err *err)
{
    static void (*const print[learned_lists])(struct json *, const struct learning *) = {
        learning_print_suggestions, learning_print_gaps, learning_print_articles};
    int64_t began = clock_monotonic(), took;
    struct learning all;

    forget(k);
    if (!learning_read(l, job, &all, err))
        return false;
    k->life = arena_new();
    for (size_t i = 0; i < learned_lists; i++) {
        struct json *o = json_object(job);

        print[i](o, &all);
        k->lists[i] = slice_copy(k->life, json_print(job, o));
    }
    took = clock_monotonic() - began;
    k->until = took < short_us ? 0 : began + (times_as_long + 1) * took;
    k->generation = l->reader->generation.number;
    k->access = access_hash(job, l->access);
    k->erased = erased;
    return true;
}

/* Who has erased anything meanwhile may be another process. */
static bool read_list(struct learned *k, const struct learner *l, struct arena *job,
                      struct err *err)
{
    int64_t erased;

    if (!erasure_count(l->desk, &erased, err))
        return false;
    return (k->life && clock_monotonic() < k->until && k->erased == erased &&
            k->generation == l->reader->generation.number &&
            k->access == access_hash(job, l->access)) ||
           read_anew(k, l, job, erased, err);
}

bool learned_read(struct learned *k, const struct learner *l, struct arena *job,
                  enum learned_list which, struct slice *out, struct err *err)
{
    bool ok;

    pthread_mutex_lock(&k->lock);
    ok = read_list(k, l, job, err);
    if (ok)
        *out = slice_copy(job, k->lists[which]);
    pthread_mutex_unlock(&k->lock);
    return ok;
}
