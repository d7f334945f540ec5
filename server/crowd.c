/* crowd.c - see crowd.h */
#include "server/crowd.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/recent.h"
#include "base/sign.h"
#include "server/limits.h"

/* Times recent_chain: 4,096 searches, 8,192 queries, 32,768 askings of a day. */
enum { answered_chains = 1024, words_chains = 2048, asked_chains = 8192, salt_size = 16 };

/* So that nobody waits long for the desk. */
enum { written_at_once = 100 };

struct answered {
    enum language lang;
    bool missed;
    size_t len;
    char text[searches_text_max];
};

struct words {
    uint64_t first; /* who asked for them first */
    bool known;     /* somebody else did, too, or they are in the desk */
    bool looked_up; /* whether they are in the desk */
};

struct counted {
    int64_t day;
    enum language lang;
    struct search_counts counts; /* not written yet */
    size_t len;
    char text[searches_text_max]; /* none: all searches of the day */
};

struct asked {
    enum language lang;
    enum search_end end;
};

struct crowd {
    struct desk *desk;
    int64_t days;
    unsigned char salt[salt_size]; /* nobody can tell an address by its hash */
    struct arena *life;
    struct limits *limits;
    struct recent *answered, *words, *counted, *asked;
    pthread_mutex_t lock;    /* of the tables */
    pthread_mutex_t writing; /* taken first */
    pthread_t thread;
    pthread_cond_t ended;
    bool stopping;
};

/* ---- numbers of things ---- */

static uint64_t hash_of(const struct crowd *c, uint64_t asker, int64_t day, enum language lang,
                        struct slice text)
{
    int64_t numbers[] = {(int64_t)asker, day, (int64_t)lang};
    struct slice parts[] = {
        {(const char *)c->salt, sizeof c->salt}, {(const char *)numbers, sizeof numbers}, text};
    struct sign_hash hash = sign_content(parts, sizeof parts / sizeof *parts);
    uint64_t out;

    memcpy(&out, hash.bytes, sizeof out);
    return out;
}

/* The words whoever asks, and whenever. */
static uint64_t hash_of_words(const struct crowd *c, enum language lang, struct slice words)
{
    return hash_of(c, 0, 0, lang, words);
}

static uint64_t hash_of_asking(const struct crowd *c, uint64_t asker, int64_t day,
                               struct slice words)
{
    return hash_of(c, asker, day, language_count, words);
}

static uint64_t hash_of_text(const struct crowd *c, struct slice text)
{
    return hash_of(c, 0, 0, language_count, text);
}

/* ---- searches that were answered ---- */

void crowd_remember(struct crowd *c, struct slice query_id, const struct crowd_search *s)
{
    struct answered *a;
    uint64_t number;
    bool is_new;

    if (!c || slice_trim(s->text).len == 0 || s->text.len > searches_text_max)
        return;
    number = hash_of_text(c, query_id);
    pthread_mutex_lock(&c->lock);
    a = recent_at(c->answered, number, &is_new);
    a->lang = s->lang;
    a->missed = s->missed;
    a->len = s->text.len;
    memcpy(a->text, s->text.ptr, s->text.len);
    pthread_mutex_unlock(&c->lock);
}

bool crowd_recall(struct crowd *c, struct arena *job, struct slice query_id,
                  struct crowd_search *out)
{
    struct answered *a;

    if (!c)
        return false;
    pthread_mutex_lock(&c->lock);
    a = recent_find(c->answered, hash_of_text(c, query_id));
    if (a)
        *out = (struct crowd_search){slice_copy(job, (struct slice){a->text, a->len}), a->lang,
                                     a->missed};
    pthread_mutex_unlock(&c->lock);
    return a != NULL;
}

/* ---- counting ---- */

static void add(struct crowd *c, int64_t day, enum language lang, struct slice words,
                enum search_end end, int64_t times)
{
    bool is_new;
    struct counted *n = recent_at(c->counted, hash_of(c, 0, day, lang, words), &is_new);

    if (is_new) {
        n->day = day;
        n->lang = lang;
        n->len = words.len;
        memcpy(n->text, words.ptr, words.len);
    }
    n->counts.ends[end] += times;
}

static void add_both(struct crowd *c, int64_t day, enum language lang, struct slice words,
                     enum search_end end, int64_t times)
{
    add(c, day, lang, words, end, times);
    add(c, day, lang, SLICE(""), end, times);
}

static void note_asker(struct crowd *c, uint64_t asker, enum language lang, struct slice words)
{
    bool is_new;
    struct words *w = recent_at(c->words, hash_of_words(c, lang, words), &is_new);

    if (is_new)
        w->first = asker;
    else if (w->first != asker)
        w->known = true;
}

static bool countable(const struct crowd *c, struct slice words)
{
    return c && words.len > 0 && words.len <= searches_text_max;
}

void crowd_count(struct crowd *c, struct slice address, enum language lang, struct slice words,
                 bool missed)
{
    int64_t day = searches_day(clock_now());
    enum search_end end = missed ? SEARCH_MISSED : SEARCH_PASSED;
    uint64_t asker, asking;
    bool is_new;

    if (!countable(c, words))
        return;
    asker = hash_of_text(c, address);
    asking = hash_of_asking(c, asker, day, words);
    pthread_mutex_lock(&c->lock);
    if (!recent_find(c->asked, asking) &&
        (address.len == 0 || limits_wait(c->limits, address) == 0)) {
        struct asked *a = recent_at(c->asked, asking, &is_new);

        *a = (struct asked){lang, end};
        note_asker(c, asker, lang, words);
        add_both(c, day, lang, words, end, 1);
    }
    pthread_mutex_unlock(&c->lock);
}

void crowd_pick(struct crowd *c, struct slice address, struct slice words)
{
    int64_t day = searches_day(clock_now());
    struct asked *a;

    if (!countable(c, words))
        return;
    pthread_mutex_lock(&c->lock);
    a = recent_find(c->asked, hash_of_asking(c, hash_of_text(c, address), day, words));
    if (a && a->end != SEARCH_PICKED) {
        add_both(c, day, a->lang, words, a->end, -1);
        add_both(c, day, a->lang, words, SEARCH_PICKED, 1);
        a->end = SEARCH_PICKED;
    }
    pthread_mutex_unlock(&c->lock);
}

/* ---- writing ---- */

static struct slice text_of(const struct counted *n)
{
    return (struct slice){n->text, n->len};
}

static bool is_empty(const struct search_counts *c)
{
    return !c->ends[SEARCH_MISSED] && !c->ends[SEARCH_PASSED] && !c->ends[SEARCH_PICKED];
}

/* Is it to be written, or at least looked up? */
static bool due(struct crowd *c, const struct counted *n, bool *known)
{
    const struct words *w = recent_find(c->words, hash_of_words(c, n->lang, text_of(n)));

    *known = n->len == 0 || (w && w->known);
    return *known || !w || !w->looked_up;
}

/* What is older than may be kept is not waited on any longer. */
static struct search_change *collect(struct crowd *c, struct arena *job, int64_t oldest,
                                     size_t *count)
{
    struct search_change *out = NULL;
    struct counted *n;
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
    struct counted *n = recent_find(c->counted, hash_of(c, 0, done->day, done->lang, done->text));
    struct words *w = recent_find(c->words, hash_of_words(c, done->lang, done->text));

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

static void *run(void *what)
{
    struct crowd *c = what;

    pthread_mutex_lock(&c->lock);
    while (!c->stopping) {
        struct timespec until;

        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += crowd_write_seconds;
        while (!c->stopping && pthread_cond_timedwait(&c->ended, &c->lock, &until) == 0)
            ;
        pthread_mutex_unlock(&c->lock);
        write_or_log(c);
        pthread_mutex_lock(&c->lock);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* ---- starting and stopping ---- */

static void free_crowd(struct crowd *c)
{
    arena_free(c->life);
    pthread_mutex_destroy(&c->lock);
    pthread_mutex_destroy(&c->writing);
    pthread_cond_destroy(&c->ended);
    free(c);
}

static struct crowd *new_crowd(struct desk *d, uint64_t days)
{
    struct crowd *c = calloc(1, sizeof *c);

    if (!c)
        abort();
    c->desk = d;
    c->days = (int64_t)days;
    c->life = arena_new();
    sign_random(c->salt, sizeof c->salt);
    c->limits = limits_new(c->life, crowd_a_minute, crowd_at_once);
    c->answered = recent_new(c->life, answered_chains, sizeof(struct answered));
    c->words = recent_new(c->life, words_chains, sizeof(struct words));
    c->counted = recent_new(c->life, words_chains, sizeof(struct counted));
    c->asked = recent_new(c->life, asked_chains, sizeof(struct asked));
    pthread_mutex_init(&c->lock, NULL);
    pthread_mutex_init(&c->writing, NULL);
    pthread_cond_init(&c->ended, NULL);
    return c;
}

bool crowd_start(struct desk *d, uint64_t days, struct crowd **out, struct err *err)
{
    struct crowd *c;

    if (days == 0)
        return searches_prune(d, INT64_MAX, err);
    c = new_crowd(d, days);
    if (pthread_create(&c->thread, NULL, run, c) != 0) {
        free_crowd(c);
        return err_set(err, ERR_ENGINE, "the thread that writes counts of searches cannot start");
    }
    *out = c;
    return true;
}

void crowd_stop(struct crowd *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    c->stopping = true;
    pthread_cond_signal(&c->ended);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->thread, NULL); /* it writes once more */
    free_crowd(c);
}
