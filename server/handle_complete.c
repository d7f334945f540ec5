/* handle_complete.c - GET /v1/complete: what a person may be about to type. */
#include <inttypes.h>
#include <stddef.h>

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

/* The words typed, marked; the last one as a beginning. */
static struct slice highlighted(struct exchange *x, struct reader *r, struct slice text,
                                struct slice typed)
{
    struct query q = query_parse(x->job, r->stemmer, typed);
    struct marker *m = marker_new(x->job, r->stemmer, &q);
    struct marks marks = marker_find(m, text);
    struct buf out = buf_new(x->job, 64 * 1024);
    size_t at = 0;

    for (size_t i = 0; i < marks.count; i++) {
        buf_add(&out, (struct slice){text.ptr + at, marks.items[i].start - at});
        buf_printf(&out, "<em>%.*s</em>", (int)(marks.items[i].end - marks.items[i].start),
                   text.ptr + marks.items[i].start);
        at = marks.items[i].end;
    }
    buf_add(&out, (struct slice){text.ptr + at, text.len - at});
    return buf_slice(&out);
}

static bool add(struct exchange *x, struct reader *r, struct json *list, struct slice typed,
                const struct completion *c, struct err *err)
{
    struct json *o = json_add_object(list, NULL);
    struct article a;

    json_add_text(o, "type", c->is_title ? SLICE("article") : SLICE("query"));
    json_add_text(o, "text", c->text);
    json_add_text(o, "highlighted", highlighted(x, r, c->text, typed));
    if (!c->is_title)
        return true;
    if (!reader_article(r, x->job, c->article, &a, err))
        return false;
    json_add_text(o, "id", a.id);
    json_add_text(o, "url", article_url(x->job, &a));
    if (a.category.count)
        json_add_text(o, "category", a.category.items[a.category.count - 1]);
    return true;
}

/* The same request has the same reply until something is published. */
static bool unchanged(struct exchange *x, const struct reader *r)
{
    const char *tag = arena_printf(x->job, "\"g%" PRIu64 "-%" PRIx64 "\"", r->generation.number,
                                   access_hash(x->job, &x->access));

    http_header(x->reply, "ETag", slice_of(tag));
    http_header(x->reply, "Cache-Control",
                x->access.role == ROLE_PUBLIC ? SLICE("public, max-age=60")
                                              : SLICE("private, max-age=60"));
    return slice_is(x->request->if_none_match, tag);
}

void handle_complete(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct complete_params p = {.limit = 8};
    struct json *reply = json_object(x->job), *list = json_add_array(reply, "suggestions");
    struct complete_request request;
    struct completion found[complete_most];
    enum language lang;
    const char *code;
    struct err err;
    size_t count;

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
    if (unchanged(x, r)) {
        x->reply->status = 304;
        return;
    }
    request = (struct complete_request){.typed = p.q,
                                        .lang = p.lang.len ? &lang : NULL,
                                        .audiences = &x->access.audiences,
                                        .tags = &x->access.tags,
                                        .most = (size_t)p.limit};
    count = complete_find(r->complete, x->job, &request, found);
    for (size_t i = 0; i < count; i++)
        if (!add(x, r, list, p.q, &found[i], &err)) {
            reply_err(x, &err, NULL);
            return;
        }
    json_add_text(reply, "query", p.q.ptr ? p.q : SLICE(""));
    json_add_number(reply, "processingTimeMs", (double)(int64_t)exchange_ms(x));
    reply_json(x, 200, reply);
}
