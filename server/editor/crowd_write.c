/* crowd_write.c - see crowd.h: what was counted is written down, by a thread. */
#include "base/clock.h"
#include "base/log.h"
#include "server/editor/crowd_inside.h"

/* So that nobody waits long for the desk. */
enum { written_at_once = 100 };

static struct slice text_of(const struct crowd_counted *n)
{
    return (struct slice){n->text, n->len};
}

static bool is_empty(const struct search_counts *c)
{
    return !c->ends[SEARCH_MISSED] && !c->ends[SEARCH_PASSED] && !c->ends[SEARCH_PICKED];
}

/* Is it to be written, or at least looked up? */
static bool due(struct crowd *c, const struct crowd_counted *n, bool *known)
{
    const struct crowd_words *w = recent_find(c->words, crowd_hash_words(c, n->lang, text_of(n)));

    *known = n->len == 0 || (w && w->known);
    return *known || !w || !w->looked_up;
}

/* What is older than may be kept is not waited on any longer. */
static struct search_change *collect(struct crowd *c, struct arena *job, int64_t oldest,
                                     size_t *count)
{
    struct search_change *out = NULL;
    struct crowd_counted *n;
    size_t at = 0;
    bool known;

    *count = 0;
    while ((n = recent_next(c->counted, &at))) {
        if (n->day < oldest)
            n->counts = (struct search_counts){0};
        if (is_empty(&n->counts) || !due(c, n, &known))
            continue;
        out = arena_room(job, out, *count, sizeof *out);
        out[(*count)++] =
            (struct search_change){n->day, n->lang, slice_copy(job, text_of(n)), n->counts, known};
    }
    return out;
}

/* What was written need not be written again; more may have come meanwhile. */
static void settle_one(struct crowd *c, const struct search_change *done)
{
    struct crowd_counted *n =
        recent_find(c->counted, crowd_hash_day(c, done->day, done->lang, done->text));
    struct crowd_words *w = recent_find(c->words, crowd_hash_words(c, done->lang, done->text));

    for (int e = 0; n && done->known && e < search_end_count; e++)
        n->counts.ends[e] -= done->counts.ends[e];
    if (w) {
        w->looked_up = true;
        w->known |= done->known;
    }
}

static void settle(struct crowd *c, const struct search_change *done, size_t count)
{
    pthread_mutex_lock(&c->lock);
    for (size_t i = 0; i < count; i++)
        settle_one(c, &done[i]);
    pthread_mutex_unlock(&c->lock);
}

static bool write_changes(struct crowd *c, struct arena *job, struct err *err)
{
    int64_t oldest = searches_day(clock_now()) - c->days + 1;
    struct search_change *changes;
    size_t count, part;

    pthread_mutex_lock(&c->lock);
    changes = collect(c, job, oldest, &count);
    pthread_mutex_unlock(&c->lock);
    for (size_t i = 0; i < count; i += part) {
        part = count - i < written_at_once ? count - i : written_at_once;
        if (!searches_add(c->desk, changes + i, part, err))
            return false;
        settle(c, changes + i, part);
    }
    return searches_prune(c->desk, oldest, err);
}

bool crowd_write(struct crowd *c, struct err *err)
{
    struct arena *job;
    bool ok;

    if (!c)
        return true;
    job = arena_new();
    pthread_mutex_lock(&c->writing);
    ok = write_changes(c, job, err);
    pthread_mutex_unlock(&c->writing);
    arena_free(job);
    return ok;
}

static void write_or_log(struct crowd *c)
{
    struct arena *job = arena_new();
    struct err err;

    if (!crowd_write(c, &err))
        log_line(LOG_ERROR, "searches", "msg=%s", log_quote(job, slice_of(err.text)));
    arena_free(job);
}

/* Once more when it is to end. */
static void run(void *what)
{
    struct crowd *c = what;

    while (background_sleep(&c->background, crowd_write_seconds * 1000))
        write_or_log(c);
    write_or_log(c);
}

/* ---- starting and stopping ---- */

bool crowd_start(struct desk *d, uint64_t days, struct crowd **out, struct err *err)
{
    struct crowd *c;

    if (days == 0)
        return searches_prune(d, INT64_MAX, err);
    c = crowd_new(d, days);
    if (!background_start(&c->background, run, c)) {
        crowd_free(c);
        return err_set(err, ERR_ENGINE, "the thread that writes counts of searches cannot start");
    }
    *out = c;
    return true;
}

void crowd_stop(struct crowd *c)
{
    if (!c)
        return;
    background_stop(&c->background);
    crowd_free(c);
}
