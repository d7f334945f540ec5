/*
 * evidence.c - see evidence.h: a pass over the different words of the document, and one over all of them
 * in order (evidence_walk.c).
 *
 * BM25 (Robertson and others, TREC-3) saturates with how often a word is there; the constants are
 * from measurement, docs/adr/0004-ranking.md. As BM25F has it, a word counts in each field with the
 * field's weight before it saturates; the length of the document is in words, not weighted.
 */
#include "engine/find/evidence.h"

#include <string.h>

#include "engine/find/evidence_inside.h"

/* ---- the query ---- */

static size_t slot_of(const struct evidence_query *e, const struct query_word *w)
{
    size_t at = 0;

    while (at < e->count && !slice_eq(e->slots[at].word->stem, w->stem))
        at++;
    return at;
}

void evidence_query(const struct query *q, const double *rarity, struct evidence_query *out)
{
    struct evidence_query e = {0};
    size_t before = no_word;

    for (size_t i = 0; i < q->word_count && e.count < evidence_words_most; i++) {
        const struct query_word *w = &q->words[i];
        size_t at;

        if (w->excluded || w->stop)
            continue;
        at = slot_of(&e, w);
        if (at == e.count) {
            e.slots[at] = (struct likeness_slot){w, rarity[i] * query_word_says(w)};
            e.next[at] = no_word;
            e.all += e.slots[at].rarity;
            e.content += !w->function;
            e.count++;
        }
        if (before < e.count && before != at && e.next[before] == no_word)
            e.next[before] = at;
        before = at;
    }
    *out = e;
}

struct evidence evidence_most(const struct evidence_query *q)
{
    struct evidence e = {.coverage = 1,
                         .question = 1,
                         .exact = 1,
                         .section = 1,
                         .title = 1,
                         .likest = 1,
                         .named = 1,
                         .labels = 1,
                         .verdict = q->opening.verdict == VERDICT_WANTED,
                         .definition = q->opening.definition == DEFINITION_WANTED};
    size_t pieces;
    const double *rarity = likeness_gram_rarity(q->likeness, &pieces);

    for (size_t i = 0; i < q->count; i++) {
        e.words += q->slots[i].rarity * (words_k1 + 1);
        e.headline += q->slots[i].rarity * (headline_k1 + 1);
        if (q->content > 1 && !q->slots[i].word->function)
            e.near += q->slots[i].rarity;
        if (q->next[i] < q->count)
            e.together += q->slots[i].rarity + q->slots[q->next[i]].rarity;
    }
    for (size_t i = 0; i < pieces; i++)
        e.pieces += rarity[i] * (pieces_k1 + 1);
    return e;
}

/* ---- a glance ---- */

/* What the different words of a document say. */
struct glance {
    struct tally document;
    float tf[evidence_words_most], piece_tf[likeness_grams_max];
};

static void start_glance(struct glance *g, const struct evidence_query *q)
{
    size_t pieces;

    likeness_gram_rarity(q->likeness, &pieces);
    tally_forget(&g->document);
    memset(g->tf, 0, q->count * sizeof *g->tf);
    memset(g->piece_tf, 0, pieces * sizeof *g->piece_tf);
}

static void sum_up(const struct glance *g, const struct evidence_query *q, struct evidence *e)
{
    double length = (double)e->length / q->mean_length;
    size_t pieces;
    const double *rarity = likeness_gram_rarity(q->likeness, &pieces);

    for (size_t i = 0; i < q->count; i++)
        e->words += q->slots[i].rarity * saturated((double)g->tf[i], words_k1, words_b, length);
    for (size_t i = 0; i < pieces; i++)
        e->pieces += rarity[i] * saturated((double)g->piece_tf[i], pieces_k1, pieces_b, length);
    e->coverage = q->all > 0 ? g->document.sum / q->all : 0;
    e->seen = g->document.seen;
}

static void count_word(struct glance *g, const struct evidence_query *q,
                       const struct likeness_verdict *v, float count)
{
    for (size_t i = 0; i < v->gram_count; i++)
        g->piece_tf[v->grams[i]] += count;
    for (size_t i = 0; i < v->slot_count; i++) {
        const struct likeness_of_slot *s = &v->slots[i];

        tally_see(&g->document, q, s);
        g->tf[s->slot] += count * s->weight / (float)s->parts;
    }
}

struct evidence evidence_glance(const struct forwards *f, const struct evidence_query *q,
                                uint32_t document)
{
    struct forward_document d = forwards_document(f, document);
    struct evidence e = {.length = d.words};
    struct forward_wanted wanted = likeness_any(q->likeness);
    struct forward_walk beginning;
    struct likeness_verdict v;
    struct glance g;

    start_glance(&g, q);
    forward_walk_start(&beginning, &d, d.ends[FORWARD_LABELS]);
    for (uint32_t i = 0; (i = forward_seek(&d, &wanted, i)) < d.different; i++) {
        if (!likeness_judge(q->likeness, forward_word(&d, i), &v))
            continue;
        count_word(&g, q, &v, (float)forward_count(&d, i));
        if (v.slot_count)
            forward_walk_add(&beginning, &d, i);
    }
    sum_up(&g, q, &e);
    evidence_walk(&beginning, q, &e);
    return e;
}

void evidence_read(const struct forwards *f, const struct evidence_query *q, uint32_t document,
                   struct evidence *e)
{
    struct forward_document d = forwards_document(f, document);
    struct forward_wanted wanted = likeness_standing(q->likeness);
    struct forward_walk walk;

    forward_walk_start(&walk, &d, d.words);
    forward_walk_add_wanted(&walk, &d, &wanted);
    evidence_walk(&walk, q, e);
    if (d.words > d.ends[FORWARD_LABELS] && e->section < e->title) /* a section of other words */
        e->section = e->title;
    e->verdict = opening_verdict(&d, &q->opening);
    e->definition = opening_definition(&d, &q->opening);
}
