/* limits.c - see limits.h: token buckets in a table of short chains. */
#include "server/limits.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/map.h"

enum { chains = 4096, chain_length = 4 };

struct bucket {
    uint64_t address; /* its hash; 0: free */
    double tokens;
    int64_t at; /* microseconds */
};

struct limits {
    double per_second, burst;
    pthread_mutex_t lock;
    struct bucket buckets[chains][chain_length];
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
    pthread_mutex_init(&l->lock, NULL);
    arena_defer(life, close_limits, l);
    return l;
}

static struct bucket *find(struct limits *l, uint64_t address, int64_t now)
{
    struct bucket *chain = l->buckets[address % chains], *oldest = &chain[0];

    for (int i = 0; i < chain_length; i++) {
        if (chain[i].address == address)
            return &chain[i];
        if (chain[i].at < oldest->at)
            oldest = &chain[i];
    }
    *oldest = (struct bucket){address, l->burst, now};
    return oldest;
}

unsigned limits_wait(struct limits *l, struct slice address)
{
    int64_t now = clock_monotonic();
    struct bucket *b;
    unsigned wait = 0;

    if (l->per_second <= 0)
        return 0;
    pthread_mutex_lock(&l->lock);
    b = find(l, map_hash(address) | 1, now);
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
