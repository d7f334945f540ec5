/*
 * expand_thesaurus.c - see expand.h: what else customers call it.
 *
 * Words that the knowledge base has find enough by themselves: other words for them only add
 * weight. What it has not is looked for as what it may also be called, phrases among these.
 */
#include "engine/query/expand_inside.h"

/* By measurement: docs/adr/0004-ranking.md. */
static const double weight_beside = 0.2, weight_instead = 0.6;

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
                       const struct wording_phrase *p)
{
    struct query_option *o;

    for (size_t i = 0; i < p->count; i++)
        if (!knows_word(e, &p->words[i]))
            return;
    o = query_add_option(job, w, QUERY_RELATED, weight_instead, p->count);
    for (size_t i = 0; i < p->count; i++)
        o->parts[i] = (struct query_part){p->words[i].stems, p->words[i].stem_count};
}

/* Single words are one option, each phrase is one of its own. */
static void add_match(struct arena *job, const struct expansion *e, struct query_word *w,
                      const struct wording_match *m)
{
    struct gathering g = {job, e, w, {0}};
    bool known = expand_knows_any(e->vocabulary, w);
    struct query_option *o;

    for (size_t i = 0; i < m->alternative_count; i++) {
        const struct wording_phrase *p = m->alternatives[i].phrase;

        if (p->count == 1 && knows_word(e, p->words))
            expand_gather(&g, p->words[0].stems[0]);
        if (p->count > 1 && !known)
            add_phrase(job, e, w, p);
    }
    if (g.stems.count == 0)
        return;
    o = query_add_option(job, w, QUERY_RELATED, known ? weight_beside : weight_instead, 1);
    o->parts[0] = (struct query_part){g.stems.items, g.stems.count};
    o->only_weighs = known;
}

void expand_thesaurus(struct arena *job, const struct expansion *e, struct query *q)
{
    struct wording_matches found =
        wording_synonyms(e->thesaurus, job, expand_wording(job, q), q->word_count);

    for (size_t i = 0; i < found.count; i++)
        for (size_t k = 0; k < found.items[i].count; k++) {
            struct query_word *w = &q->words[found.items[i].first + k];

            if (!editors_said(w))
                add_match(job, e, w, &found.items[i]);
        }
}
