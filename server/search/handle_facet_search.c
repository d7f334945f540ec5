/* handle_facet_search.c - POST /indexes/articles/facet-search: values of a facet. */
#include "server/routes.h"
#include "server/search/asking.h"
#include "text/words.h"

/* Does any word of the value begin with what was typed? */
static bool value_fits(struct arena *job, struct slice value, struct slice typed)
{
    struct slice norm = words_join(job, value, facet_text_max * 4);

    for (size_t i = 0; i + typed.len <= norm.len; i++)
        if ((i == 0 || norm.ptr[i - 1] == ' ') &&
            slice_eq((struct slice){norm.ptr + i, typed.len}, typed))
            return true;
    return typed.len == 0;
}

static void reply_values(struct exchange *x, const struct search_params *p, struct xap_facet *f)
{
    struct json *reply = json_object(x->job), *hits = json_add_array(reply, "facetHits");
    struct slice typed = words_join(x->job, p->facet_query, facet_text_max * 4);
    size_t n = 0;

    asking_sort_values(f);
    for (size_t i = 0; i < f->count && n < facet_values_most; i++) {
        struct json *o;

        if (!value_fits(x->job, f->values[i].text, typed))
            continue;
        o = json_add_object(hits, NULL);
        json_add_text(o, "value", f->values[i].text);
        json_add_number(o, "count", (double)f->values[i].count);
        n++;
    }
    if (p->facet_query.len)
        json_add_text(reply, "facetQuery", p->facet_query);
    else
        json_add_null(reply, "facetQuery");
    json_add_number(reply, "processingTimeMs", (double)(int64_t)exchange_ms(x));
    reply_json(x, 200, reply);
}

/* What a search would count, without its hits: how they would be paged does not matter. */
void handle_facet_search(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct asking a = {.p = asking_standard()};
    struct search_result found;
    const struct json *body;
    const char *code;
    struct err err;

    if (!r || !request_object(x, false, &body))
        return;
    if (!params_read(x->job, asking_facet_values, body, "invalid_facet_search", &a.p, &code,
                     &err)) {
        asking_refused(x, code, &err);
        return;
    }
    if (a.p.facet.len == 0) {
        reply_error(x, 400, "missing_facet_search_facet_name", "`facetName` is missing");
        return;
    }
    a.p.facets = (struct texts){&a.p.facet, 1};
    a.p.limit = a.p.hits_per_page = 0;
    if (asking_check(x, &a, body) && asking_run(x, r, &a, &found))
        reply_values(x, &a.p, &found.facets[0]);
}
