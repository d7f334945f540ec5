/* measure.c - see measure.h */
#include "engine/measure/measure.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

enum { ranks = 10 };

static const struct figure {
    const char *name;
    size_t offset;
} figures[ranking_figures] = {
    {"nDCG@10", offsetof(struct ranking_quality, ndcg10)},
    {"MRR@10", offsetof(struct ranking_quality, mrr10)},
    {"success@1", offsetof(struct ranking_quality, success1)},
    {"success@3", offsetof(struct ranking_quality, success3)},
    {"success@5", offsetof(struct ranking_quality, success5)},
    {"recall@10", offsetof(struct ranking_quality, recall10)},
};

const char *measure_figure_name(size_t figure)
{
    return figures[figure].name;
}

double measure_figure(const struct ranking_quality *q, size_t figure)
{
    return *(const double *)((const char *)q + figures[figure].offset);
}

size_t measure_rank(const struct texts *found, const struct texts *relevant)
{
    for (size_t i = 0; i < ranks && i < found->count; i++)
        if (texts_have(relevant, found->items[i]))
            return i + 1;
    return 0;
}

struct ranking_quality measure_ranking(const struct texts *found, const struct texts *relevant)
{
    struct ranking_quality q = {0};
    size_t first = measure_rank(found, relevant), hits = 0;
    double gain = 0, ideal = 0;

    for (size_t i = 0; i < ranks; i++) {
        if (i < relevant->count)
            ideal += 1 / log2((double)i + 2);
        if (i >= found->count || !texts_have(relevant, found->items[i]))
            continue;
        gain += 1 / log2((double)i + 2);
        hits++;
    }
    q.ndcg10 = gain / ideal;
    q.mrr10 = first ? 1.0 / (double)first : 0;
    q.success1 = first == 1;
    q.success3 = first && first <= 3;
    q.success5 = first && first <= 5;
    q.recall10 = (double)hits / (double)relevant->count;
    return q;
}

static int by_confidence(const void *a, const void *b)
{
    const struct outcome *x = a, *y = b;

    return (x->p < y->p) - (x->p > y->p);
}

static bool sorted(const struct outcome *list, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (list[i - 1].p < list[i].p)
            return false;
    return true;
}

void measure_sort(struct outcome *list, size_t count)
{
    if (!sorted(list, count))
        qsort(list, count, sizeof *list, by_confidence);
}

/* End of the run of equal p that begins at `from`. */
static size_t run_end(const struct outcome *list, size_t count, size_t from)
{
    size_t to = from + 1;

    while (to < count && list[to].p == list[from].p)
        to++;
    return to;
}

double measure_auroc(struct outcome *list, size_t count)
{
    double right = 0, wrong = 0, pairs = 0;

    measure_sort(list, count);
    for (size_t from = 0, to; from < count; from = to) {
        double r = 0, w = 0;

        to = run_end(list, count, from);
        for (size_t i = from; i < to; i++)
            *(list[i].right ? &r : &w) += 1;
        pairs += w * right + w * r / 2; /* right ones above, and ties */
        right += r;
        wrong += w;
    }
    return right > 0 && wrong > 0 ? pairs / (right * wrong) : NAN;
}

size_t measure_reliability(struct outcome *list, size_t count, struct measure_bin out[measure_bins])
{
    size_t bins = 0;

    measure_sort(list, count);
    for (size_t bin = measure_bins; bin-- > 0;) {
        size_t from = bin * count / measure_bins, to = (bin + 1) * count / measure_bins;
        struct measure_bin b = {.n = to - from};

        for (size_t i = from; i < to; i++) {
            b.p += list[i].p / (double)b.n;
            b.right += list[i].right / (double)b.n;
        }
        if (b.n)
            out[bins++] = b;
    }
    return bins;
}

void measure_histogram(const struct outcome *list, size_t count, size_t out[measure_counts])
{
    for (size_t i = 0; i < measure_counts; i++)
        out[i] = 0;
    for (size_t i = 0; i < count; i++)
        out[(size_t)fmin(fmax(list[i].p, 0) * measure_counts, measure_counts - 1)]++;
}

double measure_ece(struct outcome *list, size_t count)
{
    struct measure_bin bins[measure_bins];
    size_t n = measure_reliability(list, count, bins);
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (double)bins[i].n * fabs(bins[i].p - bins[i].right);
    return count ? sum / (double)count : 0;
}

double measure_ece_chance(struct outcome *list, size_t count)
{
    double sum = 0;

    measure_sort(list, count);
    for (size_t bin = 0; bin < measure_bins; bin++) {
        double variance = 0;

        for (size_t i = bin * count / measure_bins; i < (bin + 1) * count / measure_bins; i++)
            variance += list[i].p * (1 - list[i].p);
        sum += sqrt(2 / M_PI * variance);
    }
    return count ? sum / (double)count : 0;
}

double measure_brier(const struct outcome *list, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += (list[i].p - list[i].right) * (list[i].p - list[i].right);
    return count ? sum / (double)count : 0;
}

/* Wrong ones from `from` up to `to`. */
static double wrong_among(const struct outcome *list, size_t from, size_t to)
{
    double wrong = 0;

    for (size_t i = from; i < to; i++)
        wrong += !list[i].right;
    return wrong;
}

double measure_risk(struct outcome *list, size_t count, double coverage)
{
    double asked = fmax(1, ceil(coverage * (double)count - 1e-9)), wrong = 0;

    measure_sort(list, count);
    for (size_t from = 0, to; from < count; from = to) {
        double here;

        to = run_end(list, count, from);
        here = wrong_among(list, from, to);
        if ((double)to >= asked)
            return (wrong + here * (asked - (double)from) / (double)(to - from)) / asked;
        wrong += here;
    }
    return 0;
}

double measure_aurc(struct outcome *list, size_t count)
{
    double sum = 0, wrong = 0;

    measure_sort(list, count);
    for (size_t from = 0, to; from < count; from = to) {
        double each;

        to = run_end(list, count, from);
        each = wrong_among(list, from, to) / (double)(to - from);
        for (size_t i = from; i < to; i++)
            sum += (wrong += each) / (double)(i + 1);
    }
    return count ? sum / (double)count : 0;
}

double measure_coverage(struct outcome *list, size_t count, double precision)
{
    double right = 0, covered = 0;

    measure_sort(list, count);
    for (size_t from = 0, to; from < count; from = to) {
        to = run_end(list, count, from); /* a threshold cannot part equal confidences */
        for (size_t i = from; i < to; i++)
            right += list[i].right;
        if (right >= precision * (double)to)
            covered = (double)to / (double)count;
    }
    return covered;
}
