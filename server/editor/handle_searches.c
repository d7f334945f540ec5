/* handle_searches.c - GET /v1/editor/searches: what people search for, and what comes of it. */
#include <stddef.h>

#include "base/clock.h"
#include "bot/learn/mask.h"
#include "desk/searches.h"
#include "engine/query/changes.h"
#include "server/editor/crowd.h"
#include "server/params.h"
#include "server/routes.h"
#include "server/search/document.h"

enum { code_max = 20 };

struct searches_params {
    uint64_t days;
    struct slice lang, sort;
};

static const struct param searches_params[] = {
    {"days", PARAM_COUNT, offsetof(struct searches_params, days), 1, searches_days_most / 2},
    {"lang", PARAM_TEXT, offsetof(struct searches_params, lang), 0, code_max},
    {"sort", PARAM_TEXT, offsetof(struct searches_params, sort), 0, code_max},
    {0},
};

static const char *const orders[] = {[SEARCHES_BY_TIMES] = "times",
                                     [SEARCHES_BY_MISSED] = "nothing_found",
                                     [SEARCHES_BY_PASSED] = "nothing_picked"};

/* ---- what is asked ---- */

static bool read_order(struct slice name, enum searches_order *out)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (slice_is(name, orders[i])) {
            *out = (enum searches_order)i;
            return true;
        }
    return false;
}

static bool read_span(struct exchange *x, struct searches_params *p, struct searches_span *out)
{
    const char *code;
    struct err err;

    if (!params_read(x->job, searches_params, params_of_query(x->job, searches_params, x->request),
                     "invalid_searches", p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return false;
    }
    *out =
        (struct searches_span){.to = searches_day(clock_now()), .any_language = p->lang.len == 0};
    out->from = out->to - (int64_t)p->days + 1;
    if (!out->any_language && !language_parse(p->lang, &out->lang)) {
        reply_error(x, 400, "invalid_searches_lang", "`lang` must be ru or en");
        return false;
    }
    if (!read_order(p->sort, &out->order)) {
        reply_error(x, 400, "invalid_searches_sort",
                    "`sort` must be times, nothing_found or nothing_picked");
        return false;
    }
    return true;
}

/* ---- the reply ---- */

static void add_counts(struct json *o, const struct search_counts *c)
{
    json_add_number(o, "times", (double)search_counts_sum(c));
    json_add_number(o, "nothing_found", (double)c->ends[SEARCH_MISSED]);
    json_add_number(o, "nothing_picked", (double)c->ends[SEARCH_PASSED]);
    json_add_number(o, "picked", (double)c->ends[SEARCH_PICKED]);
}

static void add_first(struct exchange *x, struct json *o, const struct search_result *found)
{
    struct article a;
    struct err ignored;

    if (found->count == 0 ||
        !document_find(x, x->worker->reader, found->hits[0].id, &a, &ignored)) {
        json_add_null(o, "first");
        return;
    }
    o = json_add_object(o, "first");
    json_add_text(o, "article_id", a.id);
    json_add_text(o, "title", a.title);
    json_add_text(o, "url", article_url(x->job, &a));
}

/* What somebody without a key finds for the words today: what was mended shows. */
static void add_now(struct exchange *x, struct json *o, struct slice words)
{
    struct search_request request = {.text = mask_without(x->job, words),
                                     .limit = 1,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .pins = true};
    struct search_result found;
    struct access public;
    struct err ignored;

    access_start(x->job, &public);
    request.audiences = &public.audiences;
    if (request.text.len == 0 || !x->worker->reader ||
        !search_run(x->worker->reader, x->job, &request, &found, &ignored)) {
        json_add_null(o, "now");
        return;
    }
    o = json_add_object(o, "now");
    json_add_number(o, "hits", (double)found.total);
    json_add_bool(o, "no_confident_match", found.no_confident_match);
    if (changes_meant(&found).len)
        json_add_text(o, "did_you_mean", slice_trim(changes_meant(&found)));
    else
        json_add_null(o, "did_you_mean");
    add_first(x, o, &found);
}

static void add_searched(struct exchange *x, struct json *list, const struct searched *s,
                         bool whole)
{
    struct json *o = json_add_object(list, NULL);

    json_add_text(o, "query", s->text);
    json_add_text(o, "lang", slice_of(language_code(s->lang)));
    add_counts(o, &s->counts);
    if (whole)
        json_add_number(o, "times_before", (double)s->before);
    else
        json_add_null(o, "times_before");
    add_now(x, o, s->text);
}

void handle_searches(struct exchange *x)
{
    struct searches_params p = {.days = 30, .sort = SLICE("times")};
    struct json *reply = json_object(x->job), *o;
    struct searches_report report;
    struct searches_span span;
    struct err err;
    bool whole; /* was it counted in all of the days before? */

    if (!read_span(x, &p, &span))
        return;
    if (!crowd_write(x->server->crowd, &err) ||
        !searches_read(x->server->desk, x->job, &span, &report, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    whole = report.first && report.first <= span.from - (int64_t)p.days;
    json_add_bool(reply, "counted", x->server->crowd != NULL);
    json_add_number(reply, "days", (double)p.days);
    o = json_add_object(reply, "totals");
    add_counts(o, &report.totals);
    json_add_number(o, "words_kept", (double)report.kept);
    if (whole)
        add_counts(json_add_object(reply, "before"), &report.before);
    else
        json_add_null(reply, "before");
    o = json_add_array(reply, "searches");
    for (size_t i = 0; i < report.count; i++)
        add_searched(x, o, &report.items[i], whole);
    reply_json(x, 200, reply);
}
