/*
 * rank.h - the order of the best documents, by all the evidence there is.
 *
 * match.h finds candidates by BM25 over stems; this weighs the best of them anew, by what evidence.h
 * reads. Few constants, chosen on all evaluation sets together (docs/adr/0004-ranking.md).
 */
#ifndef ENGINE_RANK_H
#define ENGINE_RANK_H

#include "engine/find/evidence.h"

enum rank_part {
    RANK_WORDS,
    RANK_PIECES,
    RANK_HEADLINE,
    RANK_NEAR,
    RANK_TOGETHER,
    RANK_EXACT,
    RANK_SECTION,
    RANK_LABELS,
    RANK_VERDICT,
    RANK_DEFINITION,
    rank_part_count
};

/* What each part adds to a document's weight. */
struct rank_parts {
    double of[rank_part_count];
};

/* `all` is the rarity of all words of the query. */
struct rank_parts rank_parts_of(const struct evidence *e, double all);

/* What a document weighs: the sum of its parts, not below 0. */
double rank_weight(const struct evidence *e, double all);

const char *rank_part_name(enum rank_part part);

#endif
