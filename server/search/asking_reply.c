/* asking_reply.c - see asking.h: what a search found, as the routes say it. */
#include <math.h>
#include <stdlib.h>

#include "engine/query/changes.h"
#include "server/editor/counting.h"
#include "server/search/asking.h"
#include "server/search/details.h"

/* ---- facets ---- */

static int by_count(const void *a, const void *b)
{
    const struct xap_tally *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return slice_cmp(x->text, y->text);
}

void asking_sort_values(struct xap_facet *f)
{
    if (f->count)
        qsort(f->values, f->count, sizeof *f->values, by_count);
}

/* The least and the largest number, which sliders begin and end at. */
static void add_stats(struct json *stats, struct slice name, const struct xap_facet *f)
{
    const struct field *field = schema_find(name);
    double low = INFINITY, high = -INFINITY, n;
    struct json *o;

    if (field->how != FIELD_NUMBER || f->count == 0)
        return;
    for (size_t k = 0; k < f->count; k++)
        if (slice_to_number(f->values[k].text, &n)) {
            low = fmin(low, n);
            high = fmax(high, n);
        }
    o = json_add_object(stats, field->name);
    json_add_number(o, "min", low);
    json_add_number(o, "max", high);
}

/* The most frequent values, in the order of values as Meilisearch gives them. */
static void add_facets(struct json *into, const struct asking *a, struct search_result *found)
{
    struct json *all = json_add_object(into, "facetDistribution");
    struct json *stats = json_add_object(into, "facetStats");

    for (size_t i = 0; i < a->p.facets.count; i++) {
        struct json *o = json_add_object(all, a->p.facets.items[i].ptr);
        struct xap_facet *f = &found->facets[i];

        asking_sort_values(f);
        for (size_t k = 0; k < f->count && k < facet_values_most; k++)
            json_add_number(o, f->values[k].text.ptr, (double)f->values[k].count);
        add_stats(stats, a->p.facets.items[i], f);
    }
}

/* ---- about the result ---- */

static void add_paging(struct json *into, const struct asking *a, const struct search_result *found)
{
    uint64_t total = found->total < search_hits_max ? found->total : search_hits_max;

    if (!a->by_page) {
        json_add_number(into, "limit", (double)a->p.limit);
        json_add_number(into, "offset", (double)a->p.offset);
        json_add_number(into, "estimatedTotalHits", (double)total);
        return;
    }
    json_add_number(into, "hitsPerPage", (double)a->p.hits_per_page);
    json_add_number(into, "page", (double)a->p.page);
    json_add_number(
        into, "totalPages",
        a->p.hits_per_page ? (double)((total + a->p.hits_per_page - 1) / a->p.hits_per_page) : 0);
    json_add_number(into, "totalHits", (double)total);
}

static void add_changes(struct exchange *x, struct reader *r, struct json *into,
                        const struct search_result *found)
{
    struct changes changes = changes_of(x->job, r, found);
    struct json *array = json_add_array(into, "corrections");

    for (size_t i = 0; i < changes.count; i++) {
        struct json *o = json_add_object(array, NULL);

        json_add_text(o, "type", slice_of(changes.items[i].type));
        json_add_text(o, "from", changes.items[i].from);
        json_add_text(o, "to", changes.items[i].to);
        json_add_bool(o, "applied", changes.items[i].applied);
    }
    if (changes_meant(found).len)
        json_add_text(into, "didYouMean", changes_meant(found));
    else
        json_add_null(into, "didYouMean");
}

static void add_about(struct exchange *x, struct reader *r, struct json *into,
                      const struct asking *a, struct search_result *found)
{
    json_add_text(into, "query", a->p.q);
    json_add_number(into, "processingTimeMs", (double)(int64_t)exchange_ms(x));
    if (a->p.facets.count)
        add_facets(into, a, found);
    add_changes(x, r, into, found);
    if (a->p.details)
        details_add_words(x->job, into, found);
    json_add_text(into, "queryId",
                  slice_of(a->number ? arena_printf(x->job, "%s-%zu", x->id, a->number) : x->id));
    json_add_text(into, "requestUid", slice_of(x->id));
    json_add_bool(into, "noConfidentMatch", found->no_confident_match);
    json_add_number(into, "generation", (double)r->generation.number);
}

/* ---- the result ---- */

bool asking_run(struct exchange *x, struct reader *r, struct asking *a, struct search_result *found)
{
    struct err err;

    if (search_run(r, x->job, &a->request, found, &err))
        return true;
    reply_err(x, &err, NULL);
    return false;
}

static bool add_hits(struct exchange *x, struct reader *r, const struct asking *a,
                     const struct search_result *found, struct json *into)
{
    struct hit_options options = {&a->p.dress, a->p.score, a->p.details,
                                  marker_new(x->job, r->stemmer, &found->query)};
    struct err err;

    for (size_t i = 0; i < found->count; i++)
        if (!hits_add(x, r, into, found, &found->hits[i], &options, &err)) {
            reply_err(x, &err, NULL);
            return false;
        }
    return true;
}

bool asking_add_result(struct exchange *x, struct reader *r, struct asking *a, struct json *into)
{
    struct search_result found;

    if (!asking_run(x, r, a, &found) || !add_hits(x, r, a, &found, json_add_array(into, "hits")))
        return false;
    add_paging(into, a, &found);
    add_about(x, r, into, a, &found);
    counting_answered(x, json_text(json_member(into, "queryId")), a->p.q, &found);
    return true;
}
