/* duplicates.c - see duplicates.h */
#include "bot/decide/duplicates.h"

#include <stdlib.h>

#include "base/map.h"
#include "bot/decide/translation.h"

enum { run = 3, words_most = 3000, looked_at = 10 };

static const double alike = 0.8;

/* ---- texts ---- */

struct runs {
    uint64_t *items; /* hashes, sorted, each once */
    size_t count;
};

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static struct runs runs_of(struct arena *job, const struct stems *s)
{
    struct runs r = {ARENA_ARRAY(job, uint64_t, s->count + 1), 0};
    size_t n = 0;

    for (size_t i = 0; i + run <= s->count; i++)
        for (size_t k = 0; k < run; k++)
            r.items[i] = r.items[i] * 1000003 + map_hash(s->items[i + k]);
    n = s->count >= run ? s->count - run + 1 : 0;
    if (n)
        qsort(r.items, n, sizeof *r.items, by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || r.items[i] != r.items[i - 1])
            r.items[r.count++] = r.items[i];
    return r;
}

/* Jaccard's measure of two sets; 0 if both are empty. */
static double likeness(const struct runs *a, const struct runs *b)
{
    size_t both = 0;

    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        both += a->items[i] == b->items[k];
        if (a->items[i] <= b->items[k])
            k += a->items[i++] == b->items[k];
        else
            k++;
    }
    return both ? (double)both / (double)(a->count + b->count - both) : 0;
}

static bool has(const struct stems *list, struct slice stem)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_eq(list->items[i], stem))
            return true;
    return false;
}

static bool all_in(const struct stems *words, const struct stems *title, const struct stems *body)
{
    for (size_t i = 0; i < words->count; i++)
        if (!has(title, words->items[i]) && !has(body, words->items[i]))
            return false;
    return true;
}

static bool same_place(const struct article *a, const struct article *b)
{
    if (a->category.count != b->category.count)
        return false;
    for (size_t i = 0; i < a->category.count; i++)
        if (!texts_have(&b->category, a->category.items[i]))
            return false;
    return true;
}

bool duplicates_are(struct arena *job, struct stemmer *stemmer, const struct article *a,
                    const struct article *b)
{
    struct stems titles[2], bodies[2];
    struct runs runs[2];
    const struct article *const both[2] = {a, b};

    if (translation_is(a, b))
        return true;
    if (a->lang != b->lang || !same_place(a, b))
        return false;
    for (size_t i = 0; i < 2; i++) {
        titles[i] = stems_of(job, stemmer, both[i]->title, words_most);
        bodies[i] = stems_of(job, stemmer, article_body(job, both[i]), words_most);
        runs[i] = runs_of(job, &bodies[i]);
    }
    return likeness(&runs[0], &runs[1]) >= alike && all_in(&titles[0], &titles[1], &bodies[1]) &&
           all_in(&titles[1], &titles[0], &bodies[0]);
}

/* ---- what was found ---- */

static bool exclude_like(struct deciding *d, const struct article *rejected, struct err *err)
{
    for (size_t i = 0; i < d->rank_count && i < looked_at; i++) {
        const struct search_hit *hit = &d->found.hits[d->standings[i].hit];
        struct article a;

        if (texts_have(&d->out.next.excluded, hit->id))
            continue;
        if (!reader_document(d->reader, d->job, hit->document, &a, err))
            return false;
        if (duplicates_are(d->job, d->reader->stemmer, rejected, &a))
            texts_add(d->job, &d->out.next.excluded, a.id);
    }
    return true;
}

bool duplicates_exclude(struct deciding *d, const struct texts *rejected, struct err *err)
{
    for (size_t i = 0; i < rejected->count; i++) {
        struct article a;
        struct err gone;

        if (reader_article(d->reader, d->job, rejected->items[i], &a, &gone) &&
            !exclude_like(d, &a, err))
            return false;
    }
    return true;
}
