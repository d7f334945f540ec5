/* expand_beginnings.c - see expand_inside.h */
#include <math.h>
#include <stdlib.h>

#include "engine/index/rarity.h"
#include "engine/query/expand_inside.h"
#include "text/function_words.h"

/* By measurement: docs/adr/0004-ranking.md. */
static const double likely_power = 0.1, /* of how much more frequent the most frequent is */
    weight_least = 0.85,                /* of any, next to the most valuable */
    weight_of_longer = 0.9,             /* if the word is one already */
    surely = 0.9;                       /* a share of all their documents */

/* A word that the unfinished one may become, in all its forms. */
struct beginning {
    uint32_t stem;
    uint32_t word; /* the most frequent form */
    double documents, value;
};

struct beginnings {
    struct beginning items[beginnings_most]; /* about the most frequent first */
    size_t count;
};

static int by_value(const void *a, const void *b)
{
    const struct beginning *x = a, *y = b;

    return (x->value < y->value) - (x->value > y->value);
}

static double documents_with(const struct vocabulary *v, uint32_t stem)
{
    struct vocabulary_list words = vocabulary_words_with(v, stem);
    double sum = 0;

    for (size_t i = 0; i < words.count; i++)
        sum += vocabulary_documents(v, words.items[i]);
    return sum;
}

static bool is_listed(const struct beginnings *b, uint32_t stem)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->items[i].stem == stem)
            return true;
    return false;
}

static void list_beginnings(const struct expansion *e, const struct query_word *w,
                            struct beginnings *out)
{
    const struct vocabulary *v = e->vocabulary;
    uint32_t numbers[beginnings_looked_at];
    size_t n = vocabulary_beginning(v, w->norm, beginnings_looked_at, numbers);
    size_t most = is_function_word(w->norm) ? beginnings_of_function : beginnings_most;

    for (size_t i = 0; i < n && out->count < most; i++) {
        uint32_t stem = vocabulary_stem_of(v, numbers[i]);
        struct slice text = vocabulary_stem(v, stem);

        if (text.len == 0 || is_listed(out, stem) || expand_has_stem(w, text))
            continue;
        out->items[out->count++] = (struct beginning){
            .stem = stem, .word = numbers[i], .documents = documents_with(v, stem)};
    }
}

static const struct beginning *most_frequent(const struct beginnings *b)
{
    const struct beginning *most = &b->items[0];

    for (size_t i = 1; i < b->count; i++)
        if (b->items[i].documents > most->documents)
            most = &b->items[i];
    return most;
}

/* How much it says if that is the word, times how likely that is: the less frequent of two words
 * is less likely, but by far not in proportion, since people ask about what is special. */
static double value_of(const struct expansion *e, double documents, double most)
{
    return rarity_among(e->documents, documents) * pow(documents / most, likely_power);
}

/* What the word nearly always goes on as. */
static void take_whole(const struct expansion *e, struct query_word *w, const struct beginnings *b,
                       const struct beginning *most)
{
    double all = 0;

    for (size_t i = 0; i < b->count; i++)
        all += b->items[i].documents;
    if (most->documents > surely * all)
        w->whole = vocabulary_word(e->vocabulary, most->word);
}

static void add_beginning(struct arena *job, struct query_word *w, struct slice stem, double weight)
{
    struct query_option *o = query_add_option(job, w, QUERY_BEGINNING, weight, 1);
    struct slice *stems = ARENA_NEW(job, struct slice);

    *stems = stem;
    o->parts[0] = (struct query_part){stems, 1};
}

static double most_documents(const struct vocabulary *v, const struct query_word *w)
{
    double most = 0;

    for (size_t i = 0; i < w->stem_count; i++) {
        int64_t stem = vocabulary_find_stem(v, w->stems[i]);

        most = stem < 0 ? most : fmax(most, documents_with(v, (uint32_t)stem));
    }
    return most;
}

/* A word counts as much as it is rare (search.c), one the knowledge base has not as much as the
 * first it may become: of that so much is trusted as the most valuable of all is worth. */
void expand_beginnings(struct arena *job, const struct expansion *e, struct query_word *w)
{
    double own = most_documents(e->vocabulary, w), best;
    const struct beginning *frequent;
    struct beginnings b = {.count = 0};

    list_beginnings(e, w, &b);
    if (b.count == 0)
        return;
    frequent = most_frequent(&b);
    if (own == 0)
        take_whole(e, w, &b, frequent);
    best = own > 0 ? value_of(e, own, fmax(frequent->documents, own)) : 0;
    for (size_t i = 0; i < b.count; i++) {
        b.items[i].value = value_of(e, b.items[i].documents, fmax(frequent->documents, own));
        best = fmax(best, b.items[i].value);
    }
    qsort(b.items, b.count, sizeof *b.items, by_value);
    for (size_t i = 0; i < b.count; i++)
        add_beginning(job, w, vocabulary_stem(e->vocabulary, b.items[i].stem),
                      (own > 0 ? weight_of_longer : 1) *
                          fmax(b.items[i].value / best, weight_least));
    w->trust *= fmin(1, best / rarity_among(e->documents, own > 0 ? own : b.items[0].documents));
}
