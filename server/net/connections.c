/* connections.c - see connections.h */
#include "server/net/connections.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/background.h"
#include "base/clock.h"

enum { watch_every_ms = 250 };

struct connection {
    struct connection *next, **link;
    int fd;
    int64_t since; /* microseconds: when it opened, or its last request began or was done */
    bool begun, answering;
};

struct connections {
    unsigned header_seconds, idle_seconds;
    struct background watchdog;
    pthread_mutex_t lock; /* of all below */
    struct connection *first;
    size_t count;
};

struct connections *connections_new(unsigned header_seconds, unsigned idle_seconds)
{
    struct connections *all = calloc(1, sizeof *all);

    if (!all)
        abort();
    all->header_seconds = header_seconds;
    all->idle_seconds = idle_seconds;
    pthread_mutex_init(&all->lock, NULL);
    return all;
}

void connections_free(struct connections *all)
{
    pthread_mutex_destroy(&all->lock);
    free(all);
}

struct connection *connections_open(struct connections *all, int fd)
{
    struct connection *c = calloc(1, sizeof *c);

    if (!c)
        abort();
    c->fd = fd;
    c->since = clock_passing();
    pthread_mutex_lock(&all->lock);
    c->next = all->first;
    c->link = &all->first;
    if (c->next)
        c->next->link = &c->next;
    all->first = c;
    all->count++;
    pthread_mutex_unlock(&all->lock);
    return c;
}

void connections_close(struct connections *all, struct connection *c)
{
    pthread_mutex_lock(&all->lock);
    *c->link = c->next;
    if (c->next)
        c->next->link = c->link;
    all->count--;
    pthread_mutex_unlock(&all->lock);
    free(c);
}

void connections_note(struct connections *all, struct connection *c, bool begun, bool answering)
{
    pthread_mutex_lock(&all->lock);
    c->begun = begun;
    c->answering = answering;
    c->since = clock_passing();
    pthread_mutex_unlock(&all->lock);
}

size_t connections_count(struct connections *all)
{
    size_t n;

    pthread_mutex_lock(&all->lock);
    n = all->count;
    pthread_mutex_unlock(&all->lock);
    return n;
}

bool connections_answering(struct connections *all)
{
    bool busy = false;

    pthread_mutex_lock(&all->lock);
    for (const struct connection *c = all->first; c; c = c->next)
        busy |= c->answering;
    pthread_mutex_unlock(&all->lock);
    return busy;
}

/* ---- the watchdog ---- */

static bool too_slow(const struct connections *all, const struct connection *c, int64_t now)
{
    int64_t seconds = (now - c->since) / 1000000;

    if (c->answering)
        return false;
    return seconds >= (c->begun ? all->header_seconds : all->idle_seconds);
}

static void end_slow(struct connections *all)
{
    int64_t now = clock_passing();

    pthread_mutex_lock(&all->lock);
    for (struct connection *c = all->first; c; c = c->next)
        if (too_slow(all, c, now))
            shutdown(c->fd, SHUT_RDWR);
    pthread_mutex_unlock(&all->lock);
}

static void run_watchdog(void *self)
{
    struct connections *all = self;

    do
        end_slow(all);
    while (background_sleep(&all->watchdog, watch_every_ms));
}

bool connections_start(struct connections *all)
{
    return background_start(&all->watchdog, run_watchdog, all);
}

void connections_stop(struct connections *all)
{
    background_stop(&all->watchdog);
}
