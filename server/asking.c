/* asking.c - see asking.h */
#include "server/asking.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "engine/changes.h"

enum { words_most = 1000 };

#define AT(member) offsetof(struct search_params, member)

#define SEARCH_PARAMS                                                                              \
    {"q", PARAM_TEXT, AT(q), 0, query_text_max},                                                   \
        {"offset", PARAM_COUNT, AT(offset), 0, UINT32_MAX},                                        \
        {"limit", PARAM_COUNT, AT(limit), 0, UINT32_MAX},                                          \
        {"page", PARAM_COUNT, AT(page), 0, UINT32_MAX},                                            \
        {"hitsPerPage", PARAM_COUNT, AT(hits_per_page), 0, UINT32_MAX},                            \
        {"attributesToRetrieve", PARAM_TEXTS, AT(dress.retrieve), 0, attributes_most},             \
        {"attributesToCrop", PARAM_TEXTS, AT(dress.crop), 0, attributes_most},                     \
        {"cropLength", PARAM_COUNT, AT(dress.crop_words), 1, words_most},                          \
        {"cropMarker", PARAM_TEXT, AT(dress.crop_marker), 0, asking_text_max},                     \
        {"attributesToHighlight", PARAM_TEXTS, AT(dress.highlight), 0, attributes_most},           \
        {"highlightPreTag", PARAM_TEXT, AT(dress.pre_tag), 0, asking_text_max},                    \
        {"highlightPostTag", PARAM_TEXT, AT(dress.post_tag), 0, asking_text_max},                  \
        {"showMatchesPosition", PARAM_BOOL, AT(dress.positions), 0, 0},                            \
        {"showRankingScore", PARAM_BOOL, AT(score), 0, 0},                                         \
        {"showRankingScoreDetails", PARAM_BOOL, AT(details), 0, 0},                                \
        {"rankingScoreThreshold", PARAM_RATIO, AT(threshold), 0, 0},                               \
        {"filter", PARAM_JSON, AT(filter), 0, 0},                                                  \
        {"sort", PARAM_TEXTS, AT(sort), 0, attributes_most},                                       \
        {"distinct", PARAM_TEXT, AT(distinct), 0, asking_text_max},                                \
        {"facets", PARAM_TEXTS, AT(facets), 0, attributes_most},                                   \
        {"matchingStrategy", PARAM_TEXT, AT(matching), 0, asking_text_max},                        \
        {"attributesToSearchOn", PARAM_TEXTS, AT(fields), 0, attributes_most},                     \
        {"locales", PARAM_TEXTS, AT(locales), 0, attributes_most},                                 \
        {"corrections", PARAM_BOOL, AT(corrections), 0, 0}, {"vector", PARAM_REFUSED, 0, 0, 0},    \
        {"hybrid", PARAM_REFUSED, 0, 0, 0}, {"retrieveVectors", PARAM_REFUSED, 0, 0, 0},           \
        {"media", PARAM_REFUSED, 0, 0, 0},                                                         \
    {                                                                                              \
        "personalize", PARAM_REFUSED, 0, 0, 0                                                      \
    }

const struct param asking_single[] = {SEARCH_PARAMS, {0}};

const struct param asking_one_of_many[] = {
    SEARCH_PARAMS,
    {"indexUid", PARAM_TEXT, AT(index), 0, asking_text_max},
    {"federationOptions", PARAM_OBJECT, AT(federation), 0, 0},
    {0},
};

const struct param asking_facet_values[] = {
    SEARCH_PARAMS,
    {"facetName", PARAM_TEXT, AT(facet), 0, asking_text_max},
    {"facetQuery", PARAM_TEXT, AT(facet_query), 0, facet_text_max},
    {0},
};

struct search_params asking_standard(void)
{
    return (struct search_params){.limit = search_limit_standard,
                                  .hits_per_page = search_limit_standard,
                                  .page = UINT64_MAX,
                                  .matching = SLICE("last"),
                                  .corrections = true,
                                  .dress = {.crop_words = 10,
                                            .crop_marker = SLICE("…"),
                                            .pre_tag = SLICE("<em>"),
                                            .post_tag = SLICE("</em>")}};
}

/* ---- checking ---- */

bool asking_refused(struct exchange *x, const char *code, const struct err *err)
{
    reply_error(x, 400, code, "%s", err->text);
    return false;
}

static bool check_matching(struct exchange *x, struct asking *a)
{
    struct slice m = a->p.matching;

    if (slice_is(m, "all"))
        a->request.matching = QUERY_MATCH_ALL;
    else if (!slice_is(m, "last") && !slice_is(m, "frequency")) {
        reply_error(x, 400, "invalid_search_matching_strategy",
                    "`matchingStrategy` must be last, all or frequency");
        return false;
    }
    return true;
}

static bool check_sort(struct exchange *x, struct asking *a)
{
    for (size_t i = 0; i < a->p.sort.count; i++) {
        struct slice direction = a->p.sort.items[i], name = slice_cut(&direction, ':');
        const struct field *f = schema_find(name);

        if (!f || !f->sortable || (!slice_is(direction, "asc") && !slice_is(direction, "desc"))) {
            reply_error(
                x, 400, "invalid_search_sort",
                "`%.*s` cannot be sorted by; write attribute:asc or attribute:desc with one "
                "of %s",
                SLICE_ARG(a->p.sort.items[i]), schema_names(x->job, field_is_sortable));
            return false;
        }
        a->sorts[i] = (struct xap_sort){f->slot, slice_is(direction, "desc")};
    }
    a->request.sorts = a->sorts;
    a->request.sort_count = a->p.sort.count;
    return true;
}

static bool check_facets(struct exchange *x, struct asking *a)
{
    struct texts all = {0};

    if (texts_have(&a->p.facets, SLICE("*"))) {
        for (const struct field *f = schema; f->name; f++)
            if (f->facet)
                texts_add(x->job, &all, slice_of(f->name));
        a->p.facets = all;
    }
    for (size_t i = 0; i < a->p.facets.count; i++) {
        const struct field *f = schema_find(a->p.facets.items[i]);

        if (!f || !field_is_counted(f)) {
            reply_error(x, 400, "invalid_search_facets", "`%.*s` is no facet; there are %s",
                        SLICE_ARG(a->p.facets.items[i]), schema_names(x->job, field_is_counted));
            return false;
        }
        a->facets[i] = f->slot;
    }
    a->request.facets = a->facets;
    a->request.facet_count = a->p.facets.count;
    return true;
}

static bool check_distinct(struct exchange *x, struct asking *a)
{
    const struct field *f = schema_find(a->p.distinct);

    a->request.distinct = SLOT_NONE;
    if (a->p.distinct.len == 0)
        return true;
    if (!f || !f->facet) {
        reply_error(x, 400, "invalid_search_distinct", "`distinct` must be one of %s",
                    schema_names(x->job, field_is_facet));
        return false;
    }
    a->request.distinct = f->slot;
    return true;
}

static bool check_fields(struct exchange *x, struct asking *a)
{
    bool all = false;

    for (size_t i = 0; i < a->p.fields.count; i++) {
        const struct field *f = schema_find(a->p.fields.items[i]);

        all |= slice_is(a->p.fields.items[i], "*");
        if (!slice_is(a->p.fields.items[i], "*") && (!f || !field_is_text(f))) {
            reply_error(x, 400, "invalid_search_attributes_to_search_on",
                        "`%.*s` is not searched; there are %s", SLICE_ARG(a->p.fields.items[i]),
                        schema_names(x->job, field_is_text));
            return false;
        }
    }
    if (a->p.fields.count && !all)
        a->request.fields = &a->p.fields;
    return true;
}

/* ISO 639-1 and 639-3, as Meilisearch takes them. */
static bool check_locales(struct exchange *x, struct asking *a, struct texts *languages)
{
    for (size_t i = 0; i < a->p.locales.count; i++) {
        struct slice l = a->p.locales.items[i];
        bool ru = slice_is(l, "ru") || slice_is(l, "rus"),
             en = slice_is(l, "en") || slice_is(l, "eng");

        if (!ru && !en) {
            reply_error(x, 400, "invalid_search_locales", "`locales` takes ru, rus, en and eng");
            return false;
        }
        texts_add(x->job, languages, ru ? SLICE("ru") : SLICE("en"));
    }
    return true;
}

static bool check_filter(struct exchange *x, struct asking *a)
{
    const struct filter *f = NULL;
    struct texts languages = {0};
    struct err err;

    if (a->p.filter && !filter_parse_json(x->job, a->p.filter, &f, &err))
        return asking_refused(x, "invalid_search_filter", &err);
    if (!check_locales(x, a, &languages))
        return false;
    if (languages.count)
        f = filter_both(x->job, f, filter_one_of(x->job, "lang", &languages));
    a->request.scope = x->access.filter;
    a->request.filter = f;
    return true;
}

/* offset and limit, or page and hitsPerPage: never beyond search_hits_max. */
static void set_window(struct asking *a, const struct json *body)
{
    uint64_t offset = a->p.offset, limit = a->p.limit;

    a->by_page = json_kind(json_member(body, "page")) > JSON_NULL ||
                 json_kind(json_member(body, "hitsPerPage")) > JSON_NULL;
    if (a->by_page) {
        if (a->p.page == UINT64_MAX)
            a->p.page = 1;
        limit = a->p.page ? a->p.hits_per_page : 0;
        offset = a->p.page ? (a->p.page - 1) * a->p.hits_per_page : 0;
    }
    if (offset > search_hits_max)
        offset = search_hits_max;
    if (limit > search_hits_max - offset)
        limit = search_hits_max - offset;
    a->request.offset = (size_t)offset;
    a->request.limit = (size_t)limit;
}

bool asking_check(struct exchange *x, struct asking *a, const struct json *body)
{
    const char *code;
    struct err err;

    if (json_kind(json_member(body, "attributesToRetrieve")) <= JSON_NULL)
        texts_add(x->job, &a->p.dress.retrieve, SLICE("*"));
    if (!dress_check(x->job, &a->p.dress, &code, &err))
        return asking_refused(x, code, &err);
    a->request.text = a->p.q;
    a->request.audiences = &x->access.audiences;
    a->request.least_score = a->p.threshold;
    a->request.as_typed = !a->p.corrections;
    a->request.pins = a->request.sections = true;
    set_window(a, body);
    return check_matching(x, a) && check_sort(x, a) && check_facets(x, a) && check_distinct(x, a) &&
           check_fields(x, a) && check_filter(x, a);
}

bool asking_read(struct exchange *x, const struct param *table, const struct json *body,
                 struct asking *a)
{
    const char *code;
    struct err err;

    a->p = asking_standard();
    if (!params_read(x->job, table, body, "invalid_search", &a->p, &code, &err))
        return asking_refused(x, code, &err);
    return asking_check(x, a, body);
}

/* ---- replying ---- */

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
        hits_add_words(x->job, into, found);
    json_add_text(into, "queryId",
                  slice_of(a->number ? arena_printf(x->job, "%s-%zu", x->id, a->number) : x->id));
    json_add_text(into, "requestUid", slice_of(x->id));
    json_add_bool(into, "noConfidentMatch", found->no_confident_match);
    json_add_number(into, "generation", (double)r->generation.number);
}

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
    return true;
}
