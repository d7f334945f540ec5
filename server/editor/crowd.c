/* crowd.c - see crowd.h: who asked, and how often. crowd_write.c writes it down. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sign.h"
#include "server/access/limits.h"
#include "server/editor/crowd_inside.h"

/* Times recent_chain: 4,096 searches, 8,192 queries, 32,768 askings of a day. */
enum { answered_chains = 1024, words_chains = 2048, asked_chains = 8192 };

struct crowd_answered {
    enum language lang;
    bool missed;
    size_t len;
    char text[searches_text_max];
};

struct crowd_asked {
    enum language lang;
    enum search_end end;
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

uint64_t crowd_hash_words(const struct crowd *c, enum language lang, struct slice words)
{
    return hash_of(c, 0, 0, lang, words);
}

uint64_t crowd_hash_day(const struct crowd *c, int64_t day, enum language lang, struct slice words)
{
    return hash_of(c, 0, day, lang, words);
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
    struct crowd_answered *a;
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
    struct crowd_answered *a;

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
    struct crowd_counted *n = recent_at(c->counted, crowd_hash_day(c, day, lang, words), &is_new);

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
    struct crowd_words *w = recent_at(c->words, crowd_hash_words(c, lang, words), &is_new);

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
        struct crowd_asked *a = recent_at(c->asked, asking, &is_new);

        *a = (struct crowd_asked){lang, end};
        note_asker(c, asker, lang, words);
        add_both(c, day, lang, words, end, 1);
    }
    pthread_mutex_unlock(&c->lock);
}

void crowd_pick(struct crowd *c, struct slice address, struct slice words)
{
    int64_t day = searches_day(clock_now());
    struct crowd_asked *a;

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

/* ---- the tables ---- */

void crowd_free(struct crowd *c)
{
    arena_free(c->life);
    pthread_mutex_destroy(&c->lock);
    pthread_mutex_destroy(&c->writing);
    free(c);
}

struct crowd *crowd_new(struct desk *d, uint64_t days)
{
    struct crowd *c = calloc(1, sizeof *c);

    if (!c)
        abort();
    c->desk = d;
    c->days = (int64_t)days;
    c->life = arena_new();
    sign_random(c->salt, sizeof c->salt);
    c->limits = limits_new(c->life, crowd_a_minute, crowd_at_once);
    c->answered = recent_new(c->life, answered_chains, sizeof(struct crowd_answered));
    c->words = recent_new(c->life, words_chains, sizeof(struct crowd_words));
    c->counted = recent_new(c->life, words_chains, sizeof(struct crowd_counted));
    c->asked = recent_new(c->life, asked_chains, sizeof(struct crowd_asked));
    pthread_mutex_init(&c->lock, NULL);
    pthread_mutex_init(&c->writing, NULL);
    return c;
}
