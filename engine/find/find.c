/* find.c - see find.h */
#include "engine/find/find.h"

#include <stdlib.h>

static const struct xap_sort by_popularity[] = {{SLOT_POPULARITY, true}, {SLOT_UPDATED_AT, true}};
enum { popularity_sorts = sizeof by_popularity / sizeof *by_popularity };

struct finding {
    struct reader *reader;
    const struct find_request *request;
    struct matches matches;
    struct allowed_set allowed;
};

/* Number `document` of all has this one in its own database. */
static uint32_t own_number(const struct reader *r, uint32_t document)
{
    return (document - 1) / (uint32_t)r->postings.count + 1;
}

static bool counts(const struct finding *f, uint32_t document)
{
    const struct find_request *q = f->request;

    return allowed_has(&f->allowed, document) &&
           (!q->accept || q->accept(q->accept_self, own_number(f->reader, document)));
}

/* ---- the best ---- */

static int best_first(const void *a, const void *b)
{
    const struct xap_hit *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return (x->document > y->document) - (x->document < y->document);
}

/* A heap: none is worse than the first. */
static void sink(struct xap_hit *heap, size_t count, size_t at)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        struct xap_hit kept = heap[at];

        if (child + 1 < count && best_first(&heap[child], &heap[child + 1]) < 0)
            child++;
        if (best_first(&heap[child], &kept) < 0)
            return;
        heap[at] = heap[child];
        heap[child] = kept;
    }
}

static void take_best(const struct finding *f, struct arena *job, struct xap_hits *out)
{
    size_t most = f->request->count < f->matches.count ? f->request->count : f->matches.count;

    out->hits = ARENA_ARRAY(job, struct xap_hit, most);
    for (size_t i = 0; i < f->matches.count; i++) {
        uint32_t document = f->matches.documents[i];
        struct xap_hit hit = {document, (double)f->matches.weights[document]};

        if (!counts(f, document))
            continue;
        out->total++;
        if (out->count < most) {
            out->hits[out->count++] = hit;
            for (size_t k = out->count == most ? most / 2 : 0; k-- > 0;)
                sink(out->hits, most, k);
        } else if (most && best_first(&hit, &out->hits[0]) < 0) {
            out->hits[0] = hit;
            sink(out->hits, most, 0);
        }
    }
    if (out->count)
        qsort(out->hits, out->count, sizeof *out->hits, best_first);
}

/* ---- the most popular ---- */

/* What is shown while nothing is typed: in this order once and for all, since sorting takes longer
 * than any search. */
static bool order_by_popularity(struct reader *r, struct arena *job, struct err *err)
{
    struct xap_request request = {
        .sorts = by_popularity, .sort_count = popularity_sorts, .distinct = SLOT_NONE};
    struct xap_size size;
    struct xap_hits all;
    uint32_t *list;

    if (!xap_measure(r->index, &size, err))
        return false;
    request.count = size.documents;
    if (!xap_arrange(r->index, job, &request, &all, err))
        return false;
    list = ARENA_ARRAY(r->life, uint32_t, all.count);
    for (size_t i = 0; i < all.count; i++)
        list[i] = all.hits[i].document;
    r->popular = list;
    r->popular_count = all.count;
    return true;
}

static bool take_popular(const struct finding *f, struct arena *job, struct xap_hits *out,
                         struct err *err)
{
    struct reader *r = f->reader;
    size_t most = f->request->count < f->matches.count ? f->request->count : f->matches.count;

    if (!r->popular && !order_by_popularity(r, job, err))
        return false;
    out->hits = ARENA_ARRAY(job, struct xap_hit, most);
    for (size_t i = 0; i < r->popular_count; i++) {
        uint32_t document = r->popular[i];

        if (f->matches.weights[document] == 0 || !counts(f, document))
            continue;
        out->total++;
        if (out->count < most)
            out->hits[out->count++] = (struct xap_hit){document, 0};
    }
    return true;
}

/* ---- in another order ---- */

static int by_number(const void *a, const void *b)
{
    const struct xap_hit *x = a, *y = b;

    return (x->document > y->document) - (x->document < y->document);
}

static bool arrange(const struct finding *f, struct arena *job, struct xap_hits *out,
                    struct err *err)
{
    const struct find_request *q = f->request;
    struct xap_hit *found = ARENA_ARRAY(job, struct xap_hit, f->matches.count);
    struct xap_request request = {found,         0,           q->count,  q->sorts,
                                  q->sort_count, q->distinct, q->facets, q->facet_count};

    if (q->popular_first) {
        request.sorts = by_popularity;
        request.sort_count = popularity_sorts;
    }
    for (size_t i = 0; i < f->matches.count; i++) {
        uint32_t document = f->matches.documents[i];

        if (counts(f, document))
            found[request.found_count++] =
                (struct xap_hit){document, (double)f->matches.weights[document]};
    }
    if (request.found_count)
        qsort(found, request.found_count, sizeof *found, by_number);
    return xap_arrange(f->reader->index, job, &request, out, err);
}

bool find_hits(struct reader *r, struct arena *job, const struct find_request *q,
               struct xap_hits *out, struct err *err)
{
    struct finding f = {.reader = r, .request = q};
    struct match_request request = {r->index, &r->postings, r->space, q->query, q->among};

    *out = (struct xap_hits){0};
    if (!match_find(&request, job, &f.matches, err) ||
        !allowed_by(r->allowed, job, r->index, q->filter, &f.allowed, err))
        return false;
    if (q->sort_count || q->distinct != SLOT_NONE || q->facet_count)
        return arrange(&f, job, out, err);
    if (q->popular_first)
        return take_popular(&f, job, out, err);
    take_best(&f, job, out);
    return true;
}
