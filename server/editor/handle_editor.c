/* handle_editor.c - what is published, going back, indexing and linting, for editors. */
#include <stddef.h>

#include "base/clock.h"
#include "base/log.h"
#include "bot/confidence/confidence.h"
#include "engine/index/generation.h"
#include "server/editor/runs.h"
#include "server/params.h"
#include "server/routes.h"

static void log_editor(struct exchange *x, const char *what)
{
    log_line(LOG_INFO, "editor", "msg=%s by=%s", log_quote(x->job, slice_of(what)),
             log_quote(x->job, x->access.name));
}

/* ---- generations ---- */

static double size_of(const struct json *files)
{
    double size = 0;

    for (const struct json *i = json_first(files); i; i = json_next(i))
        size += json_number(json_member(i, "size"));
    return size;
}

/* A generation whose calibration another version wrote has none to show. */
static void add_calibration(struct exchange *x, struct json *into, const struct generation *g)
{
    static const char *const figures[] = {"fitted", "n", "auroc", "ece", "coverage_at_90"};
    struct json *o = json_add_object(into, "calibration");
    struct confidences c;
    struct err ignored;

    if (!confidences_read(x->job, g, &c, &ignored))
        return;
    for (const struct json *i = json_first(json_member(c.root, "languages")); i; i = json_next(i)) {
        struct json *one = json_add_object(o, json_name(i).ptr);

        for (size_t k = 0; k < sizeof figures / sizeof *figures; k++)
            json_add_copy(one, figures[k], json_member(i, figures[k]));
    }
}

static bool add_generation(struct exchange *x, struct json *into, const struct generation *g,
                           uint64_t published, struct err *err)
{
    static const char *const counts[] = {"added", "changed", "removed", "refused"};
    struct json *o;
    struct manifest m;

    if (!manifest_read(x->job, g, &m, err))
        return false;
    o = json_add_object(into, NULL);
    json_add_number(o, "number", (double)g->number);
    json_add_time(o, "built_at", m.built_at);
    json_add_bool(o, "published", g->number == published);
    json_add_number(o, "articles", (double)m.documents);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_add_number(o, counts[i], json_number(json_member(m.root, counts[i])));
    json_add_number(o, "bytes", size_of(json_member(m.root, "files")));
    add_calibration(x, o, g);
    return true;
}

/* When the sources were read last, and which. */
static void add_sources(struct exchange *x, struct json *into)
{
    int64_t read = generation_indexed_at(x->job, x->server->data);
    struct texts sources;

    runs_sources(x->server->runs, x->job, &sources);
    texts_print(into, "sources", &sources);
    json_add_time(into, "read_at", read);
    if (read)
        json_add_number(into, "read_seconds_ago",
                        read < clock_now() ? (double)((clock_now() - read) / 1000) : 0);
}

void handle_generations(struct exchange *x)
{
    struct json *reply = json_object(x->job), *array = json_add_array(reply, "generations");
    struct generation *list, current = {0};
    struct err err;
    size_t count;

    if (!generation_list(x->job, x->server->data, &list, &count, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    generation_current(x->job, x->server->data, &current, &err); /* none: nothing is published */
    while (count--) /* one that was removed meanwhile is passed over */
        add_generation(x, array, &list[count], current.number, &err);
    add_sources(x, reply);
    reply_json(x, 200, reply);
}

struct rollback_params {
    uint64_t generation;
};

static const struct param rollback_params[] = {
    {"generation", PARAM_COUNT, offsetof(struct rollback_params, generation), 1, UINT32_MAX},
    {0},
};

void handle_rollback(struct exchange *x)
{
    struct json *reply = json_object(x->job);
    struct rollback_params p = {0};
    const struct json *body;
    const char *code;
    struct err err;

    if (!request_object(x, false, &body))
        return;
    if (!params_read(x->job, rollback_params, body, "invalid_rollback", &p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
    } else if (p.generation == 0) {
        reply_error(x, 400, "invalid_rollback_generation", "`generation` is missing");
    } else if (!runs_roll_back(x->server->runs, p.generation, &err)) {
        reply_err(x, &err, NULL);
    } else {
        log_editor(x, arena_printf(x->job, "generation %llu is published again",
                                   (unsigned long long)p.generation));
        json_add_number(reply, "published", (double)p.generation);
        reply_json(x, 200, reply);
    }
}

/* ---- runs ---- */

static void reply_run(struct exchange *x, unsigned status, enum account_of what)
{
    reply_json(x, status, runs_read(x->server->runs, x->job, what));
}

static void start(struct exchange *x, enum account_of what, const char *said)
{
    static const struct param no_params[] = {{0}};
    const struct json *body;
    const char *code;
    struct err err;

    if (!request_object(x, true, &body))
        return;
    if (!params_read(x->job, no_params, body, "invalid_run", NULL, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
    } else if (!runs_start(x->server->runs, what, &err)) {
        reply_err(x, &err, NULL);
    } else {
        log_editor(x, said);
        reply_run(x, 202, what);
    }
}

void handle_index_run(struct exchange *x)
{
    reply_run(x, 200, ACCOUNT_INDEX);
}

void handle_index_start(struct exchange *x)
{
    start(x, ACCOUNT_INDEX, "an index run is started");
}

void handle_lint_run(struct exchange *x)
{
    reply_run(x, 200, ACCOUNT_LINT);
}

void handle_lint_start(struct exchange *x)
{
    start(x, ACCOUNT_LINT, "a lint run is started");
}
