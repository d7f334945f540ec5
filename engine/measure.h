/*
 * measure.h - how good rankings and confidences are: the field's usual figures.
 *
 * Pure. Sources: nDCG, Järvelin & Kekäläinen 2002 (binary gain, log2 discount); MRR,
 * Voorhees 1999; AUROC as the Mann-Whitney statistic, ties count half; ECE, Naeini and
 * others 2015, over bins of equal mass.
 */
#ifndef ENGINE_MEASURE_H
#define ENGINE_MEASURE_H

#include "engine/article.h"

struct ranking_quality {
    double ndcg10, mrr10, success1, success3, success5, recall10; /* 0..1 */
};

/* Of one question: `found` in order of rank, `relevant` at least one. */
struct ranking_quality measure_ranking(const struct texts *found, const struct texts *relevant);

/* Adds up, and divides by `n` (0 gives zeros). */
void measure_add(struct ranking_quality *sum, const struct ranking_quality *one);
struct ranking_quality measure_mean(const struct ranking_quality *sum, size_t n);

/* A confidence and what came of it. */
struct outcome {
    double p;
    bool right;
};

/* Chance that a right one has the higher p; NAN if there are only right or only wrong. */
double measure_auroc(struct outcome *list, size_t count);

/* Mean distance of p from the share that is right, over `measure_bins` bins of equal mass. */
enum { measure_bins = 15 };
double measure_ece(struct outcome *list, size_t count);

/* The largest share that can be answered, best p first, with at least this share of the
 * answers right. */
double measure_coverage(struct outcome *list, size_t count, double precision);

/* The list, sorted by p, highest first; equal p keep no order. */
void measure_sort(struct outcome *list, size_t count);

#endif
