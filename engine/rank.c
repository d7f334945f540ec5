/* rank.c - see rank.h */
#include "engine/rank.h"

#include <math.h>

/* By measurement on all sets together. */
static const double for_pieces = 0.3, for_headline = 0.6, for_near = 0.3, for_together = 0.6,
                    for_exact = 0.6, for_section = 0.3;

double rank_weight(const struct evidence *e, double all)
{
    return e->words + for_pieces * e->pieces + for_headline * e->headline + for_near * e->near +
           for_together * e->together + for_exact * e->likest * all +
           for_section * pow(e->section, 4) * all;
}
