/* rank.c - see rank.h */
#include "engine/rank.h"

#include <math.h>

/* By measurement on all sets together. */
static const double for_pieces = 0.2, for_headline = 1, for_near = 0.3, for_together = 0.6,
                    for_exact = 1, for_same = 0.5, for_section = 0.4, for_labels = 1;

/* A title that is the question, and nothing else, counts once more. */
static double exact(double likest)
{
    return for_exact * likest + for_same * pow(likest, 4);
}

struct rank_parts rank_parts_of(const struct evidence *e, double all)
{
    return (struct rank_parts){{
        [RANK_WORDS] = e->words,
        [RANK_PIECES] = for_pieces * e->pieces,
        [RANK_HEADLINE] = for_headline * e->headline,
        [RANK_NEAR] = for_near * e->near,
        [RANK_TOGETHER] = for_together * e->together,
        [RANK_EXACT] = exact(e->likest) * all,
        [RANK_SECTION] = for_section * pow(e->section, 4) * all,
        [RANK_LABELS] = for_labels * e->labels * all,
    }};
}

double rank_weight(const struct evidence *e, double all)
{
    struct rank_parts parts = rank_parts_of(e, all);
    double sum = 0;

    for (int i = 0; i < rank_part_count; i++)
        sum += parts.of[i];
    return sum;
}

const char *rank_part_name(enum rank_part part)
{
    static const char *const names[] = {"words",    "pieces", "headline", "near",
                                        "together", "exact",  "section",  "labels"};

    return names[part];
}
