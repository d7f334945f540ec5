/* handle_reports.c - GET /v1/desk/reports: what came of the requests of the last days. */
#include <stddef.h>

#include "base/clock.h"
#include "desk/reports.h"
#include "server/params.h"
#include "server/routes.h"

static const int64_t day_ms = 24 * 60 * 60 * 1000;

struct reports_params {
    uint64_t days;
};

static const struct param reports_params[] = {
    {"days", PARAM_COUNT, offsetof(struct reports_params, days), 1, reports_days_most},
    {0},
};

static void add_counts(struct json *into, const char *name, const struct reports_counts *counts)
{
    struct json *o = json_add_object(into, name);

    for (size_t i = 0; i < counts->count; i++)
        json_add_number(o, counts->items[i].name.ptr, (double)counts->items[i].count);
}

static void add_bot(struct json *into, const struct reports *r)
{
    int64_t requests = r->handed_off;
    struct json *o;

    for (int e = 0; e < reports_end_count; e++)
        requests += r->ends[e];
    json_add_number(into, "requests", (double)requests);
    o = json_add_object(into, "bot");
    for (int e = 0; e < reports_end_count; e++)
        json_add_number(o, reports_end_name((enum reports_end)e), (double)r->ends[e]);
}

static void add_seconds(struct json *into, const char *name, bool known, int64_t ms)
{
    if (known)
        json_add_number(into, name, (double)(ms / 1000));
    else
        json_add_null(into, name);
}

static void add_tickets(struct json *into, const struct reports *r)
{
    struct json *o = json_add_object(into, "handed_off");

    json_add_number(o, "total", (double)r->handed_off);
    add_counts(o, "reasons", &r->reasons);
    o = json_add_object(into, "tickets");
    json_add_number(o, "closed", (double)r->closed);
    add_counts(o, "outcomes", &r->outcomes);
    json_add_number(o, "reopened", (double)r->reopened);
    o = json_add_object(into, "first_answer");
    json_add_number(o, "answered", (double)r->answered);
    json_add_number(o, "unanswered", (double)r->unanswered);
    add_seconds(o, "median_seconds", r->answered > 0, r->median);
    add_seconds(o, "p80_seconds", r->answered > 0, r->p80);
}

static void add_ratings(struct json *into, const struct reports *r)
{
    struct json *o = json_add_object(into, "ratings"), *counts;
    int64_t given = 0, sum = 0;

    json_add_number(o, "asked", (double)r->closed);
    counts = json_add_array(o, "counts");
    for (int i = 0; i < reports_stars; i++) {
        json_add_number(counts, NULL, (double)r->stars[i]);
        given += r->stars[i];
        sum += r->stars[i] * (i + 1);
    }
    json_add_number(o, "given", (double)given);
    if (given)
        json_add_ratio(o, "mean", (double)sum / (double)given);
    else
        json_add_null(o, "mean");
}

void handle_reports(struct exchange *x)
{
    struct reports_params p = {.days = 30};
    struct json *reply = json_object(x->job);
    int64_t now = clock_now();
    struct reports r;
    const char *code;
    struct err err;

    if (!params_read(x->job, reports_params, params_of_query(x->job, reports_params, x->request),
                     "invalid_reports", &p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return;
    }
    if (!reports_read(x->server->desk, x->job, x->server->calendar, now - (int64_t)p.days * day_ms,
                      now, &r, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    json_add_number(reply, "days", (double)p.days);
    json_add_time(reply, "since", r.since);
    add_bot(reply, &r);
    add_tickets(reply, &r);
    add_ratings(reply, &r);
    reply_json(x, 200, reply);
}
