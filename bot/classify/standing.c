/* standing.c - see standing.h */
#include "bot/classify/standing.h"

#include <stdlib.h>

static int by_total(const void *a, const void *b)
{
    const struct standing *p = a, *q = b;

    if (p->total != q->total)
        return p->total > q->total ? -1 : 1;
    return (p->hit > q->hit) - (p->hit < q->hit);
}

struct standing *standings_of(struct arena *job, const struct search_result *found,
                              const struct classifier *c, struct stemmer *stemmer,
                              struct slice text)
{
    struct standing *list = ARENA_ARRAY(job, struct standing, found->count);
    const double *margins = classifier_margins(c, job, stemmer, text);
    double trust = classifier_trust(c);

    for (size_t i = 0; i < found->count; i++) {
        double margin = classifier_margin(c, margins, found->hits[i].id);

        list[i] =
            (struct standing){i, margin, STANDING_SEARCH * found->hits[i].score + trust * margin};
    }
    if (found->count)
        qsort(list, found->count, sizeof *list, by_total);
    return list;
}
