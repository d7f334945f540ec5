/* expand.c - see expand.h */
#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "engine/expand_inside.h"
#include "engine/xap.h"
#include "text/function_words.h"

enum {
    like_letters = 5, /* words that begin alike begin with so many letters */
    like_looked_at = 60,
    like_most = 16,
    family_most = 16
};

/* By measurement: docs/adr/0004-ranking.md. */
static const double weight_of_like = 0.3, weight_of_family = 0.5, weight_of_synonym = 0.8;

static const double likely_power = 0.2, whole_sooner = 3;

static bool has_stem(const struct query_word *w, struct slice stem)
{
    for (size_t i = 0; i < w->stem_count; i++)
        if (slice_eq(w->stems[i], stem))
            return true;
    return false;
}

bool expand_knows_any(const struct vocabulary *v, const struct query_word *w)
{
    for (size_t i = 0; i < w->stem_count; i++)
        if (vocabulary_find_stem(v, w->stems[i]) >= 0)
            return true;
    return false;
}

void expand_gather(struct gathering *g, struct slice stem)
{
    if (stem.len && !has_stem(g->w, stem) && !texts_have(&g->stems, stem))
        texts_add(g->job, &g->stems, stem);
}

void expand_gather_words(struct gathering *g, struct slice beginning, size_t looked_at, size_t most)
{
    const struct vocabulary *v = g->e->vocabulary;
    uint32_t *numbers = ARENA_ARRAY(g->job, uint32_t, looked_at);
    size_t count = vocabulary_beginning(v, beginning, looked_at, numbers);

    for (size_t i = 0; i < count && g->stems.count < most; i++) {
        struct vocabulary_list stems = vocabulary_stems_of(v, numbers[i]);

        if (stems.count)
            expand_gather(g, vocabulary_stem(v, stems.items[0]));
    }
}

static void add_option(struct gathering *g, struct query_word *w, enum query_why why, double weight)
{
    struct query_option *o;

    if (g->stems.count == 0)
        return;
    o = query_add_option(g->job, w, why, weight, 1);
    o->parts[0] = (struct query_part){g->stems.items, g->stems.count};
}

/* A word that the unfinished one may become. */
struct beginning {
    struct slice stem;
    double value;
};

static int by_value(const void *a, const void *b)
{
    const struct beginning *x = a, *y = b;

    return (x->value < y->value) - (x->value > y->value);
}

/* How much it says if that is the word, times how likely that is: the less frequent of two words
 * is less likely, but not in proportion, since people ask about what is special. */
static double value_of(const struct expansion *e, uint32_t word, uint32_t most)
{
    double documents = vocabulary_documents(e->vocabulary, word);

    return xap_rarity(e->documents, documents) * pow(documents / most, likely_power);
}

static size_t list_beginnings(struct arena *job, const struct expansion *e,
                              const struct query_word *w, struct beginning list[beginnings_most])
{
    struct gathering g = {job, e, w, {0}};
    uint32_t numbers[beginnings_looked_at], most = 0;
    size_t n = vocabulary_beginning(e->vocabulary, w->norm, beginnings_looked_at, numbers);

    for (size_t i = 0; i < n && g.stems.count < beginnings_most; i++) {
        size_t before = g.stems.count;

        if (i == 0)
            most = vocabulary_documents(e->vocabulary, numbers[0]);
        expand_gather(
            &g, vocabulary_stem(e->vocabulary, vocabulary_stem_of(e->vocabulary, numbers[i])));
        if (g.stems.count > before)
            list[before] = (struct beginning){g.stems.items[before], value_of(e, numbers[i], most)};
    }
    return g.stems.count;
}

/* A word that is one already may become a longer one the more likely, the more frequent that is. */
static double weight_of_longer(const struct vocabulary *v, const struct query_word *w)
{
    uint32_t numbers[2];
    size_t n = vocabulary_beginning(v, w->norm, 2, numbers);
    int64_t own = vocabulary_find(v, w->norm);
    double longer;

    if (own < 0 || n < 2)
        return 1;
    longer = vocabulary_documents(v, numbers[(uint32_t)own == numbers[0]]);
    return longer / (longer + whole_sooner * vocabulary_documents(v, (uint32_t)own));
}

static void add_beginnings(struct arena *job, const struct expansion *e, struct query_word *w)
{
    struct beginning list[beginnings_most];
    size_t n = list_beginnings(job, e, w, list);
    double weight = weight_of_longer(e->vocabulary, w);

    if (n)
        qsort(list, n, sizeof *list, by_value);
    for (size_t i = 0; i < n; i++) {
        struct query_option *o =
            query_add_option(job, w, QUERY_BEGINNING, weight * list[i].value / list[0].value, 1);
        struct slice *stem = ARENA_NEW(job, struct slice);

        *stem = list[i].stem;
        o->parts[0] = (struct query_part){stem, 1};
    }
}

static void add_like(struct arena *job, const struct expansion *e, struct query_word *w)
{
    struct gathering g = {job, e, w, {0}};
    size_t at = 0;

    for (int n = 0; n < like_letters && at < w->norm.len; n++)
        utf8_next(w->norm, &at);
    if (at == w->norm.len && utf8_length(w->norm) < like_letters)
        return;
    expand_gather_words(&g, (struct slice){w->norm.ptr, at}, like_looked_at, like_most);
    add_option(&g, w, QUERY_LIKE, weight_of_like);
    if (g.stems.count) /* enough is found by a word that is there */
        w->options[w->option_count - 1].only_weighs = expand_knows_any(e->vocabulary, w);
}

static void add_family(struct arena *job, const struct expansion *e, struct query_word *w)
{
    struct gathering g = {job, e, w, {0}};
    struct slice others[family_most];

    for (size_t i = 0; i < w->stem_count; i++) {
        size_t n = stem_family(e->stemmer, w->stems[i], others, family_most);

        for (size_t k = 0; k < n; k++)
            expand_gather(&g, others[k]);
    }
    add_option(&g, w, QUERY_FAMILY, weight_of_family);
}

/* ---- editors' words ---- */

/* What an alternative's words must all be, for each of the words it stands for. */
static void add_phrase(struct arena *job, struct query_word *w, const struct wording_phrase *phrase)
{
    struct query_option *o =
        query_add_option(job, w, QUERY_MEANT, weight_of_synonym, phrase->count);

    for (size_t i = 0; i < phrase->count; i++)
        o->parts[i] = (struct query_part){phrase->words[i].stems, phrase->words[i].stem_count};
}

struct wording_word *expand_wording(struct arena *job, const struct query *q)
{
    struct wording_word *words = ARENA_ARRAY(job, struct wording_word, q->word_count);

    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];

        words[i] = (struct wording_word){w->norm, w->script, w->stems, w->stem_count};
        if (!query_is_loose(q, w))
            words[i].stem_count = 0;
    }
    return words;
}

/* The words of a match also mean each of its alternatives. */
static void add_match(struct arena *job, struct query *q, const struct wording_match *m,
                      struct expanded *out)
{
    const struct query_word *first = &q->words[m->first], *last = first + m->count - 1;

    for (size_t a = 0; a < m->alternative_count; a++) {
        const struct wording_phrase *phrase = m->alternatives[a].phrase;

        for (size_t k = 0; k < m->count; k++)
            add_phrase(job, &q->words[m->first + k], phrase);
        if (out->synonym_count == expand_synonyms_most)
            continue;
        out->synonyms = arena_room(job, out->synonyms, out->synonym_count, sizeof *out->synonyms);
        out->synonyms[out->synonym_count++] =
            (struct expand_synonym){{q->text.ptr + first->start, last->end - first->start}, phrase};
    }
}

static void add_wording(struct arena *job, const struct expansion *e, struct query *q,
                        struct expanded *out)
{
    struct wording_word *words = expand_wording(job, q);
    struct wording_matches found = {0};
    bool *stop = ARENA_ARRAY(job, bool, q->word_count);

    if (!e->as_typed)
        found = wording_synonyms(e->wording, job, words, q->word_count);
    for (size_t i = 0; i < found.count; i++)
        add_match(job, q, &found.items[i], out);
    wording_mark_stops(e->wording, words, q->word_count, stop);
    for (size_t i = 0; i < q->word_count; i++)
        q->words[i].stop = stop[i] && query_is_loose(q, &q->words[i]);
}

struct expanded expand_query(struct arena *job, const struct expansion *e, struct query *q)
{
    struct expanded out = {0};

    if (!e->as_typed && e->spelling)
        out.corrections = expand_corrections(job, e, q);
    for (size_t i = 0; i < q->word_count; i++) {
        struct query_word *w = &q->words[i];

        w->function = is_function_word(w->norm) && (!w->goes_on || e->finished);
        if (!query_is_loose(q, w))
            continue;
        if (w->goes_on && !e->finished)
            add_beginnings(job, e, w);
        if (!e->as_typed) {
            add_family(job, e, w);
            add_like(job, e, w);
        }
    }
    if (e->wording)
        add_wording(job, e, q, &out);
    if (e->thesaurus && !e->as_typed)
        expand_thesaurus(job, e, q);
    return out;
}
