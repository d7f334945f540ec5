/* expand.c - see expand.h */

#include "base/utf8.h"
#include "engine/query/expand_inside.h"
#include "text/function_words.h"

enum {
    like_letters = 5, /* words that begin alike begin with so many letters */
    like_looked_at = 60,
    like_most = 16,
    family_most = 16,
    sentence_words = 7 /* in so many a known word at the end is whole */
};

/* By measurement: docs/adr/0004-ranking.md. */
static const double weight_of_like = 0.3, weight_of_family = 0.5, weight_of_synonym = 0.8;

/* Of a correction: with less it may have been anything. */
static const double sure_guess = 0.6;

bool expand_has_stem(const struct query_word *w, struct slice stem)
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
    if (stem.len && !expand_has_stem(g->w, stem) && !texts_have(&g->stems, stem))
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

/* Signs behind the word do not tell: the same question comes with a mark or a space at its end and
 * without. */
static bool may_go_on(const struct expansion *e, const struct query *q, const struct query_word *w)
{
    return w->goes_on && !e->finished &&
           (q->word_count < sentence_words || !expand_knows_any(e->vocabulary, w));
}

static bool is_guessed(const struct expansion *e, const struct query_word *w)
{
    struct lemma lemmas[morph_lemmas_max];

    if (w->corrected)
        return w->guessed;
    return w->script != WORD_MIXED && !expand_knows_any(e->vocabulary, w) &&
           morph_lemmas(stem_dictionary(e->stemmer), w->norm, lemmas) == 0;
}

static bool all_guessed(const struct expansion *e, const struct query *q)
{
    bool surely = true;

    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];

        if (!is_guessed(e, w))
            return false;
        surely = surely && w->corrected && w->trust >= sure_guess;
    }
    return q->word_count > 1 && !surely;
}

struct expanded expand_query(struct arena *job, const struct expansion *e, struct query *q)
{
    struct expanded out = {0};

    if (!e->as_typed && e->spelling)
        out.corrections = expand_corrections(job, e, q);
    out.guessed = all_guessed(e, q);
    for (size_t i = 0; i < q->word_count; i++) {
        struct query_word *w = &q->words[i];

        w->goes_on = may_go_on(e, q, w);
        w->function = is_function_word(w->norm) && !w->goes_on;
        if (!query_is_loose(q, w))
            continue;
        if (w->goes_on)
            expand_beginnings(job, e, w);
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
