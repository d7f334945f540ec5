/* limits.c - see limits.h: token buckets. */
#include "server/access/limits.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/recent.h"

enum { chains = 4096 };

struct bucket {
    double tokens;
    int64_t at; /* microseconds */
};

struct limits {
    double per_second, burst;
    pthread_mutex_t lock;
    struct recent *buckets; /* by the hash of an address */
};

static void close_limits(void *what)
{
    struct limits *l = what;

    pthread_mutex_destroy(&l->lock);
}

struct limits *limits_new(struct arena *life, unsigned per_minute, unsigned burst)
{
    struct limits *l = ARENA_NEW(life, struct limits);

    l->per_second = per_minute / 60.0;
    l->burst = burst;
    l->buckets = recent_new(life, chains, sizeof(struct bucket));
    pthread_mutex_init(&l->lock, NULL);
    arena_defer(life, close_limits, l);
    return l;
}

static struct bucket *find(struct limits *l, uint64_t address, int64_t now)
{
    bool is_new;
    struct bucket *b = recent_at(l->buckets, address, &is_new);

    if (is_new)
        *b = (struct bucket){l->burst, now};
    return b;
}

unsigned limits_wait(struct limits *l, struct slice address)
{
    int64_t now = clock_monotonic();
    struct bucket *b;
    unsigned wait = 0;

    if (l->per_second <= 0)
        return 0;
    pthread_mutex_lock(&l->lock);
    b = find(l, map_hash(address), now);
    b->tokens += (double)(now - b->at) / 1e6 * l->per_second;
    if (b->tokens > l->burst)
        b->tokens = l->burst;
    b->at = now;
    if (b->tokens >= 1)
        b->tokens -= 1;
    else
        wait = 1 + (unsigned)((1 - b->tokens) / l->per_second);
    pthread_mutex_unlock(&l->lock);
    return wait;
}
