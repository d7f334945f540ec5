/* rank.c - see rank.h */
#include "engine/find/rank.h"

#include <math.h>

/* By measurement on all sets together. */
static const double for_pieces = 0.2, for_headline = 1, for_near = 1.2, for_together = 0.6,
                    for_exact = 1, for_same = 0.7, for_section = 0.4, for_labels = 1,
                    for_verdict = 0.15, for_definition = 0.3;

/* A title or question that is the query, and nothing else, counts once more. */
static double exact(const struct evidence *e)
{
    return for_exact * e->likest + for_same * pow(e->named, 4);
}

struct rank_parts rank_parts_of(const struct evidence *e, double all)
{
    return (struct rank_parts){{
        [RANK_WORDS] = e->words,
        [RANK_PIECES] = for_pieces * e->pieces,
        [RANK_HEADLINE] = for_headline * e->headline,
        [RANK_NEAR] = for_near * e->near,
        [RANK_TOGETHER] = for_together * e->together,
        [RANK_EXACT] = exact(e) * all,
        [RANK_SECTION] = for_section * pow(e->section, 4) * all,
        [RANK_LABELS] = for_labels * e->labels * all,
        [RANK_VERDICT] = for_verdict * e->verdict * all,
        [RANK_DEFINITION] = for_definition * e->definition * all,
    }};
}

double rank_weight(const struct evidence *e, double all)
{
    struct rank_parts parts = rank_parts_of(e, all);
    double sum = 0;

    for (int i = 0; i < rank_part_count; i++)
        sum += parts.of[i];
    /* A beginning that answers something else may outweigh the little there is. */
    return fmax(sum, 0);
}

const char *rank_part_name(enum rank_part part)
{
    static const char *const names[] = {"words", "pieces",  "headline", "near",    "together",
                                        "exact", "section", "labels",   "verdict", "definition"};

    return names[part];
}
