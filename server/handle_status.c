/* handle_status.c - is it well, what is it, how much is there. */
#include "base/clock.h"
#include "base/version.h"
#include "server/chat/live.h"
#include "server/routes.h"

enum { metrics_text_max = 4 << 20 };

void handle_health(struct exchange *x)
{
    struct json *reply = json_object(x->job);

    if (!exchange_reader(x))
        return;
    json_add_text(reply, "status", SLICE("available"));
    reply_json(x, 200, reply);
}

void handle_version(struct exchange *x)
{
    struct json *reply = json_object(x->job);

    json_add_text(reply, "commitSha", SLICE("unknown"));
    json_add_text(reply, "commitDate", SLICE("unknown"));
    json_add_text(reply, "pkgVersion", SLICE(KLADEZ_VERSION));
    reply_json(x, 200, reply);
}

static void add_time(struct json *into, const char *name, int64_t wall)
{
    char time[clock_text_size];

    clock_print(wall, time);
    json_add_text(into, name, slice_of(time));
}

static void add_desk(struct json *into, const struct desk_counts *c)
{
    struct json *o = json_add_object(into, "desk");

    json_add_number(o, "conversations", (double)c->conversations);
    json_add_number(o, "conversationsErased", (double)c->now.erased);
    json_add_number(o, "turns", (double)c->turns);
    json_add_number(o, "tickets", (double)c->tickets);
    json_add_number(o, "ticketsOpen", (double)c->now.tickets_open);
    json_add_number(o, "outboxWaiting", (double)c->now.outbox_waiting);
    json_add_number(o, "outboxDead", (double)c->now.outbox_dead);
    json_add_number(o, "feedback", (double)c->feedback);
}

void handle_stats(struct exchange *x)
{
    struct json *reply = json_object(x->job), *index;
    const struct reader *r = x->worker->reader;
    struct desk_counts counts;
    struct err err;

    if (!desk_count(x->server->desk, &counts, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    index = json_add_object(json_add_object(reply, "indexes"), "articles");
    json_add_number(index, "numberOfDocuments", r ? (double)r->size.documents : 0);
    json_add_bool(index, "isIndexing", false);
    if (r) {
        json_add_number(reply, "generation", (double)r->generation.number);
        add_time(reply, "lastUpdate", r->manifest.built_at);
        add_time(reply, "lastIndexed", generation_indexed_at(x->job, x->server->data));
    }
    add_desk(reply, &counts);
    reply_json(x, 200, reply);
}

void handle_metrics(struct exchange *x)
{
    struct buf out = buf_new(x->job, metrics_text_max);
    const char **names = ARENA_ARRAY(x->job, const char *, routes_count() + 1);
    const struct reader *r = x->worker->reader;
    struct desk_gauges g;
    struct err err;

    names[0] = "none";
    for (size_t i = 0; i < routes_count(); i++)
        names[i + 1] = routes[i].name;
    if (!desk_measure(x->server->desk, &g, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    metrics_print(x->server->metrics, names, &out);
    metrics_gauge(&out, "kladez_generation", "Number of the published generation.",
                  r ? (double)r->generation.number : 0);
    metrics_gauge(&out, "kladez_documents", "Articles that are published.",
                  r ? (double)r->size.documents : 0);
    metrics_gauge(&out, "kladez_generation_timestamp_seconds",
                  "When the published generation was built.",
                  r ? (double)r->manifest.built_at / 1000 : 0);
    metrics_gauge(&out, "kladez_indexed_timestamp_seconds",
                  "When the sources were last read to the end, changed or not.",
                  (double)generation_indexed_at(x->job, x->server->data) / 1000);
    metrics_gauge(&out, "kladez_queue_length", "Requests that wait for a worker.",
                  (double)http_queue_length(x->server->http));
    metrics_gauge(&out, "kladez_connections", "Open connections.",
                  (double)http_connections(x->server->http));
    metrics_gauge(&out, "kladez_followers", "Who follows a conversation or the desk live.",
                  (double)live_followers(x->server->live));
    metrics_gauge(&out, "kladez_conversations_erased", "Conversations that were erased so far.",
                  (double)g.erased);
    metrics_gauge(&out, "kladez_tickets_open", "Tickets that wait for an answer.",
                  (double)g.tickets_open);
    metrics_gauge(&out, "kladez_outbox_waiting", "Notices not delivered yet.",
                  (double)g.outbox_waiting);
    metrics_gauge(&out, "kladez_outbox_dead", "Notices that were given up.", (double)g.outbox_dead);
    metrics_gauge(&out, "kladez_uptime_seconds", "Since the server started.",
                  (double)(clock_now() - x->server->started_at) / 1000);
    reply_text(x, 200, "text/plain; version=0.0.4; charset=utf-8", buf_slice(&out));
}

void handle_calibration(struct exchange *x)
{
    struct json *reply = json_object(x->job), *languages;
    const struct json *root, *kept;
    static const char *const members[] = {"fitted",
                                          "n",
                                          "accuracy",
                                          "auroc",
                                          "auroc_error",
                                          "oos_auroc",
                                          "ece",
                                          "brier",
                                          "aurc",
                                          "coverage_at_90",
                                          "coverage_at_95",
                                          "coverage_at_98",
                                          "reliability",
                                          "counts",
                                          "risk_coverage",
                                          "live"};

    if (!exchange_reader(x))
        return;
    root = bot_confidences(x->worker->bot)->root;
    json_add_copy(reply, "generation", json_member(root, "generation"));
    json_add_copy(reply, "fitted_at", json_member(root, "fitted_at"));
    languages = json_add_object(reply, "languages");
    kept = json_member(root, "languages");
    for (const struct json *i = json_first(kept); i; i = json_next(i)) {
        struct json *o = json_add_object(languages, json_name(i).ptr);

        for (size_t k = 0; k < sizeof members / sizeof *members; k++)
            json_add_copy(o, members[k], json_member(i, members[k]));
    }
    reply_json(x, 200, reply);
}
