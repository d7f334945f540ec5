/*
 * evidence_inside.h - what the two passes over a document share: over its different words (evidence.c)
 * and over words in their order (evidence_walk.c).
 */
#ifndef ENGINE_EVIDENCE_INSIDE_H
#define ENGINE_EVIDENCE_INSIDE_H

#include "engine/find/evidence.h"

enum { no_word = evidence_words_most };

/* Of BM25: in the document, of pieces of words there, in a title or question. */
static const double words_k1 = 1.5, words_b = 0.6;
static const double pieces_k1 = 1.1, pieces_b = 0.8;
static const double headline_k1 = 1.1, headline_b = 0.6;

static inline double saturated(double tf, double k1, double b, double length)
{
    return tf > 0 ? tf * (k1 + 1) / (tf + k1 * (1 - b + b * length)) : 0;
}

/* What stands for a word with less weight says nothing of whether that is there. */
static const float tally_least = 0.5f;

/* How much of each word of the query has been seen in a run, a part or the document. */
struct tally {
    uint64_t seen, several;           /* …by a word of several that stand for it */
    float share[evidence_words_most]; /* valid where seen */
    uint8_t option[evidence_words_most], parts[evidence_words_most]; /* valid where several: a bit
                                                                      * for each of its words */
    double sum;                                                      /* of rarities */
};

static inline void tally_forget(struct tally *t)
{
    t->seen = t->several = 0;
    t->sum = 0;
}

/* A word of several that stand for one of the query counts for its part of them, and the others
 * seen with it. */
static inline float tally_share(struct tally *t, const struct likeness_of_slot *s)
{
    uint64_t bit = 1ull << s->slot;

    if (s->parts < 2)
        return s->weight;
    if (!(t->several & bit) || t->option[s->slot] != s->option)
        t->parts[s->slot] = 0;
    t->several |= bit;
    t->option[s->slot] = s->option;
    t->parts[s->slot] |= (uint8_t)(1u << (s->part & 7));
    return s->weight * (float)__builtin_popcount(t->parts[s->slot]) / (float)s->parts;
}

static inline void tally_see(struct tally *t, const struct evidence_query *q,
                             const struct likeness_of_slot *s)
{
    uint64_t bit = 1ull << s->slot;
    float before = t->seen & bit ? t->share[s->slot] : 0, share;

    if (s->weight < tally_least || s->weight <= before)
        return;
    share = tally_share(t, s);
    if (share <= before)
        return;
    t->sum += (double)(share - before) * q->slots[s->slot].rarity;
    t->share[s->slot] = share;
    t->seen |= bit;
}

/* Adds what the words of the walk say: all of the document, or those of its title and questions. */
void evidence_walk(struct forward_walk *walk, const struct evidence_query *q, struct evidence *e);

#endif
