/* compare.c - see compare.h */
#include "engine/measure/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

/* What is left out at each end: 2.5 %. */
enum { tail = compare_resamples / 40, seed = 1 };

/* Differences of sums that differ only by rounding. */
static const double nothing = 1e-9;

/* ---- intervals ---- */

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The means of one draw of as many rows as there are. */
static void draw(const double *rows, size_t count, size_t width, uint64_t *state, double *means)
{
    for (size_t k = 0; k < width; k++)
        means[k] = 0;
    for (size_t i = 0; i < count; i++) {
        const double *row = rows + random_below(state, (uint32_t)count) * width;

        for (size_t k = 0; k < width; k++)
            means[k] += row[k];
    }
    for (size_t k = 0; k < width; k++)
        means[k] /= (double)count;
}

static double mean_of(const double *rows, size_t count, size_t width, size_t column)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += rows[i * width + column];
    return sum / (double)count;
}

void compare_bootstrap(struct arena *job, const double *rows, size_t count, size_t width,
                       struct estimate *out)
{
    double *drawn = ARENA_ARRAY(job, double, compare_resamples *width);
    double *column = ARENA_ARRAY(job, double, compare_resamples);
    uint64_t state = seed;

    for (size_t k = 0; k < width; k++)
        out[k] = (struct estimate){0};
    if (count == 0)
        return;
    for (size_t i = 0; i < compare_resamples; i++)
        draw(rows, count, width, &state, drawn + i * width);
    for (size_t k = 0; k < width; k++) {
        for (size_t i = 0; i < compare_resamples; i++)
            column[i] = drawn[i * width + k];
        qsort(column, compare_resamples, sizeof *column, by_value);
        out[k] = (struct estimate){mean_of(rows, count, width, k), column[tail],
                                   column[compare_resamples - 1 - tail]};
    }
}

/* The interval of a column of draws, some of which may be NAN. */
static void bound(double *column, struct estimate *out)
{
    size_t n = 0, outside;

    for (size_t i = 0; i < compare_resamples; i++)
        if (!isnan(column[i]))
            column[n++] = column[i];
    qsort(column, n, sizeof *column, by_value);
    outside = n * tail / compare_resamples;
    out->low = n ? column[outside] : NAN;
    out->high = n ? column[n - 1 - outside] : NAN;
}

void compare_resample(struct arena *job, size_t count, size_t width, compare_measure *measure,
                      const void *self, struct estimate *out)
{
    double *drawn = ARENA_ARRAY(job, double, compare_resamples *width);
    double *column = ARENA_ARRAY(job, double, compare_resamples);
    double *all = ARENA_ARRAY(job, double, width);
    size_t *times = ARENA_ARRAY(job, size_t, count);
    uint64_t state = seed;

    for (size_t i = 0; i < count; i++)
        times[i] = 1;
    measure(self, times, all);
    for (size_t r = 0; r < compare_resamples; r++) {
        memset(times, 0, count * sizeof *times);
        for (size_t i = 0; i < count; i++)
            times[random_below(&state, (uint32_t)count)]++;
        measure(self, times, drawn + r * width);
    }
    for (size_t k = 0; k < width; k++) {
        for (size_t i = 0; i < compare_resamples; i++)
            column[i] = drawn[i * width + k];
        bound(column, &out[k]);
        out[k].mean = all[k];
    }
}

/* The figures of each question; those of `before`, if there is one, subtracted. */
static double *table_of(struct arena *job, const struct ranking_quality *list,
                        const struct ranking_quality *before, size_t count)
{
    double *rows = ARENA_ARRAY(job, double, count *ranking_figures);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < ranking_figures; k++)
            rows[i * ranking_figures + k] =
                measure_figure(&list[i], k) - (before ? measure_figure(&before[i], k) : 0);
    return rows;
}

void compare_estimates(struct arena *job, const struct ranking_quality *list, size_t count,
                       struct estimate out[ranking_figures])
{
    compare_bootstrap(job, table_of(job, list, NULL, count), count, ranking_figures, out);
}

/* ---- two rankings ---- */

const char *compare_verdict_name(enum verdict v)
{
    switch (v) {
    case VERDICT_BETTER: return "better";
    case VERDICT_WORSE: return "worse";
    case VERDICT_NONE: break;
    }
    return "no difference shown";
}

enum verdict compare_verdict(const struct estimate *difference, size_t count)
{
    if (count < compare_least)
        return VERDICT_NONE;
    return difference->low > nothing     ? VERDICT_BETTER
           : difference->high < -nothing ? VERDICT_WORSE
                                         : VERDICT_NONE;
}

/* A question that moved, and how far. */
struct move {
    size_t question;
    double by;
};

static int by_distance(const void *a, const void *b)
{
    const struct move *x = a, *y = b;
    double d = fabs(x->by) - fabs(y->by);

    if (fabs(d) > nothing)
        return d < 0 ? 1 : -1;
    return (x->question > y->question) - (x->question < y->question);
}

static void sort_moved(struct arena *job, const struct ranking_quality *before,
                       const struct ranking_quality *after, size_t count, struct comparison *c)
{
    struct move *moves = ARENA_ARRAY(job, struct move, count);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        double by = after[i].ndcg10 - before[i].ndcg10;

        if (fabs(by) > nothing)
            moves[n++] = (struct move){i, by};
        c->better += by > nothing;
        c->worse += by < -nothing;
    }
    c->same = count - n;
    if (n)
        qsort(moves, n, sizeof *moves, by_distance);
    c->moved = ARENA_ARRAY(job, size_t, n);
    for (size_t i = 0; i < n; i++)
        c->moved[i] = moves[i].question;
}

void compare_rankings(struct arena *job, const struct ranking_quality *before,
                      const struct ranking_quality *after, size_t count, struct comparison *out)
{
    struct estimate differences[ranking_figures];
    double *first = table_of(job, before, NULL, count), *second = table_of(job, after, NULL, count);

    *out = (struct comparison){.count = count};
    compare_bootstrap(job, table_of(job, after, before, count), count, ranking_figures,
                      differences);
    for (size_t k = 0; count && k < ranking_figures; k++)
        out->figures[k] = (struct figure_comparison){
            mean_of(first, count, ranking_figures, k), mean_of(second, count, ranking_figures, k),
            differences[k], compare_verdict(&differences[k], count)};
    sort_moved(job, before, after, count, out);
}
