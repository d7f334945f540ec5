/* measure.c - see measure.h */
#include "engine/measure.h"

#include <math.h>
#include <stdlib.h>

struct ranking_quality measure_ranking(const struct texts *found, const struct texts *relevant)
{
    struct ranking_quality q = {0};
    double gain = 0, ideal = 0;
    size_t first = 0, hits = 0;

    for (size_t i = 0; i < 10; i++) {
        if (i < relevant->count)
            ideal += 1 / log2((double)i + 2);
        if (i >= found->count || !texts_have(relevant, found->items[i]))
            continue;
        gain += 1 / log2((double)i + 2);
        hits++;
        if (!first)
            first = i + 1;
    }
    q.ndcg10 = gain / ideal;
    q.mrr10 = first ? 1.0 / (double)first : 0;
    q.success1 = first == 1;
    q.success3 = first && first <= 3;
    q.success5 = first && first <= 5;
    q.recall10 = (double)hits / (double)relevant->count;
    return q;
}

void measure_add(struct ranking_quality *sum, const struct ranking_quality *one)
{
    sum->ndcg10 += one->ndcg10;
    sum->mrr10 += one->mrr10;
    sum->success1 += one->success1;
    sum->success3 += one->success3;
    sum->success5 += one->success5;
    sum->recall10 += one->recall10;
}

struct ranking_quality measure_mean(const struct ranking_quality *sum, size_t n)
{
    double by = n ? (double)n : 1;

    return (struct ranking_quality){sum->ndcg10 / by,   sum->mrr10 / by,    sum->success1 / by,
                                    sum->success3 / by, sum->success5 / by, sum->recall10 / by};
}

static int by_confidence(const void *a, const void *b)
{
    const struct outcome *x = a, *y = b;

    return (x->p < y->p) - (x->p > y->p);
}

void measure_sort(struct outcome *list, size_t count)
{
    if (count)
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

double measure_ece(struct outcome *list, size_t count)
{
    double sum = 0;

    measure_sort(list, count);
    for (size_t bin = 0; bin < measure_bins; bin++) {
        size_t from = bin * count / measure_bins, to = (bin + 1) * count / measure_bins;
        double p = 0, right = 0;

        for (size_t i = from; i < to; i++) {
            p += list[i].p;
            right += list[i].right;
        }
        sum += fabs(p - right);
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
