/* expand.c - see expand.h */
#include "engine/expand.h"

#include "base/utf8.h"

enum {
    beginnings_looked_at = 40, /* words that go on from the one being typed */
    beginnings_most = 12,      /* different stems of theirs */
    like_letters = 5,          /* words that begin alike begin with so many letters */
    like_looked_at = 60,
    like_most = 16,
    family_most = 16
};

/* By measurement: docs/adr/0004-ranking.md. */
static const double weight_of_longer = 0.3, weight_of_like = 0.3, weight_of_family = 0.5,
                    weight_of_synonym = 0.8;

/* Stems of words, each once, without those of the word itself. */
struct gathering {
    struct arena *job;
    const struct expansion *e;
    const struct query_word *w;
    struct texts stems;
};

static bool has_stem(const struct query_word *w, struct slice stem)
{
    for (size_t i = 0; i < w->stem_count; i++)
        if (slice_eq(w->stems[i], stem))
            return true;
    return false;
}

static void gather(struct gathering *g, struct slice stem)
{
    if (stem.len && !has_stem(g->w, stem) && !texts_have(&g->stems, stem))
        texts_add(g->job, &g->stems, stem);
}

static void gather_words(struct gathering *g, struct slice beginning, size_t looked_at, size_t most)
{
    const struct vocabulary *v = g->e->vocabulary;
    uint32_t *numbers = ARENA_ARRAY(g->job, uint32_t, looked_at);
    size_t count = vocabulary_beginning(v, beginning, looked_at, numbers);

    for (size_t i = 0; i < count && g->stems.count < most; i++) {
        struct vocabulary_list stems = vocabulary_stems_of(v, numbers[i]);

        if (stems.count)
            gather(g, vocabulary_stem(v, stems.items[0]));
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

static void add_beginnings(struct arena *job, const struct expansion *e, struct query_word *w)
{
    struct gathering g = {job, e, w, {0}};

    gather_words(&g, w->norm, beginnings_looked_at, beginnings_most);
    add_option(&g, w, QUERY_BEGINNING, w->known ? weight_of_longer : 1);
}

static void add_like(struct arena *job, const struct expansion *e, struct query_word *w)
{
    struct gathering g = {job, e, w, {0}};
    size_t at = 0;

    for (int n = 0; n < like_letters && at < w->norm.len; n++)
        utf8_next(w->norm, &at);
    if (at == w->norm.len && utf8_length(w->norm) < like_letters)
        return;
    gather_words(&g, (struct slice){w->norm.ptr, at}, like_looked_at, like_most);
    add_option(&g, w, QUERY_LIKE, weight_of_like);
}

static void add_family(struct arena *job, const struct expansion *e, struct query_word *w)
{
    struct gathering g = {job, e, w, {0}};
    struct slice others[family_most];

    for (size_t i = 0; i < w->stem_count; i++) {
        size_t n = stem_family(e->stemmer, w->stems[i], others, family_most);

        for (size_t k = 0; k < n; k++)
            gather(&g, others[k]);
    }
    add_option(&g, w, QUERY_FAMILY, weight_of_family);
}

/* ---- corrections ---- */

static bool is_word(const void *stemmer, struct slice norm, enum word_script script)
{
    return script == WORD_CYRILLIC && stem_knows(stemmer, norm);
}

static struct correct_word *correct_words_of(struct arena *job, const struct expansion *e,
                                             const struct query *q)
{
    struct correct_word *words = ARENA_ARRAY(job, struct correct_word, q->word_count);

    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];

        words[i] = (struct correct_word){
            .norm = w->norm,
            .stem = w->stem,
            .script = w->script,
            .start = w->start,
            .end = w->end,
            .goes_on = w->goes_on && !e->finished,
            .fixed = !query_is_loose(q, w),
        };
    }
    return words;
}

/* All stems of a word, or of those it is the beginning of. */
static struct query_part part_of(struct arena *job, const struct expansion *e,
                                 const struct corrected_word *word)
{
    static const struct query_word none;
    struct gathering g = {job, e, &none, {0}};
    struct slice stems[stems_max];
    size_t n = stem_all(e->stemmer, word->norm, word->script, stems);

    for (size_t i = 0; i < n; i++)
        gather(&g, slice_copy(job, stems[i]));
    if (word->goes_on)
        gather_words(&g, word->norm, beginnings_looked_at, beginnings_most);
    return (struct query_part){g.stems.items, g.stems.count};
}

/* Words `from` to `to` of a correction are what a word of the query may stand for. */
static void add_correction(struct arena *job, const struct expansion *e, struct query_word *w,
                           const struct correction *c, size_t from, size_t to)
{
    struct query_option *o;

    for (size_t i = from; i < to; i++)
        if (!c->words[i].known)
            return;
    o = query_add_option(job, w, QUERY_CORRECTED, c->weight, to - from);
    for (size_t i = from; i < to; i++)
        o->parts[i - from] = part_of(job, e, &c->words[i]);
    if (w->means.len == 0)
        w->means = to - from == 1 ? c->words[from].norm : c->to;
}

/* Of as many words as were typed each stands for one; of more or fewer each stands for all. */
static struct corrections add_corrections(struct arena *job, const struct expansion *e,
                                          struct query *q)
{
    struct corrector corrector = {.vocabulary = e->vocabulary,
                                  .spelling = e->spelling,
                                  .stemmer = e->stemmer,
                                  .is_word = is_word,
                                  .self = e->stemmer,
                                  .may_name = e->may_name,
                                  .namer = e->namer};
    struct corrections found =
        correct_words(job, &corrector, q->text, correct_words_of(job, e, q), q->word_count);

    for (size_t i = 0; i < found.count; i++) {
        const struct correction *c = &found.items[i];
        bool one_to_one = c->count == c->word_count;

        for (size_t k = 0; k < c->count; k++)
            add_correction(job, e, &q->words[c->first + k], c, one_to_one ? k : 0,
                           one_to_one ? k + 1 : c->word_count);
    }
    return found;
}

/* ---- editors' words ---- */

/* What an alternative's words must all be, for each of the words it stands for. */
static void add_phrase(struct arena *job, struct query_word *w, const struct wording_phrase *phrase)
{
    struct query_option *o = query_add_option(job, w, QUERY_MEANT, weight_of_synonym, phrase->count);

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
        out->synonyms[out->synonym_count++] = (struct expand_synonym){
            {q->text.ptr + first->start, last->end - first->start}, phrase};
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
        q->words[i].stop = stop[i];
}

static bool is_known(const struct expansion *e, struct slice norm)
{
    int64_t number = vocabulary_find(e->vocabulary, norm);

    return number >= 0 && (!e->may_name || e->may_name(e->namer, (uint32_t)number));
}

struct expanded expand_query(struct arena *job, const struct expansion *e, struct query *q)
{
    struct expanded out = {0};

    if (!e->as_typed)
        out.corrections = add_corrections(job, e, q);
    for (size_t i = 0; i < q->word_count; i++) {
        struct query_word *w = &q->words[i];

        w->known = is_known(e, w->norm);
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
    return out;
}
