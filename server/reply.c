/* reply.c - see exchange.h: what goes back, and how errors look. */
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "server/exchange.h"
#include "server/routes.h"

/* The status of each kind of error, and the code a reply has where nobody says another. */
static const struct {
    unsigned status;
    const char *code;
} statuses[] = {
    [ERR_NONE] = {500, "internal"},       [ERR_INPUT] = {400, "bad_request"},
    [ERR_NOT_FOUND] = {404, "not_found"}, [ERR_CONFLICT] = {409, "conflict"},
    [ERR_BUSY] = {503, "busy"},           [ERR_STALE] = {503, "index_is_stale"},
    [ERR_IO] = {500, "internal"},         [ERR_ENGINE] = {500, "internal"},
};

void reply_text(struct exchange *x, unsigned status, const char *type, struct slice body)
{
    x->reply->status = status;
    x->reply->type = slice_of(type);
    x->reply->body = body;
}

void reply_json(struct exchange *x, unsigned status, const struct json *body)
{
    reply_text(x, status, "application/json", json_print(x->job, body));
}

static const char *type_of(unsigned status)
{
    return status == 401 || status == 403 ? "auth" : status >= 500 ? "internal" : "invalid_request";
}

static const char *title_of(unsigned status)
{
    switch (status) {
    case 400: return "Bad request";
    case 401: return "Authorization needed";
    case 403: return "Not allowed";
    case 404: return "Not found";
    case 405: return "Method not allowed";
    case 409: return "Conflict";
    case 413: return "Too large";
    case 415: return "Unsupported media type";
    case 422: return "Not possible";
    case 429: return "Too many requests";
    case 503: return "Not available";
    default: return "Internal error";
    }
}

static bool is_v1(const struct exchange *x)
{
    return slice_starts(x->request->path, "/v1/");
}

/* RFC 9457 */
static struct json *problem(struct exchange *x, unsigned status, const char *code, const char *text)
{
    struct json *o = json_object(x->job);

    json_add_text(o, "type", SLICE("about:blank"));
    json_add_text(o, "title", slice_of(title_of(status)));
    json_add_number(o, "status", status);
    json_add_text(o, "detail", slice_of(text));
    json_add_text(o, "code", slice_of(code));
    return o;
}

static void reply_problem(struct exchange *x, unsigned status, const struct json *o)
{
    reply_text(x, status, "application/problem+json", json_print(x->job, o));
}

void reply_conflict(struct exchange *x, const char *code, const char *text,
                    const struct json *current)
{
    struct json *o = problem(x, 409, code, text);

    json_add_copy(o, "current", current);
    reply_problem(x, 409, o);
}

void reply_error(struct exchange *x, unsigned status, const char *code, const char *fmt, ...)
{
    struct json *o = json_object(x->job);
    char text[800];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (is_v1(x)) {
        reply_problem(x, status, problem(x, status, code, text));
    } else {
        json_add_text(o, "message", slice_of(text));
        json_add_text(o, "code", slice_of(code));
        json_add_text(o, "type", slice_of(type_of(status)));
        json_add_text(o, "link", SLICE("/openapi.yaml"));
        reply_json(x, status, o);
    }
    if (status == 503)
        http_header(x->reply, "Retry-After", SLICE("1"));
}

void reply_err(struct exchange *x, const struct err *err, const char *code)
{
    unsigned status = statuses[err->code].status;

    /* What broke inside is for the log, not for the world. */
    if (status == 500)
        log_line(LOG_ERROR, x->route ? x->route->name : "none", "id=%s msg=%s", x->id,
                 log_quote(x->job, slice_of(err->text)));
    reply_error(x, status, code ? code : statuses[err->code].code, "%s",
                status == 500 ? "something went wrong; the log knows more" : err->text);
}

void reply_wrong_token(struct exchange *x)
{
    reply_error(x, 403, "invalid_conversation_token",
                "the token does not belong to this conversation, nor is it a valid key");
}

bool request_object(struct exchange *x, bool optional, const struct json **out)
{
    struct err err;

    if (x->request->body.len == 0 && optional) {
        *out = json_object(x->job);
        return true;
    }
    if (!slice_starts(x->request->content_type, "application/json")) {
        reply_error(x, 415,
                    x->request->content_type.len ? "invalid_content_type" : "missing_content_type",
                    "the body must be JSON, and Content-Type application/json");
        return false;
    }
    if (!json_parse(x->job, x->request->body, out, &err)) {
        reply_error(x, 400, "malformed_payload", "the body: line %u: %s", err.line, err.text);
        return false;
    }
    if (json_kind(*out) != JSON_OBJECT) {
        reply_error(x, 400, "malformed_payload", "the body must be an object, it is %s",
                    json_kind_name(json_kind(*out)));
        return false;
    }
    return true;
}

double exchange_ms(const struct exchange *x)
{
    return (double)(clock_monotonic() - x->started) / 1000;
}
