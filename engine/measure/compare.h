/*
 * compare.h - how sure a mean is, and whether one ranking is better than another or only
 * luckier with these questions.
 *
 * Pure, and the same in every run. The questions are drawn anew, with repetition, 2,000
 * times; 95 of 100 means lie in the interval. Of two rankings the differences are drawn, a
 * question at a time, so that hard questions do not blur what changed. Sources: Efron &
 * Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 (percentile interval);
 * Sakai, SIGIR 2006 (the paired bootstrap on figures of retrieval).
 *
 *      struct comparison c;
 *      compare_rankings(job, before, after, count, &c);
 *      if (c.figures[0].verdict == VERDICT_WORSE) ...
 */
#ifndef ENGINE_COMPARE_H
#define ENGINE_COMPARE_H

#include "engine/measure/measure.h"

enum {
    compare_resamples = 2000,
    compare_least = 10 /* of fewer questions nothing is said */
};

/* A mean, and what holds 95 of 100 means of as many questions. */
struct estimate {
    double mean, low, high;
};

/* Of each of `width` columns of a table of `count` rows; zeros if there are no rows. */
void compare_bootstrap(struct arena *job, const double *rows, size_t count, size_t width,
                       struct estimate *out);

/* Figures of `count` questions that are no means, such as an AUROC: writes each, question i counted
 * times[i] times; NAN where a figure cannot be told. */
typedef void compare_measure(const void *self, const size_t *times, double *out);

/* Of each of `width` figures; NAN where it cannot be told of the questions as they are. */
void compare_resample(struct arena *job, size_t count, size_t width, compare_measure *measure,
                      const void *self, struct estimate *out);

/* Of each figure, in the order of measure_figure. */
void compare_estimates(struct arena *job, const struct ranking_quality *list, size_t count,
                       struct estimate out[ranking_figures]);

enum verdict { VERDICT_NONE, VERDICT_BETTER, VERDICT_WORSE };
const char *compare_verdict_name(enum verdict v); /* "no difference shown" */

/* Does the interval of a difference leave out 0? */
enum verdict compare_verdict(const struct estimate *difference, size_t count);

struct figure_comparison {
    double before, after;
    struct estimate difference; /* after - before */
    enum verdict verdict;
};

struct comparison {
    size_t count, better, worse, same; /* questions, by nDCG@10 */
    struct figure_comparison figures[ranking_figures];
    size_t *moved; /* the better and worse ones by number, the largest difference first */
};

/* The same questions, in the same order. */
void compare_rankings(struct arena *job, const struct ranking_quality *before,
                      const struct ranking_quality *after, size_t count, struct comparison *out);

#endif
