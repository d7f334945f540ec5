/* watch.c - see watch.h */
#include "indexer/watch.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

enum { pause_ms = 500 };

static bool look(const char *data, const char *const *sources, size_t count, struct sign_hash *out)
{
    struct arena *job = arena_new();
    struct report ignored;
    struct scan scan;
    struct err err;
    bool ok;

    report_start(&ignored, job);
    ok = scan_sources(job, sources, count, &ignored, &scan, &err);
    if (ok) {
        scan_learned(&scan, data, &ignored);
        *out = scan_hash(&scan);
    }
    arena_free(job);
    return ok;
}

static bool same(const struct sign_hash *a, const struct sign_hash *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

bool watch_wait(const char *data, const char *const *sources, size_t count,
                const struct sign_hash *seen)
{
    static const struct timespec pause = {0, pause_ms * 1000000L};
    struct sign_hash before = *seen, now;
    sigset_t stop, old;
    bool stopped = false, changed = false;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, &old);
    while (!changed && !stopped) {
        stopped = sigtimedwait(&stop, NULL, &pause) > 0;
        if (stopped || !look(data, sources, count, &now))
            continue;
        changed = same(&now, &before) && !same(&now, seen);
        before = now;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return changed;
}
