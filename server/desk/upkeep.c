/* upkeep.c - see upkeep.h */
#include "server/desk/upkeep.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "desk/erasure.h"
#include "desk/outbox.h"

enum { look_ms = 60 * 1000, again_ms = 60 * look_ms, pause_ms = 50 };

static const int64_t day_ms = 24 * 60 * 60 * 1000;

struct upkeep {
    struct desk *desk;
    int64_t days;
    bool has_webhook;
    pthread_t thread;
    pthread_mutex_t lock; /* of what is below */
    pthread_cond_t stopped;
    bool stopping;
};

/* False: it is time to stop. */
static bool wait(struct upkeep *u, int64_t ms)
{
    struct timespec until = clock_in(ms);
    bool stopping;

    pthread_mutex_lock(&u->lock);
    while (!u->stopping && pthread_cond_timedwait(&u->stopped, &u->lock, &until) == 0)
        ;
    stopping = u->stopping;
    pthread_mutex_unlock(&u->lock);
    return !stopping;
}

/* ---- what is done ---- */

static bool erase_silent(struct upkeep *u, int64_t now, struct err *err)
{
    struct erasure part = {0};
    int64_t conversations = 0, turns = 0, tickets = 0;
    bool ok = true;

    do {
        struct arena *job = arena_new();

        ok = erasure_of_silent(u->desk, job, now - u->days * day_ms, &part, err);
        arena_free(job);
        if (!ok)
            break;
        conversations += (int64_t)part.ids.count;
        turns += part.turns;
        tickets += part.tickets;
    } while (part.ids.count == erasure_silent_at_once && wait(u, pause_ms));
    if (conversations)
        log_line(LOG_INFO, "upkeep",
                 "msg=\"old conversations were erased\" conversations=%" PRId64 " turns=%" PRId64
                 " tickets=%" PRId64,
                 conversations, turns, tickets);
    return ok;
}

static bool prune(struct upkeep *u, int64_t now, struct err *err)
{
    bool more;

    do {
        if (!outbox_prune(u->desk, u->has_webhook, now, &more, err))
            return false;
    } while (more && wait(u, pause_ms));
    return true;
}

static bool run_once(struct upkeep *u, int64_t now)
{
    struct arena *job = arena_new();
    struct err err;
    bool ok = (u->days == 0 || erase_silent(u, now, &err)) && prune(u, now, &err) &&
              (!wait(u, 0) || erasure_scrub(u->desk, &err));

    if (!ok)
        log_line(LOG_ERROR, "upkeep", "msg=%s", log_quote(job, slice_of(err.text)));
    arena_free(job);
    return ok;
}

/* ---- the thread ---- */

static void *run(void *self)
{
    struct upkeep *u = self;
    int64_t next = 0;

    do {
        int64_t now = clock_now();

        if (now >= next)
            next = run_once(u, now) ? (now / day_ms + 1) * day_ms : now + again_ms;
    } while (wait(u, look_ms));
    return NULL;
}

struct upkeep *upkeep_start(struct desk *d, uint64_t days, bool has_webhook, struct err *err)
{
    struct upkeep *u = calloc(1, sizeof *u);

    if (!u)
        abort();
    u->desk = d;
    u->days = (int64_t)days;
    u->has_webhook = has_webhook;
    pthread_mutex_init(&u->lock, NULL);
    pthread_cond_init(&u->stopped, NULL);
    if (pthread_create(&u->thread, NULL, run, u) == 0)
        return u;
    pthread_mutex_destroy(&u->lock);
    pthread_cond_destroy(&u->stopped);
    free(u);
    err_set(err, ERR_ENGINE, "the thread that erases what is old cannot start");
    return NULL;
}

void upkeep_stop(struct upkeep *u)
{
    if (!u)
        return;
    pthread_mutex_lock(&u->lock);
    u->stopping = true;
    pthread_cond_signal(&u->stopped);
    pthread_mutex_unlock(&u->lock);
    pthread_join(u->thread, NULL);
    pthread_mutex_destroy(&u->lock);
    pthread_cond_destroy(&u->stopped);
    free(u);
}
