/*
 * measure.h - how good rankings and confidences are: the field's usual figures.
 *
 * Pure. Sources: nDCG, Järvelin & Kekäläinen 2002 (binary gain, log2 discount); MRR,
 * Voorhees 1999; AUROC as the Mann-Whitney statistic, ties count half; ECE, Naeini and
 * others 2015, over bins of equal mass; Brier 1950; risk and coverage, El-Yaniv & Wiener 2010,
 * and the area under their curve, Geifman & El-Yaniv 2017.
 */
#ifndef ENGINE_MEASURE_H
#define ENGINE_MEASURE_H

#include "engine/article/article.h"

struct ranking_quality {
    double ndcg10, mrr10, success1, success3, success5, recall10; /* 0..1 */
};

/* Of one question: `found` in order of rank, `relevant` at least one. */
struct ranking_quality measure_ranking(const struct texts *found, const struct texts *relevant);

/* The place of the best relevant one among the first ten, from 1; 0 if none is there. */
size_t measure_rank(const struct texts *found, const struct texts *relevant);

/* The figures by number, in the order they are printed in. */
enum { ranking_figures = 6 };
const char *measure_figure_name(size_t figure); /* "nDCG@10" */
double measure_figure(const struct ranking_quality *q, size_t figure);

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

/* What that is, about, for so few questions if every p is true: the mean distance of a sum of
 * throws from what is expected, √(2/π · Σ p(1-p)) by the normal distribution, over the bins. */
double measure_ece_chance(struct outcome *list, size_t count);

/* The largest share that can be answered, best p first, with at least this share of the
 * answers right. */
double measure_coverage(struct outcome *list, size_t count, double precision);

/* Mean squared distance of p from what came of it. */
double measure_brier(const struct outcome *list, size_t count);

/* The share that is wrong among the `coverage` with the highest p. Of equal p each is as wrong as
 * all of them are. */
double measure_risk(struct outcome *list, size_t count, double coverage);

/* Its mean over all coverages. */
double measure_aurc(struct outcome *list, size_t count);

/* The reliability table: bins of equal mass, lowest p first, that are not empty. */
struct measure_bin {
    size_t n;
    double p, right; /* mean p; share that is right */
};
size_t measure_reliability(struct outcome *list, size_t count,
                           struct measure_bin out[measure_bins]);

/* How many have a p of 0 to 0.05, to 0.1 … to 1. */
enum { measure_counts = 20 };
void measure_histogram(const struct outcome *list, size_t count, size_t out[measure_counts]);

/* The list, sorted by p, highest first; equal p keep no order. */
void measure_sort(struct outcome *list, size_t count);

#endif
