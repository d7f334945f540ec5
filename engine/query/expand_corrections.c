/* expand_corrections.c - see expand_inside.h */
#include "engine/query/expand_inside.h"

enum { short_name_most = 5 };

/* Corrections that are sure enough to be searched for, and to count as if they had been typed. */
static const double trust_least = 0.2, trusted = 0.6;

/* SaaS, OBs: a few Latin letters with a capital inside are written so on purpose. */
static bool is_short_name(struct slice typed)
{
    bool small = false, inner = false;

    for (size_t i = 0; i < typed.len; i++) {
        small |= typed.ptr[i] >= 'a' && typed.ptr[i] <= 'z';
        inner |= i > 0 && typed.ptr[i] >= 'A' && typed.ptr[i] <= 'Z';
    }
    return small && inner && typed.len <= short_name_most;
}

/* What editors or the thesaurus have other words for is no slip of the pen: учётка, for an account. */
static void name_words_of(struct arena *job, const struct wording *known, const struct query *q,
                          struct correct_word *words)
{
    struct wording_matches found = {0};

    if (known)
        found = wording_synonyms(known, job, expand_wording(job, q), q->word_count);
    for (size_t i = 0; i < found.count; i++)
        for (size_t k = 0; k < found.items[i].count; k++)
            words[found.items[i].first + k].named = true;
}

static struct correct_word *correct_words_of(struct arena *job, const struct expansion *e,
                                             const struct query *q)
{
    struct correct_word *words = correct_typed(job, q);

    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];

        words[i].goes_on = w->goes_on && !e->finished;
        words[i].fixed = !(query_is_loose(q, w) || (e->surely && w->phrase && !w->excluded)) ||
                         is_short_name((struct slice){q->text.ptr + w->start, w->end - w->start});
    }
    name_words_of(job, e->wording, q, words);
    if (e->thesaurus) {
        name_words_of(job, e->thesaurus->same, q, words);
        name_words_of(job, e->thesaurus->related, q, words);
    }
    return words;
}

/* All stems of a word, or of those it is the beginning of. */
static struct query_part part_of(struct arena *job, const struct expansion *e, struct slice norm,
                                 enum word_script script, bool goes_on)
{
    static const struct query_word none;
    struct gathering g = {job, e, &none, {0}};
    struct slice stems[stems_max];
    size_t n = stem_all(e->stemmer, norm, script, stems);

    for (size_t i = 0; i < n; i++)
        expand_gather(&g, slice_copy(job, stems[i]));
    if (goes_on)
        expand_gather_words(&g, norm, beginnings_looked_at, beginnings_most);
    return (struct query_part){g.stems.items, g.stems.count};
}

/* Whole words in the other layout or alphabet are no accident; with an edit another word may have
 * been meant, which the knowledge base has not. */
static double trust_of(const struct correction *c)
{
    return c->kind == CORRECTION_SPELL || c->weight < trusted ? c->weight : 1;
}

/* A word that was meant, in the place of what was typed. */
static struct query_word meant_word(struct arena *job, const struct expansion *e,
                                    const struct correction *c, size_t i)
{
    const struct corrected_word *word = &c->words[i];
    struct query_word w = {.norm = word->norm,
                           .whole = word->norm,
                           .script = word->script,
                           .start = c->start,
                           .end = c->end,
                           .goes_on = word->goes_on,
                           .corrected = true,
                           .guessed = c->kind == CORRECTION_SPELL,
                           .trust = trust_of(c)};

    query_take_stems(job, e->stemmer, &w);
    return w;
}

/* Another way to read the same words: each of the words in their place may stand for all of it. */
static void add_reading(struct arena *job, const struct expansion *e, struct query_word *w,
                        const struct correction *c, double weight)
{
    struct query_option *o;

    for (size_t i = 0; i < c->word_count; i++)
        if (!c->words[i].known)
            return;
    o = query_add_option(job, w, QUERY_CORRECTED, weight, c->word_count);
    for (size_t i = 0; i < c->word_count; i++)
        o->parts[i] = part_of(job, e, c->words[i].norm, c->words[i].script, c->words[i].goes_on);
}

/* What was typed may have been meant after all: two words that are written as one, say. */
static void add_typed(struct arena *job, const struct expansion *e, struct query_word *w,
                      const struct query_word *typed, size_t count)
{
    struct query_option *o;

    for (size_t i = 0; i < count; i++)
        if (!expand_knows_any(e->vocabulary, &typed[i]))
            return;
    o = query_add_option(job, w, QUERY_TYPED, 1, count);
    for (size_t i = 0; i < count; i++)
        o->parts[i] = (struct query_part){typed[i].stems, typed[i].stem_count};
}

/* Corrections `from` to `to` are of the same typed words, the best first. */
static size_t replace_words(struct arena *job, const struct expansion *e,
                            const struct corrections *found, size_t from, size_t to,
                            const struct query_word *typed, struct query_word *out, size_t room)
{
    const struct correction *best = &found->items[from];
    size_t n = best->word_count < room ? best->word_count : room;

    for (size_t i = 0; i < n; i++) {
        out[i] = meant_word(job, e, best, i);
        for (size_t k = from + 1; k < to; k++)
            add_reading(job, e, &out[i], &found->items[k], found->items[k].weight / best->weight);
        if (best->count != best->word_count)
            add_typed(job, e, &out[i], typed, best->count);
    }
    return n;
}

/* Words that stand joined do so as long as they are those that were typed. */
static void check_joined(struct query *q)
{
    for (size_t i = 0; i < q->word_count; i++)
        for (size_t k = 0; k < q->words[i].joined; k++)
            if (i + k >= q->word_count || q->words[i + k].corrected) {
                q->words[i].joined = 0;
                q->words[i].joined_stem = SLICE("");
            }
}

static void apply(struct arena *job, const struct expansion *e, const struct corrections *found,
                  struct query *q)
{
    struct query_word *words = ARENA_ARRAY(job, struct query_word, query_words_max + 1);
    size_t n = 0, next = 0;

    for (size_t i = 0; i < q->word_count && n < query_words_max;) {
        size_t from = next;

        while (next < found->count && found->items[next].first == i)
            next++;
        if (next == from) {
            words[n++] = q->words[i++];
            continue;
        }
        n += replace_words(job, e, found, from, next, &q->words[i], words + n, query_words_max - n);
        i += found->items[from].count;
    }
    q->words = words;
    q->word_count = n;
    check_joined(q);
}

/* What is hardly likely is neither searched for nor shown. */
static size_t keep_trusted(struct correction *items, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (items[i].weight >= trust_least)
            items[kept++] = items[i];
    return kept;
}

struct corrections expand_corrections(struct arena *job, const struct expansion *e, struct query *q)
{
    struct corrector corrector = {.vocabulary = e->vocabulary,
                                  .spelling = e->spelling,
                                  .stemmer = e->stemmer,
                                  .dictionary = stem_dictionary(e->stemmer),
                                  .may_name = e->may_name,
                                  .namer = e->namer,
                                  .surely = e->surely};
    struct corrections found =
        correct_words(job, &corrector, q->text, correct_words_of(job, e, q), q->word_count);

    found.count = keep_trusted(found.items, found.count);
    if (found.count)
        apply(job, e, &found, q);
    return found;
}
