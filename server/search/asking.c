/* asking.c - see asking.h */
#include "server/search/asking.h"

#include <stddef.h>

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
