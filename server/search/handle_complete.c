/* handle_complete.c - GET /v1/complete: what a person may be about to type. */
#include <inttypes.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/map.h"
#include "server/params.h"
#include "server/routes.h"

struct complete_params {
    struct slice q, lang;
    uint64_t limit;
};

#define AT(member) offsetof(struct complete_params, member)

static const struct param params[] = {
    {"q", PARAM_TEXT, AT(q), 0, complete_text_max},
    {"lang", PARAM_TEXT, AT(lang), 0, 10},
    {"limit", PARAM_COUNT, AT(limit), 1, complete_most},
    {0},
};

/* What was typed, marked. */
static struct slice highlighted(struct arena *job, const struct completion *c)
{
    struct buf out = buf_new(job, 64 * 1024);
    size_t at = 0;

    for (size_t i = 0; i < c->marks.count; i++) {
        const struct mark *m = &c->marks.items[i];

        buf_add(&out, (struct slice){c->text.ptr + at, m->start - at});
        buf_printf(&out, "<em>%.*s</em>", (int)(m->end - m->start), c->text.ptr + m->start);
        at = m->end;
    }
    buf_add(&out, (struct slice){c->text.ptr + at, c->text.len - at});
    return buf_slice(&out);
}

static void add(struct exchange *x, struct json *list, struct slice typed,
                const struct completion *c)
{
    static const char *const types[] = {"article", "query", "correction"};
    struct json *o = json_add_object(list, NULL);

    json_add_text(o, "type", slice_of(types[c->type]));
    json_add_text(o, "text", c->text);
    json_add_text(o, "highlighted", highlighted(x->job, c));
    if (c->type == COMPLETION_QUERY)
        json_add_number(o, "count", (double)c->count);
    if (c->type == COMPLETION_CORRECTION) {
        json_add_text(o, "from", slice_trim(typed));
        json_add_text(o, "kind", slice_of(correction_name(c->kind)));
    }
    if (c->type != COMPLETION_ARTICLE)
        return;
    json_add_text(o, "id", c->id);
    json_add_text(o, "url", c->url);
    if (c->category.len)
        json_add_text(o, "category", c->category);
}

/* Pins come and go without anything being published. */
static uint64_t hash_of(struct arena *job, const struct wording_places *p)
{
    struct buf ids = buf_new(job, 1 << 20);

    for (size_t i = 0; i < p->pinned_count; i++)
        buf_printf(&ids, "%.*s\n", SLICE_ARG(p->pinned[i].id));
    for (size_t i = 0; i < p->hidden.count; i++)
        buf_printf(&ids, "\n%.*s", SLICE_ARG(p->hidden.items[i]));
    return ids.len ? map_hash(buf_slice(&ids)) : 0;
}

/* The same request has the same reply until something is published. */
static bool unchanged(struct exchange *x, const struct reader *r, const struct wording_places *p)
{
    uint64_t sees = access_hash(x->job, &x->access) ^ hash_of(x->job, p);
    const char *tag =
        arena_printf(x->job, "\"g%" PRIu64 "-%" PRIx64 "\"", r->generation.number, sees);

    http_header(x->reply, "ETag", slice_of(tag));
    http_header(x->reply, "Cache-Control",
                x->access.role == ROLE_PUBLIC ? SLICE("public, max-age=60")
                                              : SLICE("private, max-age=60"));
    return slice_is(x->request->if_none_match, tag);
}

static void reply_found(struct exchange *x, struct reader *r,
                        const struct complete_request *request)
{
    struct json *reply = json_object(x->job), *list = json_add_array(reply, "suggestions");
    struct completion found[complete_most];
    size_t count = complete_find(r->complete, r->stemmer, spelling_translit(r->spelling), x->job,
                                 request, found);

    for (size_t i = 0; i < count; i++)
        add(x, list, request->typed, &found[i]);
    json_add_text(reply, "query", request->typed.ptr ? request->typed : SLICE(""));
    json_add_number(reply, "processingTimeMs", (double)(int64_t)exchange_ms(x));
    reply_json(x, 200, reply);
}

void handle_complete(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct complete_params p = {.limit = 8};
    struct complete_request request;
    struct wording_places places = {0};
    enum language lang;
    const char *code;
    struct err err;

    if (!r)
        return;
    if (!params_read(x->job, params, params_of_query(x->job, params, x->request),
                     "invalid_complete", &p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return;
    }
    if (p.lang.len && !language_parse(p.lang, &lang)) {
        reply_error(x, 400, "invalid_complete_lang", "`lang` must be ru or en");
        return;
    }
    if (slice_trim(p.q).len == 0)
        places = wording_pins(r->wording, x->job, NULL, 0, clock_now());
    if (unchanged(x, r, &places)) {
        x->reply->status = 304;
        return;
    }
    request = (struct complete_request){.typed = p.q,
                                        .lang = p.lang.len ? &lang : NULL,
                                        .audiences = &x->access.audiences,
                                        .tags = &x->access.tags,
                                        .places = &places,
                                        .most = (size_t)p.limit};
    reply_found(x, r, &request);
}
