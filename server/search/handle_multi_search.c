/* handle_multi_search.c - POST /multi-search: several searches, apart or merged. */
#include <stddef.h>
#include <stdlib.h>

#include "base/map.h"
#include "server/routes.h"
#include "server/search/asking.h"

enum { queries_most = 50 };

struct federation {
    uint64_t limit, offset;
    const struct json *facets, *merge;
};

static const struct param federation_params[] = {
    {"limit", PARAM_COUNT, offsetof(struct federation, limit), 0, search_hits_max},
    {"offset", PARAM_COUNT, offsetof(struct federation, offset), 0, search_hits_max},
    {"facetsByIndex", PARAM_OBJECT, offsetof(struct federation, facets), 0, 0},
    {"mergeFacets", PARAM_OBJECT, offsetof(struct federation, merge), 0, 0},
    {0},
};

struct federation_options {
    double weight;
};

static const struct param federation_option_params[] = {
    {"weight", PARAM_NUMBER, offsetof(struct federation_options, weight), 0, 0},
    {"queryPosition", PARAM_REFUSED, 0, 0, 0},
    {0},
};

/* A hit of one of several searches. */
struct merged {
    const struct search_hit *hit;
    const struct search_result *found;
    const struct asking *asking;
    struct marker *marker;
    size_t query;
    double weighted;
};

static int by_weighted_score(const void *a, const void *b)
{
    const struct merged *x = a, *y = b;

    if (x->weighted != y->weighted)
        return x->weighted < y->weighted ? 1 : -1;
    return x->query != y->query ? (x->query > y->query) - (x->query < y->query)
                                : slice_cmp(x->hit->id, y->hit->id);
}

static bool check_index(struct exchange *x, const struct asking *a, size_t n)
{
    if (slice_is(a->p.index, "articles"))
        return true;
    if (a->p.index.len == 0)
        reply_error(x, 400, "missing_index_uid", "queries[%zu] has no `indexUid`", n);
    else
        reply_error(x, 404, "index_not_found",
                    "Index `%.*s` not found: the only one is `articles`.", SLICE_ARG(a->p.index));
    return false;
}

/* What one search may give is also all that several may. */
static bool within_budget(struct exchange *x, const struct asking *a, size_t *hits)
{
    *hits += a->request.limit;
    if (*hits <= search_hits_max)
        return true;
    reply_error(x, 400, "invalid_multi_search_queries",
                "all searches together give at most %d hits: ask for fewer in each (`limit`)",
                search_hits_max);
    return false;
}

static bool read_queries(struct exchange *x, const struct json *queries, struct asking **out,
                         size_t *count)
{
    size_t n = json_size(queries), hits = 0;

    if (json_kind(queries) != JSON_ARRAY || n > queries_most) {
        reply_error(x, 400, "invalid_multi_search_queries",
                    "`queries` must be an array of at most %d searches", queries_most);
        return false;
    }
    *out = ARENA_ARRAY(x->job, struct asking, n);
    *count = 0;
    for (const struct json *i = json_first(queries); i; i = json_next(i)) {
        struct asking *a = &(*out)[(*count)++];

        if (!asking_read(x, asking_one_of_many, i, a) || !check_index(x, a, *count - 1) ||
            !within_budget(x, a, &hits))
            return false;
    }
    return true;
}

static void reply_separately(struct exchange *x, struct reader *r, struct asking *queries,
                             size_t count)
{
    struct json *reply = json_object(x->job), *results = json_add_array(reply, "results");

    for (size_t i = 0; i < count; i++) {
        struct json *o = json_add_object(results, NULL);

        json_add_text(o, "indexUid", queries[i].p.index);
        queries[i].number = i + 1;
        if (!asking_add_result(x, r, &queries[i], o))
            return;
    }
    reply_json(x, 200, reply);
}

static bool weight_of(struct exchange *x, const struct asking *a, double *out)
{
    struct federation_options o = {.weight = 1};
    const char *code;
    struct err err;

    if (a->p.federation && !params_read(x->job, federation_option_params, a->p.federation,
                                        "invalid_multi_search", &o, &code, &err))
        return asking_refused(x, code, &err);
    if (o.weight < 0) {
        reply_error(x, 400, "invalid_multi_search_weight",
                    "`weight` must be a number from 0 on, it is %g", o.weight);
        return false;
    }
    *out = o.weight;
    return true;
}

/* All hits of all searches that could be on the page. */
static bool merge(struct exchange *x, struct reader *r, struct asking *queries, size_t count,
                  size_t most, struct merged **out, size_t *merged, size_t *total)
{
    struct merged *list = ARENA_ARRAY(x->job, struct merged, count * most);

    *merged = *total = 0;
    for (size_t i = 0; i < count; i++) {
        struct search_result *found = ARENA_NEW(x->job, struct search_result);
        struct marker *marker;
        double weight = 1;

        queries[i].request.offset = 0;
        queries[i].request.limit = most;
        queries[i].request.pins = false; /* of one list's places another knows nothing */
        if (!weight_of(x, &queries[i], &weight) || !asking_run(x, r, &queries[i], found))
            return false;
        *total += found->total;
        marker = marker_new(x->job, r->stemmer, &found->query);
        for (size_t k = 0; k < found->count; k++)
            list[(*merged)++] = (struct merged){
                &found->hits[k], found, &queries[i], marker, i, found->hits[k].score * weight};
    }
    if (*merged)
        qsort(list, *merged, sizeof *list, by_weighted_score);
    *out = list;
    return true;
}

/* The same article found by two searches stands once, where it is best. */
static size_t drop_repeated(struct arena *job, struct merged *list, size_t count)
{
    struct map seen = map_new(job);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        void **again = map_at(&seen, list[i].hit->id);

        if (!*again)
            list[n++] = list[i];
        *again = list;
    }
    return n;
}

static bool add_merged(struct exchange *x, struct reader *r, struct json *hits,
                       const struct merged *m)
{
    struct hit_options options = {&m->asking->p.dress, m->asking->p.score, m->asking->p.details,
                                  m->marker};
    const struct json *last;
    struct json *o;
    struct err err;

    if (!hits_add(x, r, hits, m->found, m->hit, &options, &err)) {
        reply_err(x, &err, NULL);
        return false;
    }
    for (last = json_first(hits); json_next(last);)
        last = json_next(last);
    o = json_add_object((struct json *)(uintptr_t)last, "_federation");
    json_add_text(o, "indexUid", SLICE("articles"));
    json_add_number(o, "queriesPosition", (double)m->query);
    json_add_ratio(o, "weightedRankingScore", m->weighted);
    return true;
}

static void reply_merged(struct exchange *x, struct reader *r, struct asking *queries, size_t count,
                         const struct json *options)
{
    struct federation f = {.limit = search_limit_standard};
    struct json *reply = json_object(x->job), *hits = json_add_array(reply, "hits");
    size_t merged, total, most;
    struct merged *list;
    const char *code;
    struct err err;

    if (!params_read(x->job, federation_params, options, "invalid_multi_search", &f, &code, &err)) {
        asking_refused(x, code, &err);
        return;
    }
    if (json_size(f.facets) || json_size(f.merge)) {
        reply_error(x, 400, "feature_not_available",
                    "Kladez does not count facets of merged searches: ask for `facets` in a search "
                    "of its own");
        return;
    }
    most = (size_t)(f.offset + f.limit);
    if (!merge(x, r, queries, count, most, &list, &merged, &total))
        return;
    merged = drop_repeated(x->job, list, merged);
    for (size_t i = (size_t)f.offset; i < merged && i < most; i++)
        if (!add_merged(x, r, hits, &list[i]))
            return;
    json_add_number(reply, "processingTimeMs", (double)(int64_t)exchange_ms(x));
    json_add_number(reply, "limit", (double)f.limit);
    json_add_number(reply, "offset", (double)f.offset);
    json_add_number(reply, "estimatedTotalHits", (double)total);
    json_add_number(reply, "generation", (double)r->generation.number);
    reply_json(x, 200, reply);
}

struct multi_params {
    const struct json *queries, *federation;
};

static const struct param multi[] = {
    {"queries", PARAM_JSON, offsetof(struct multi_params, queries), 0, 0},
    {"federation", PARAM_OBJECT, offsetof(struct multi_params, federation), 0, 0},
    {0},
};

void handle_multi_search(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct multi_params p = {0};
    struct asking *queries;
    const struct json *body;
    const char *code;
    struct err err;
    size_t count;

    if (!r || !request_object(x, false, &body))
        return;
    if (!params_read(x->job, multi, body, "invalid_multi_search", &p, &code, &err)) {
        asking_refused(x, code, &err);
        return;
    }
    if (!read_queries(x, p.queries, &queries, &count))
        return;
    if (p.federation)
        reply_merged(x, r, queries, count, p.federation);
    else
        reply_separately(x, r, queries, count);
}
