/* handle_learning.c - what customers' questions could teach, for the people who edit articles. */
#include <stddef.h>

#include "base/clock.h"
#include "server/editor/learned.h"
#include "server/params.h"
#include "server/routes.h"

enum { id_max = 200, questions_most = 50 };

static bool open_learner(struct exchange *x, struct learner *out)
{
    struct reader *r = exchange_reader(x);

    *out = (struct learner){.data = x->server->data,
                            .desk = x->server->desk,
                            .bot = x->worker->bot,
                            .reader = r,
                            .access = &x->access,
                            .now = clock_now()};
    return r != NULL;
}

/* ---- reading ---- */

static void reply_list(struct exchange *x, enum learned_list which)
{
    struct learner l;
    struct slice list;
    struct err err;

    if (!open_learner(x, &l))
        return;
    if (learned_read(x->server->learned, &l, x->job, which, &list, &err))
        reply_text(x, 200, "application/json", list);
    else
        reply_err(x, &err, NULL);
}

void handle_suggestions(struct exchange *x)
{
    reply_list(x, LEARNED_SUGGESTIONS);
}

void handle_gaps(struct exchange *x)
{
    reply_list(x, LEARNED_GAPS);
}

void handle_failing(struct exchange *x)
{
    reply_list(x, LEARNED_ARTICLES);
}

/* ---- deciding ---- */

struct decree_params {
    struct slice action, by;
    struct texts questions;
};

static const struct param decree_params[] = {
    {"action", PARAM_TEXT, offsetof(struct decree_params, action), 0, id_max},
    {"by", PARAM_TEXT, offsetof(struct decree_params, by), 0, id_max},
    {"questions", PARAM_TEXTS, offsetof(struct decree_params, questions), 0, questions_most},
    {0},
};

static bool read_decree(struct exchange *x, struct decree_params *p)
{
    const struct json *body;
    const char *code;
    struct err err;

    if (!request_object(x, false, &body))
        return false;
    if (!params_read(x->job, decree_params, body, "invalid_decision", p, &code, &err))
        reply_error(x, 400, code, "%s", err.text);
    else if (p->by.len == 0)
        reply_error(x, 400, "invalid_decision_by", "`by` is missing: who decides this");
    else if (p->questions.count && !slice_is(p->action, "approve"))
        reply_error(x, 400, "invalid_decision_questions", "`questions` belong to approve");
    else
        return true;
    return false;
}

static void approve(struct exchange *x, const struct learner *l, const struct decree *d)
{
    struct json *reply = json_object(x->job);
    const char *path;
    struct err err;

    if (!learning_approve(l, x->job, d, &path, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    json_add_text(reply, "status", SLICE("approved"));
    json_add_text(reply, "file", slice_of(path));
    reply_json(x, 200, reply);
}

static void dismiss(struct exchange *x, const struct learner *l, const struct decree *d)
{
    struct json *reply = json_object(x->job);
    struct err err;

    if (!learning_dismiss(l, x->job, d, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    json_add_text(reply, "status", SLICE("dismissed"));
    reply_json(x, 200, reply);
}

static void handle_decree(struct exchange *x, bool may_approve)
{
    struct decree_params p = {0};
    struct decree d = {.id = x->captures[0]};
    struct learner l;

    if (!read_decree(x, &p) || !open_learner(x, &l))
        return;
    d.by = p.by;
    d.questions = p.questions.count ? &p.questions : NULL;
    if (slice_is(p.action, "approve") && may_approve)
        approve(x, &l, &d);
    else if (slice_is(p.action, "dismiss"))
        dismiss(x, &l, &d);
    else
        reply_error(x, 400, "invalid_decision_action", "`action` must be %s",
                    may_approve ? "approve or dismiss" : "dismiss");
    learned_forget(x->server->learned);
}

void handle_suggestion(struct exchange *x)
{
    handle_decree(x, true);
}

void handle_gap(struct exchange *x)
{
    handle_decree(x, false);
}
