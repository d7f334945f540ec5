/* handle_feedback.c - what customers thought, what they searched for and clicked. */
#include <math.h>
#include <stddef.h>

#include "desk/feedback.h"
#include "server/editor/counting.h"
#include "server/params.h"
#include "server/routes.h"
#include "server/search/document.h"

enum { id_max = 200, text_max = 4000 };

/* ---- feedback ---- */

static const struct param feedback_params[] = {
    {"answer_id", PARAM_TEXT, offsetof(struct feedback, answer_id), 0, id_max},
    {"ticket", PARAM_TEXT, offsetof(struct feedback, ticket), 0, id_max},
    {"article_id", PARAM_TEXT, offsetof(struct feedback, article), 0, article_id_max},
    {"kind", PARAM_TEXT, offsetof(struct feedback, kind), 0, id_max},
    {"value", PARAM_NUMBER, offsetof(struct feedback, value), 0, 0},
    {"reason", PARAM_TEXT, offsetof(struct feedback, reason), 0, id_max},
    {"text", PARAM_TEXT, offsetof(struct feedback, text), 0, text_max},
    {0},
};

static const struct {
    const char *kind;
    double least, most;
} scales[] = {{"helpful", 0, 1}, {"csat", 1, 5}, {"nps", 0, 10}};

static bool check(struct exchange *x, const struct feedback *f)
{
    if ((f->answer_id.len > 0) + (f->ticket.len > 0) + (f->article.len > 0) != 1) {
        reply_error(x, 400, "bad_request",
                    "give `answer_id`, `ticket` or `article_id`, one of them");
        return false;
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (!slice_is(f->kind, scales[i].kind))
            continue;
        if (f->value >= scales[i].least && f->value <= scales[i].most &&
            f->value == floor(f->value))
            return true;
        reply_error(x, 400, "invalid_feedback_value",
                    "`value` of %s must be a whole number from %g to %g", scales[i].kind,
                    scales[i].least, scales[i].most);
        return false;
    }
    reply_error(x, 400, "invalid_feedback_kind", "`kind` must be helpful, csat or nps");
    return false;
}

/* A ticket's number can be guessed, the id of an answer cannot: what is thought of a ticket is
 * taken from its customer and from the desk. `*conversation` is what the feedback belongs to. */
static bool check_right(struct exchange *x, const struct feedback *f, struct slice *conversation)
{
    bool is_token = x->bearer.len && x->access.role == ROLE_PUBLIC;
    struct err err;
    bool found;

    if (f->ticket.len && x->bearer.len == 0) {
        reply_error(x, 401, "missing_authorization_header",
                    "feedback on a ticket needs the conversation's token: Authorization: Bearer "
                    "TOKEN");
        http_header(x->reply, "WWW-Authenticate", SLICE("Bearer"));
        return false;
    }
    if (f->ticket.len && !is_token && x->access.role < ROLE_DESK) {
        reply_error(x, 403, "invalid_api_key", "this key does not open that");
        return false;
    }
    found = feedback_conversation(x->server->desk, x->job, f, conversation, &err);
    if (is_token && (!found || !desk_token_fits(x->server->desk, *conversation, x->bearer))) {
        reply_wrong_token(x); /* nor is told whether there is such a ticket */
        return false;
    }
    if (!found)
        reply_err(x, &err, NULL);
    return found;
}

/* Only of what may be seen. */
static bool check_article(struct exchange *x, const struct feedback *f)
{
    struct reader *r = exchange_reader(x);
    struct article a;
    struct err err;

    if (!r)
        return false;
    if (document_find(x, r, f->article, &a, &err))
        return true;
    reply_err(x, &err, err.code == ERR_NOT_FOUND ? "document_not_found" : NULL);
    return false;
}

void handle_feedback(struct exchange *x)
{
    struct feedback f = {.value = NAN, .reason = SLICE(""), .text = SLICE("")};
    struct json *reply = json_object(x->job);
    const struct json *body;
    struct slice conversation = {0};
    const char *code;
    struct err err;

    if (!request_object(x, false, &body))
        return;
    if (!params_read(x->job, feedback_params, body, "invalid_feedback", &f, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return;
    }
    if (!check(x, &f) ||
        !(f.article.len ? check_article(x, &f) : check_right(x, &f, &conversation)))
        return;
    if (!feedback_add(x->server->desk, &f, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    json_add_text(reply, "status", SLICE("kept"));
    reply_json(x, 201, reply);
    if (conversation.len)
        exchange_recorded(x, conversation);
}

/* ---- of articles ---- */

static void add_article(struct exchange *x, struct json *list, const struct feedback_article *f)
{
    struct json *o = json_add_object(list, NULL), *reasons;
    struct err ignored;
    struct article a;

    json_add_text(o, "article_id", f->id);
    if (x->worker->reader && document_find(x, x->worker->reader, f->id, &a, &ignored)) {
        json_add_text(o, "title", a.title);
        json_add_text(o, "url", article_url(x->job, &a));
    }
    json_add_number(o, "yes", (double)f->yes);
    json_add_number(o, "no", (double)f->no);
    reasons = json_add_object(o, "reasons");
    for (size_t i = 0; i < f->reason_count; i++)
        json_add_number(reasons, slice_cstr(x->job, f->reasons[i].name),
                        (double)f->reasons[i].count);
    texts_print(o, "comments", &f->comments);
}

void handle_article_votes(struct exchange *x)
{
    struct json *reply = json_object(x->job), *list = json_add_array(reply, "articles");
    struct feedback_article *all;
    struct err err;
    size_t count;

    if (!feedback_read_articles(x->server->desk, x->job, &all, &count, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    for (size_t i = 0; i < count; i++)
        add_article(x, list, &all[i]);
    reply_json(x, 200, reply);
}

/* ---- what is told of searches ---- */

struct event_params {
    struct slice kind, query_id, article;
    uint64_t position;
};

static const struct param event_params[] = {
    {"kind", PARAM_TEXT, offsetof(struct event_params, kind), 0, id_max},
    {"queryId", PARAM_TEXT, offsetof(struct event_params, query_id), 0, id_max},
    {"article_id", PARAM_TEXT, offsetof(struct event_params, article), 0, article_id_max},
    {"position", PARAM_COUNT, offsetof(struct event_params, position), 1, 10000},
    {0},
};

static bool check_event(struct exchange *x, const struct event_params *p)
{
    bool of_search = slice_is(p->kind, "search");
    bool of_hit = slice_is(p->kind, "click") || slice_is(p->kind, "conversion");

    if (!of_search && !of_hit) {
        reply_error(x, 400, "invalid_event_kind", "`kind` must be search, click or conversion");
        return false;
    }
    if (p->query_id.len == 0 || (of_hit && (p->article.len == 0 || p->position == 0))) {
        reply_error(x, 400, "bad_request",
                    of_hit ? "`queryId`, `article_id` and `position` are needed"
                           : "`queryId` is needed");
        return false;
    }
    return true;
}

void handle_event(struct exchange *x)
{
    struct event_params p = {0};
    const struct json *body;
    const char *code;
    struct err err;

    if (!request_object(x, false, &body))
        return;
    if (!params_read(x->job, event_params, body, "invalid_event", &p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return;
    }
    if (!check_event(x, &p))
        return;
    counting_meant(x, p.query_id, !slice_is(p.kind, "search"));
    x->reply->status = 204;
}
