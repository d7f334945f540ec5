/*
 * rank.h - the order of the best documents, by all the evidence there is.
 *
 * Xapian finds candidates by BM25 over stems and beginnings of words; this adds, for the
 * best of them, what an inverted index cannot see: words of the query that stand together,
 * and how much of it the title or one question holds. Few constants, chosen on all
 * evaluation sets together (docs/adr/0004-ranking.md).
 */
#ifndef ENGINE_RANK_H
#define ENGINE_RANK_H

#include "engine/evidence.h"

/* What is added to the BM25 weight of a document. */
double rank_addition(const struct evidence_query *q, const struct evidence *e);

/* The largest it can be for these words. */
double rank_addition_most(const struct evidence_query *q);

#endif
