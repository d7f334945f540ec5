/*
 * rank.h - the order of the best documents, by all the evidence there is.
 *
 * Xapian finds candidates by BM25 over stems; this weighs the best of them anew, by what evidence.h
 * reads. Few constants, chosen on all evaluation sets together (docs/adr/0004-ranking.md).
 */
#ifndef ENGINE_RANK_H
#define ENGINE_RANK_H

#include "engine/evidence.h"

/* What a document weighs; `all` is the rarity of all words of the query. */
double rank_weight(const struct evidence *e, double all);

#endif
