/* handle_documents.c - articles by their ids, and what there is to know of the index. */
#include <stddef.h>

#include "base/clock.h"
#include "base/map.h"
#include "server/routes.h"
#include "server/search/asking.h"
#include "server/search/document.h"

enum { documents_most = 1000 };

/* ---- articles ---- */

struct document_params {
    struct texts fields;
    uint64_t offset, limit;
    const struct json *filter;
};

#define AT(member) offsetof(struct document_params, member)

static const struct param one_params[] = {
    {"fields", PARAM_TEXTS, AT(fields), 0, attributes_most},
    {0},
};

static const struct param list_params[] = {
    {"fields", PARAM_TEXTS, AT(fields), 0, attributes_most},
    {"offset", PARAM_COUNT, AT(offset), 0, UINT32_MAX},
    {"limit", PARAM_COUNT, AT(limit), 0, documents_most},
    {"filter", PARAM_JSON, AT(filter), 0, 0},
    {0},
};

static bool read_params(struct exchange *x, const struct param *table, const struct json *given,
                        struct document_params *p)
{
    struct dress dress = {0};
    const char *code;
    struct err err;

    *p = (struct document_params){.limit = search_limit_standard};
    if (!params_read(x->job, table, given, "invalid_document", p, &code, &err))
        return asking_refused(x, code, &err);
    dress.retrieve = p->fields;
    if (!dress_check(x->job, &dress, &code, &err))
        return asking_refused(x, "invalid_document_fields", &err);
    if (p->fields.count == 0)
        texts_add(x->job, &p->fields, SLICE("*"));
    return true;
}

void handle_document(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct json *reply = json_object(x->job);
    struct document_params p;
    struct article a;
    struct err err;

    if (!r || !read_params(x, one_params, params_of_query(x->job, one_params, x->request), &p))
        return;
    if (!document_find(x, r, x->captures[0], &a, &err)) {
        reply_err(x, &err, err.code == ERR_NOT_FOUND ? "document_not_found" : NULL);
        return;
    }
    document_add(x, reply, &a, &p.fields);
    reply_json(x, 200, reply);
}

/* In the order of ids, so that pages do not depend on how the index was built. */
static bool list(struct exchange *x, struct reader *r, const struct document_params *p,
                 struct json *reply, struct err *err)
{
    struct json *results = json_add_array(reply, "results");
    struct xap_sort by_id = {SLOT_ID, false};
    struct search_request request = {.limit = (size_t)p->limit,
                                     .audiences = &x->access.audiences,
                                     .filter = x->access.filter,
                                     .sorts = &by_id,
                                     .sort_count = 1,
                                     .distinct = SLOT_NONE,
                                     .offset = (size_t)p->offset};
    const struct filter *filter = NULL;
    struct search_result found;

    if (p->filter && !filter_parse_json(x->job, p->filter, &filter, err))
        return false;
    request.filter = filter_both(x->job, request.filter, filter);
    if (!search_run(r, x->job, &request, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++) {
        struct article a;

        if (!reader_document(r, x->job, found.hits[i].document, &a, err))
            return false;
        document_add(x, json_add_object(results, NULL), &a, &p->fields);
    }
    json_add_number(reply, "offset", (double)p->offset);
    json_add_number(reply, "limit", (double)p->limit);
    json_add_number(reply, "total", (double)found.total);
    return true;
}

void handle_documents(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct json *reply = json_object(x->job);
    const struct json *given;
    struct document_params p;
    struct err err;

    if (!r)
        return;
    if (!slice_is(x->request->method, "POST"))
        given = params_of_query(x->job, list_params, x->request);
    else if (!request_object(x, true, &given))
        return;
    if (!read_params(x, list_params, given, &p))
        return;
    if (list(x, r, &p, reply, &err))
        reply_json(x, 200, reply);
    else
        reply_err(x, &err, err.code == ERR_INPUT ? "invalid_document_filter" : NULL);
}

/* ---- the index ---- */

static void add_index(struct json *into, const struct reader *r)
{
    char time[clock_text_size];

    clock_print(r->manifest.built_at, time);
    json_add_text(into, "uid", SLICE("articles"));
    json_add_text(into, "createdAt", slice_of(time));
    json_add_text(into, "updatedAt", slice_of(time));
    json_add_text(into, "primaryKey", SLICE("id"));
}

void handle_index(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct json *reply = json_object(x->job);

    if (!r)
        return;
    add_index(reply, r);
    reply_json(x, 200, reply);
}

void handle_indexes(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct json *reply = json_object(x->job);

    if (!r)
        return;
    add_index(json_add_object(json_add_array(reply, "results"), NULL), r);
    json_add_number(reply, "offset", 0);
    json_add_number(reply, "limit", search_limit_standard);
    json_add_number(reply, "total", 1);
    reply_json(x, 200, reply);
}

/* How many articles have one of the others is not counted. */
static const char *const in_every_article[] = {"id",  "lang",     "title",
                                               "url", "audience", "updatedAt"};

static void add_index_stats(struct json *into, const struct reader *r)
{
    struct json *fields;

    json_add_number(into, "numberOfDocuments", (double)r->size.documents);
    json_add_bool(into, "isIndexing", false);
    fields = json_add_object(into, "fieldDistribution");
    for (size_t i = 0; i < sizeof in_every_article / sizeof *in_every_article; i++)
        json_add_number(fields, in_every_article[i], (double)r->size.documents);
}

void handle_index_stats(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct json *reply = json_object(x->job);

    if (!r)
        return;
    add_index_stats(reply, r);
    reply_json(x, 200, reply);
}

static void add_names(struct json *into, const char *name, bool (*wanted)(const struct field *))
{
    struct json *array = json_add_array(into, name);

    for (const struct field *f = schema; f->name; f++)
        if (wanted(f))
            json_add_text(array, NULL, slice_of(f->name));
}

/* Phrases as they are written, each with what it also means. */
static void add_meanings(struct arena *job, struct map *by, const struct wording_synonym *s)
{
    const struct texts *to = s->to.count ? &s->to : &s->from;

    for (size_t i = 0; i < s->from.count; i++) {
        void **at = map_at(by, s->from.items[i]);
        struct texts *list = *at ? *at : ARENA_NEW(job, struct texts);

        *at = list;
        for (size_t k = 0; k < to->count; k++)
            if (!slice_eq(to->items[k], s->from.items[i]) && !texts_have(list, to->items[k]))
                texts_add(job, list, to->items[k]);
    }
}

static void add_wording(struct json *into, struct arena *job, const struct wording_rules *rules)
{
    struct json *synonyms = json_add_object(into, "synonyms");
    struct map by = map_new(job);

    for (size_t i = 0; i < rules->synonym_count; i++)
        add_meanings(job, &by, &rules->synonyms[i]);
    for (size_t i = 0; i < by.count; i++)
        texts_print(synonyms, slice_cstr(job, by.entries[i].key), by.entries[i].value);
    texts_print(into, "stopWords", &rules->stops);
}

void handle_settings(struct exchange *x)
{
    static const struct wording_rules none;
    const struct reader *r = x->worker->reader;
    struct json *reply = json_object(x->job);

    add_names(reply, "displayedAttributes", field_is_public);
    add_names(reply, "searchableAttributes", field_is_text);
    add_names(reply, "filterableAttributes", field_is_filterable);
    add_names(reply, "sortableAttributes", field_is_sortable);
    json_add_null(reply, "distinctAttribute");
    json_add_number(json_add_object(reply, "faceting"), "maxValuesPerFacet", facet_values_most);
    json_add_number(json_add_object(reply, "pagination"), "maxTotalHits", search_hits_max);
    add_wording(reply, x->job, r ? wording_rules(r->wording) : &none);
    reply_json(x, 200, reply);
}
