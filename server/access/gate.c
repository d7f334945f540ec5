/* gate.c - see gate.h */
#include "server/access/gate.h"

#include "server/routes.h"

/* ---- access ---- */

static struct slice bearer_of(const struct http_request *request)
{
    struct slice a = request->authorization;

    if (!slice_starts(a, "Bearer ") && !slice_starts(a, "bearer "))
        return SLICE("");
    return slice_trim((struct slice){a.ptr + 7, a.len - 7});
}

bool gate_find_access(struct exchange *x)
{
    struct key key;

    x->bearer = bearer_of(x->request);
    if (x->bearer.len == 0)
        return true;
    if (x->route->need == NEED_CONVERSATION &&
        desk_token_fits(x->server->desk, x->captures[0], x->bearer)) {
        x->access.conversation = true;
        return true;
    }
    if (keys_find(x->server->keys, x->job, x->bearer, &key)) {
        access_add_key(x->job, &x->access, &key, x->worker->reader);
        x->access.conversation = key.role >= ROLE_DESK;
        return true;
    }
    /* The conversation's token: the handler looks. */
    if (x->route->handle == handle_suggest || x->route->handle == handle_feedback)
        return true;
    if (x->route->need == NEED_CONVERSATION)
        reply_wrong_token(x);
    else
        reply_error(x, 403, "invalid_api_key", "the key is not valid");
    return false;
}

#define KEY " (Authorization: Bearer KEY; 'kladez keys' makes one)"

static const char *const needed[] = {
    [NEED_KEY] = "a key" KEY,
    [NEED_CONVERSATION] = "the conversation's token (Authorization: Bearer TOKEN)",
    [NEED_DESK] = "a key of the desk" KEY,
    [NEED_EDITOR] = "a key of an editor" KEY,
    [NEED_ADMIN] = "the key of an administrator" KEY,
};

bool gate_allows(struct exchange *x)
{
    enum need need = x->route->need;

    if (need == NEED_NOTHING || need == NEED_WRITE ||
        (need == NEED_KEY && x->access.role != ROLE_PUBLIC) ||
        (need == NEED_CONVERSATION && x->access.conversation) ||
        (need == NEED_DESK && x->access.role >= ROLE_DESK) ||
        (need == NEED_EDITOR && x->access.role >= ROLE_EDITOR) ||
        (need == NEED_ADMIN && x->access.role == ROLE_ADMIN))
        return true;
    if (x->bearer.len == 0) {
        reply_error(x, 401, "missing_authorization_header", "this needs %s", needed[need]);
        http_header(x->reply, "WWW-Authenticate", SLICE("Bearer"));
    } else {
        reply_error(x, 403, "invalid_api_key", "this key does not open that");
    }
    return false;
}

struct slice gate_address(const struct exchange *x)
{
    struct slice address = x->request->address, from = x->request->forwarded_for;
    bool local = slice_starts(address, "127.") || slice_is(address, "::1");

    if (!local)
        return address;
    if (from.len == 0)
        return SLICE("");
    while (from.ptr) { /* the last one was added by the proxy next to us */
        struct slice part = slice_trim(slice_cut(&from, ','));

        if (part.len)
            address = part;
    }
    if (slice_find(address, '.') < address.len) /* with a port */
        address.len = slice_find(address, ':');
    return address;
}

bool gate_within_limits(struct exchange *x)
{
    struct slice address = gate_address(x);
    unsigned wait;

    if (address.len == 0 || x->access.role >= ROLE_DESK ||
        (x->route && x->route->handle == handle_health))
        return true;
    wait = limits_wait(x->server->limits, address);
    if (wait == 0)
        return true;
    reply_error(x, 429, "too_many_requests", "too many requests: try again in %u s", wait);
    http_header(x->reply, "Retry-After", slice_of(arena_printf(x->job, "%u", wait)));
    return false;
}

/* ---- cross-origin ---- */

static bool origin_allowed(const struct exchange *x)
{
    for (size_t i = 0; i < x->server->origin_count; i++)
        if (slice_is(x->request->origin, x->server->origins[i]))
            return true;
    return false;
}

void gate_add_origin(struct exchange *x)
{
    bool is_file =
        x->route && (x->route->handle == handle_asset || x->route->handle == handle_widget);

    if (x->request->origin.len == 0 || is_file)
        return;
    http_header(x->reply, "Vary", SLICE("Origin"));
    if (origin_allowed(x)) {
        http_header(x->reply, "Access-Control-Allow-Origin", x->request->origin);
        http_header(x->reply, "Access-Control-Expose-Headers",
                    SLICE("ETag, Retry-After, X-Request-Id"));
    }
}

void gate_preflight(struct exchange *x, struct slice allow)
{
    if (!origin_allowed(x)) {
        reply_error(x, 403, "origin_not_allowed", "pages of this origin may not call this server");
        return;
    }
    x->reply->status = 204;
    http_header(x->reply, "Access-Control-Allow-Methods", allow);
    http_header(
        x->reply, "Access-Control-Allow-Headers",
        SLICE("Authorization, Content-Type, If-None-Match, Last-Event-ID, X-Meilisearch-Client"));
    http_header(x->reply, "Access-Control-Max-Age", SLICE("600"));
}
