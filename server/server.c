/* server.c - see server.h: from a request to its handler, and what is true of every reply. */
#include "server/server.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/log.h"
#include "server/access/gate.h"
#include "server/chat/live.h"
#include "server/desk/upkeep.h"
#include "server/editor/crowd.h"
#include "server/editor/learned.h"
#include "server/editor/runs.h"
#include "server/pages/page.h"
#include "server/routes.h"

enum { unknown_route = 0 /* first in the metrics, before the table */ };

struct running_server {
    struct server shared; /* first: it is what workers are given */
    struct upkeep *upkeep;
    struct arena *life;
};

/* ---- one request ---- */

/* A person with a browser, who has followed a link: programs do not ask for HTML. */
static bool wants_page(const struct exchange *x)
{
    struct slice accept = x->request->accept;

    while (accept.ptr && !slice_starts(x->request->path, "/v1/")) {
        struct slice type = slice_cut(&accept, ',');

        if (slice_is(slice_trim(slice_cut(&type, ';')), "text/html"))
            return slice_is(x->request->method, "GET");
    }
    return false;
}

static void no_route(struct exchange *x, struct slice allow)
{
    struct slice other = x->request->path;

    if (allow.len == 0 && slice_starts(other, "/indexes/")) {
        struct slice rest = {other.ptr + 9, other.len - 9}, index = slice_cut(&rest, '/');

        if (!slice_is(index, "articles")) {
            reply_error(x, 404, "index_not_found",
                        "Index `%.*s` not found: the only one is `articles`.", SLICE_ARG(index));
            return;
        }
    }
    if (allow.len == 0 && wants_page(x)) {
        if (!page_without_slash(x))
            page_missing(x, "missing");
        return;
    }
    if (allow.len == 0) {
        reply_error(x, 404, "not_found", "there is nothing at %.*s", SLICE_ARG(other));
        return;
    }
    http_header(x->reply, "Allow", allow);
    reply_error(x, 405, "method_not_allowed", "this path has %.*s", SLICE_ARG(allow));
}

/* Search and bot go to the next generation together, or stay where they are. */
static bool follow(struct worker *w, struct err *err)
{
    struct reader *next;

    if (!reader_newer(w->server->data, w->reader, &next, err))
        return err->code == ERR_NOT_FOUND && !w->reader; /* nothing was published yet */
    if (!next)
        return true;
    if (!bot_follow(w->bot, next, err)) {
        reader_close(next);
        return false;
    }
    reader_close(w->reader);
    w->reader = next;
    return true;
}

static void follow_index(struct exchange *x)
{
    struct worker *w = x->worker;
    struct err err;

    if (follow(w, &err)) {
        w->unreadable.code = ERR_NONE;
        return;
    }
    if (w->unreadable.code == ERR_NONE || strcmp(w->unreadable.text, err.text) != 0)
        log_line(LOG_ERROR, "index", "msg=%s", log_quote(x->job, slice_of(err.text)));
    w->unreadable = err;
}

struct reader *exchange_reader(struct exchange *x)
{
    if (x->worker->reader)
        return x->worker->reader;
    if (x->worker->unreadable.code != ERR_NONE)
        reply_error(x, 503, "index_is_stale",
                    "what is published is damaged or of another version: run 'kladez index' (the "
                    "log says more)");
    else
        reply_error(x, 503, "no_index", "no articles are published yet");
    return NULL;
}

void exchange_recorded(struct exchange *x, struct slice conversation)
{
    deliver_wake(x->server->deliver);
    live_tell(x->server->live, conversation);
}

void exchange_erased(struct exchange *x)
{
    deliver_wake(x->server->deliver);
    live_tell_erased(x->server->live);
}

static void dispatch(struct exchange *x)
{
    struct slice allow = {0};
    bool known;

    access_start(x->job, &x->access);
    follow_index(x);
    x->route = routes_find(x->job, x->request->method, x->request->path, x->captures, &allow);
    if (!x->route && slice_is(x->request->method, "OPTIONS") && allow.len) {
        gate_preflight(x, allow);
        return;
    }
    if (!x->route) {
        if (gate_within_limits(x))
            no_route(x, allow);
        return;
    }
    known = gate_find_access(x); /* else an error is replied, and counts as a request does */
    if (gate_within_limits(x) && known && gate_allows(x))
        x->route->handle(x);
}

static void note(struct exchange *x)
{
    int64_t us = clock_monotonic() - x->started;
    size_t route = x->route ? (size_t)(x->route - routes) + 1 : unknown_route;
    enum log_level level = x->reply->status >= 500 ? LOG_WARN : LOG_DEBUG;

    metrics_request(x->server->metrics, route, x->reply->status, us);
    log_line(level, x->route ? x->route->name : "none", "id=%s method=%s path=%s status=%u us=%lld",
             x->id, log_quote(x->job, x->request->method), log_quote(x->job, x->request->path),
             x->reply->status, (long long)us);
}

static void begin(struct exchange *x, struct server *server, struct worker *worker,
                  const struct http_request *request, struct http_reply *reply)
{
    *x = (struct exchange){.job = request->job,
                           .request = request,
                           .reply = reply,
                           .server = server,
                           .worker = worker,
                           .started = clock_monotonic()};
    id_new(x->id);
}

static void end(struct exchange *x)
{
    gate_add_origin(x);
    http_header(x->reply, "X-Request-Id", slice_copy(x->job, slice_of(x->id)));
    http_header(x->reply, "X-Content-Type-Options", SLICE("nosniff"));
    note(x);
}

static void answer(void *self, const struct http_request *request, struct http_reply *reply)
{
    struct worker *w = self;
    struct exchange x;

    begin(&x, w->server, w, request, reply);
    dispatch(&x);
    end(&x);
}

static void refuse(void *self, const struct http_request *request, unsigned status,
                   const char *code, const char *text, struct http_reply *reply)
{
    struct exchange x;

    begin(&x, self, NULL, request, reply);
    reply_error(&x, status, code, "%s", text);
    end(&x);
}

/* ---- starting and stopping ---- */

static void *worker_start(void *self)
{
    struct arena *life = arena_new();
    struct worker *w = ARENA_NEW(life, struct worker);
    struct err err;

    w->server = self;
    w->life = life;
    w->stemmer = stemmer_new(life);
    w->bot = bot_new(life, &w->server->policy, &err);
    if (!w->bot) {
        log_line(LOG_ERROR, "serve", "msg=%s", log_quote(life, slice_of(err.text)));
        abort(); /* the data embedded in the program is broken */
    }
    return w;
}

static void worker_stop(void *worker)
{
    struct worker *w = worker;

    reader_close(w->reader);
    arena_free(w->life);
}

static bool read_triage(struct running_server *s, const char *path, struct err *err)
{
    struct slice text = embed_find("desk/data/triage.yaml");
    bool own = path && *path;

    if (own && !file_read(s->life, path, triage_file_max, &text, err))
        return false;
    return triage_parse(s->life, stemmer_new(s->life), text, &s->shared.triage, err) ||
           err_in(err, "%s", own ? path : "desk/data/triage.yaml");
}

static bool read_hours(struct running_server *s, const char *path, struct err *err)
{
    struct slice text;

    if (!sets_parse(s->life, embed_find("desk/data/expectation.txt"), &s->shared.expectation, err))
        return false;
    if (!path || !*path)
        return true;
    return file_read(s->life, path, calendar_file_max, &text, err) &&
           (calendar_parse(s->life, text, &s->shared.calendar, err) || err_in(err, "%s", path));
}

static bool read_canned(struct running_server *s, const char *path, struct err *err)
{
    struct slice text;

    if (!path || !*path)
        return true;
    return file_read(s->life, path, canned_file_max, &text, err) &&
           (canned_parse(s->life, text, &s->shared.canned, err) || err_in(err, "%s", path));
}

static bool start(struct running_server *s, const struct server_options *o, struct err *err)
{
    struct http_options http = {.listen = o->listen,
                                .workers = (size_t)o->threads,
                                .connections = (size_t)o->connections,
                                .queue = (size_t)o->queue,
                                .header_seconds = (unsigned)o->header_seconds,
                                .idle_seconds = (unsigned)o->idle_seconds};
    struct http_service service = {&s->shared, worker_start, worker_stop, answer, refuse};
    bool told = o->webhook && *o->webhook;

    s->shared.data = o->data;
    s->shared.origins = o->origins.items;
    s->shared.origin_count = o->origins.count;
    s->shared.shadow = o->shadow;
    s->shared.identity_secret = o->identity_secret;
    s->shared.started_at = clock_now();
    s->shared.metrics = metrics_new(s->life, routes_count() + 1);
    s->shared.limits = limits_new(s->life, (unsigned)o->rate, (unsigned)o->burst);
    if (!policy_read(s->life, o->policy, &s->shared.policy, err) ||
        !read_triage(s, o->triage, err) || !read_hours(s, o->hours, err) ||
        !read_canned(s, o->canned, err) || !site_read(s->life, &o->site, &s->shared.site, err) ||
        !desk_open(o->data, &s->shared.desk, err) ||
        !crowd_start(s->shared.desk, o->searches_days, &s->shared.crowd, err))
        return false;
    s->shared.keys = keys_open(o->data);
    s->shared.learned = learned_new();
    s->shared.runs = runs_new(o->data);
    if (told) {
        s->shared.deliver = deliver_start(s->shared.desk, o->webhook, o->webhook_secret, err);
        if (!s->shared.deliver)
            return false;
    }
    s->upkeep = upkeep_start(s->shared.desk, o->conversations_days, told, err);
    if (!s->upkeep)
        return false;
    s->shared.live = live_start(s->shared.desk, s->shared.keys, (size_t)o->connections / 2, err);
    if (!s->shared.live)
        return false;
    if (http_start(&http, &service, &s->shared.http, err))
        return true;
    live_stop(s->shared.live);
    return false;
}

static void close_all(struct running_server *s)
{
    live_free(s->shared.live);
    upkeep_stop(s->upkeep);
    deliver_stop(s->shared.deliver);
    keys_close(s->shared.keys);
    runs_free(s->shared.runs);
    learned_free(s->shared.learned);
    crowd_stop(s->shared.crowd);
    desk_close(s->shared.desk);
    arena_free(s->life);
}

bool server_start(const struct server_options *o, struct running_server **out, struct err *err)
{
    struct arena *life = arena_new();
    struct running_server *s = ARENA_NEW(life, struct running_server);

    s->life = life;
    if (!start(s, o, err)) {
        close_all(s);
        return false;
    }
    *out = s;
    return true;
}

unsigned server_port(const struct running_server *s)
{
    return http_port(s->shared.http);
}

void server_stop(struct running_server *s)
{
    live_stop(s->shared.live); /* its streams would go on for ever */
    http_stop(s->shared.http);
    close_all(s);
}
