/*
 * expand_thesaurus.c - see expand.h: what else customers call it.
 *
 * Words that the knowledge base has find enough by themselves: related words only add weight,
 * other names of the same thing find as well. What it has not is looked for as what it may also be
 * called, phrases among these.
 */
#include "engine/query/expand_inside.h"

/* By measurement: docs/adr/0004-ranking.md. */
struct kind {
    double beside, instead; /* weight, for a word the knowledge base has; for one it has not, and
                             * of phrases */
    bool finds;             /* even for a word it has */
};

static const struct kind same = {0.5, 0.8, true}, related = {0.2, 0.6, false};

static bool editors_said(const struct query_word *w)
{
    for (size_t i = 0; i < w->option_count; i++)
        if (w->options[i].why == QUERY_MEANT)
            return true;
    return false;
}

static bool knows_word(const struct expansion *e, const struct wording_word *word)
{
    for (size_t i = 0; i < word->stem_count; i++)
        if (vocabulary_find_stem(e->vocabulary, word->stems[i]) >= 0)
            return true;
    return false;
}

static void add_phrase(struct arena *job, const struct expansion *e, struct query_word *w,
                       const struct wording_phrase *p, double weight)
{
    struct query_option *o;

    for (size_t i = 0; i < p->count; i++)
        if (!knows_word(e, &p->words[i]))
            return;
    o = query_add_option(job, w, QUERY_RELATED, weight, p->count);
    for (size_t i = 0; i < p->count; i++)
        o->parts[i] = (struct query_part){p->words[i].stems, p->words[i].stem_count};
}

/* By a group that was looked up before. */
static bool is_called(const struct query_word *w, struct slice stem)
{
    for (size_t i = 0; i < w->option_count; i++) {
        const struct query_option *o = &w->options[i];

        for (size_t k = 0; o->why == QUERY_RELATED && o->count == 1 && k < o->parts[0].count; k++)
            if (slice_eq(o->parts[0].stems[k], stem))
                return true;
    }
    return false;
}

/* An unfinished word is what it nearly always goes on as. */
static bool is_whole(const struct query_word *w)
{
    return slice_eq(w->whole, w->norm);
}

/* Single words are one option, each phrase is one of its own. The words of a phrase say little by
 * themselves: "sold out" is looked for as "out of stock" although there are articles with "sold". */
static void add_match(struct arena *job, const struct expansion *e, struct query_word *w,
                      const struct wording_match *m, const struct kind *kind)
{
    struct gathering g = {job, e, w, {0}};
    bool known = expand_knows_any(e->vocabulary, w) || !is_whole(w);
    double weight = known ? kind->beside : kind->instead;
    struct query_option *o;

    for (size_t i = 0; i < m->alternative_count; i++) {
        const struct wording_phrase *p = m->alternatives[i].phrase;

        if (p->count == 1 && knows_word(e, p->words) && !is_called(w, p->words[0].stems[0]))
            expand_gather(&g, p->words[0].stems[0]);
        if (p->count > 1 && (!known || (m->count > 1 && kind->finds)))
            add_phrase(job, e, w, p, kind->instead);
    }
    if (g.stems.count == 0)
        return;
    o = query_add_option(job, w, QUERY_RELATED, weight, 1);
    o->parts[0] = (struct query_part){g.stems.items, g.stems.count};
    o->only_weighs = known && !kind->finds;
}

static struct wording_word *words_of_query(struct arena *job, const struct expansion *e,
                                           const struct query *q)
{
    struct wording_word *words = expand_wording(job, q);

    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];
        struct slice *stems;

        if (is_whole(w) || words[i].stem_count == 0)
            continue;
        words[i].stem_count = stem_keep(e->stemmer, job, w->whole, w->script, &stems);
        words[i].stems = stems;
    }
    return words;
}

static void add_groups(struct arena *job, const struct expansion *e, struct query *q,
                       const struct wording *groups, const struct kind *kind)
{
    struct wording_matches found =
        wording_synonyms(groups, job, words_of_query(job, e, q), q->word_count);

    for (size_t i = 0; i < found.count; i++)
        for (size_t k = 0; k < found.items[i].count; k++) {
            struct query_word *w = &q->words[found.items[i].first + k];

            if (!editors_said(w))
                add_match(job, e, w, &found.items[i], kind);
        }
}

void expand_thesaurus(struct arena *job, const struct expansion *e, struct query *q)
{
    add_groups(job, e, q, e->thesaurus->same, &same);
    add_groups(job, e, q, e->thesaurus->related, &related);
}
