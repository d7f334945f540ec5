/* confidence_judge.c - how good confidences are, and how sure that is (confidence.h) */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "bot/confidence/confidence.h"

enum { resamples = 200, seed = 1 };

static const double fall_least = 0.02, beyond_chance = 1.96;

static struct outcome *outcomes(struct arena *job, const struct judged *list, size_t count,
                                bool of_scope)
{
    struct outcome *out = ARENA_ARRAY(job, struct outcome, count);

    for (size_t i = 0; i < count; i++)
        out[i] = (struct outcome){list[i].p, of_scope ? list[i].answerable : list[i].right};
    return out;
}

/* ---- chance ---- */

static int by_group(const void *a, const void *b)
{
    const struct judged *x = a, *y = b;

    return (x->group > y->group) - (x->group < y->group);
}

static int by_p(const void *a, const void *b)
{
    const struct judged *x = a, *y = b;

    return (x->p < y->p) - (x->p > y->p);
}

/* The list by p, so that what is drawn need not be sorted, with groups numbered from 0. */
static struct judged *numbered(struct arena *job, const struct judged *list, size_t count,
                               size_t *groups)
{
    struct judged *out = ARENA_ARRAY(job, struct judged, count);
    size_t before = 0;

    *groups = 0;
    if (count == 0)
        return out;
    memcpy(out, list, count * sizeof *out);
    qsort(out, count, sizeof *out, by_group);
    for (size_t i = 0; i < count; i++) {
        *groups += i == 0 || out[i].group != before;
        before = out[i].group;
        out[i].group = *groups - 1;
    }
    qsort(out, count, sizeof *out, by_p);
    return out;
}

/* The AUROC of as many groups, drawn with repetition. */
static double draw(struct arena *job, const struct judged *list, size_t count, size_t groups,
                   uint64_t *chance)
{
    size_t *times = ARENA_ARRAY(job, size_t, groups), n = 0;
    struct outcome *drawn = NULL;

    for (size_t i = 0; i < groups; i++)
        times[random_below(chance, (uint32_t)groups)]++;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < times[list[i].group]; k++) {
            drawn = arena_room(job, drawn, n, sizeof *drawn);
            drawn[n++] = (struct outcome){list[i].p, list[i].right};
        }
    return measure_auroc(drawn, n);
}

/* Questions of one article are judged many times and go up and down together: whole groups are
 * drawn. */
static double auroc_error(struct arena *job, const struct judged *judged, size_t count)
{
    size_t groups, measured = 0;
    const struct judged *list = numbered(job, judged, count, &groups);
    double sum = 0, squares = 0, mean;
    uint64_t chance = seed;

    for (size_t round = 0; round < resamples; round++) {
        struct arena *own = arena_new();
        double auroc = draw(own, list, count, groups, &chance);

        arena_free(own);
        if (isnan(auroc))
            continue;
        sum += auroc;
        squares += auroc * auroc;
        measured++;
    }
    mean = sum / (double)measured;
    return measured ? sqrt(fmax(0, squares / (double)measured - mean * mean)) : NAN;
}

bool confidence_fell(const struct confidence_quality *before,
                     const struct confidence_quality *after)
{
    double fall = before->auroc - after->auroc; /* comparisons with NAN are false */

    return fall > fall_least &&
           fall > beyond_chance * hypot(before->auroc_error, after->auroc_error);
}

/* ---- */

struct confidence_quality confidence_judge(struct arena *job, const struct judged *list,
                                           size_t count)
{
    struct outcome *right = outcomes(job, list, count, false);
    struct outcome *scope = outcomes(job, list, count, true);
    size_t hits = 0, answerable = 0;
    struct confidence_quality q = {.n = count};

    for (size_t i = 0; i < count; i++) {
        answerable += list[i].answerable;
        hits += list[i].right;
    }
    q.accuracy = answerable ? (double)hits / (double)answerable : 0;
    q.auroc = measure_auroc(right, count);
    q.auroc_error = auroc_error(job, list, count);
    q.oos_auroc = measure_auroc(scope, count);
    q.ece = measure_ece(right, count);
    q.brier = measure_brier(right, count);
    q.aurc = measure_aurc(right, count);
    q.coverage90 = measure_coverage(right, count, 0.90);
    q.coverage95 = measure_coverage(right, count, 0.95);
    q.coverage98 = measure_coverage(right, count, 0.98);
    q.bin_count = measure_reliability(right, count, q.bins);
    measure_histogram(right, count, q.counts);
    for (size_t i = 0; i < confidence_risks; i++)
        q.risk[i] = measure_risk(right, count, (double)(i + 1) / confidence_risks);
    return q;
}
