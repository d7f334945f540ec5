/* upkeep.c - see upkeep.h */
#include "server/desk/upkeep.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/background.h"
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
    struct background background;
};

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
    } while (part.ids.count == erasure_silent_at_once &&
             background_sleep(&u->background, pause_ms));
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
    } while (more && background_sleep(&u->background, pause_ms));
    return true;
}

static bool run_once(struct upkeep *u, int64_t now)
{
    struct arena *job = arena_new();
    struct err err;
    bool ok = (u->days == 0 || erase_silent(u, now, &err)) && prune(u, now, &err) &&
              (!background_sleep(&u->background, 0) || erasure_scrub(u->desk, &err));

    if (!ok)
        log_line(LOG_ERROR, "upkeep", "msg=%s", log_quote(job, slice_of(err.text)));
    arena_free(job);
    return ok;
}

/* ---- the thread ---- */

static void run(void *self)
{
    struct upkeep *u = self;
    int64_t next = 0;

    do {
        int64_t now = clock_now();

        if (now >= next)
            next = run_once(u, now) ? (now / day_ms + 1) * day_ms : now + again_ms;
    } while (background_sleep(&u->background, look_ms));
}

struct upkeep *upkeep_start(struct desk *d, uint64_t days, bool has_webhook, struct err *err)
{
    struct upkeep *u = calloc(1, sizeof *u);

    if (!u)
        abort();
    u->desk = d;
    u->days = (int64_t)days;
    u->has_webhook = has_webhook;
    if (background_start(&u->background, run, u))
        return u;
    free(u);
    err_set(err, ERR_ENGINE, "the thread that erases what is old cannot start");
    return NULL;
}

void upkeep_stop(struct upkeep *u)
{
    if (!u)
        return;
    background_stop(&u->background);
    free(u);
}
