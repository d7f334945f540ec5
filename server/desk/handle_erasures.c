/* handle_erasures.c - POST /v1/erasures: a customer is forgotten. */
#include <stddef.h>

#include "desk/erasure.h"
#include "server/chat/live.h"
#include "server/params.h"
#include "server/routes.h"

enum { value_max = 300 };

struct erasure_params {
    struct slice conversation, email, phone, external_id;
    bool dry_run;
};

#define AT(member) offsetof(struct erasure_params, member)

static const struct param erasure_params[] = {
    {"conversation_id", PARAM_TEXT, AT(conversation), 0, value_max},
    {"email", PARAM_TEXT, AT(email), 0, value_max},
    {"phone", PARAM_TEXT, AT(phone), 0, value_max},
    {"external_id", PARAM_TEXT, AT(external_id), 0, value_max},
    {"dry_run", PARAM_BOOL, AT(dry_run), 0, 0},
    {0},
};

static bool read_params(struct exchange *x, struct erasure_params *p)
{
    const struct json *body;
    const char *code;
    struct err err;

    if (!request_object(x, false, &body))
        return false;
    if (!params_read(x->job, erasure_params, body, "invalid_erasure", p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return false;
    }
    if ((p->conversation.len > 0) + (p->email.len > 0) + (p->phone.len > 0) +
            (p->external_id.len > 0) ==
        1)
        return true;
    reply_error(x, 400, "bad_request",
                "give `conversation_id`, `email`, `phone` or `external_id`, one of them");
    return false;
}

static struct erasure_whose whose(struct exchange *x, const struct erasure_params *p)
{
    struct erasure_whose w = {0};

    if (p->conversation.len)
        texts_add(x->job, &w.conversations, p->conversation);
    else if (p->email.len)
        w = (struct erasure_whose){.member = "email", .value = p->email};
    else if (p->phone.len)
        w = (struct erasure_whose){.member = "phone", .value = p->phone};
    else
        w = (struct erasure_whose){.member = "external_id", .value = p->external_id};
    return w;
}

static const char *code_of(const struct err *err)
{
    return err->code == ERR_NOT_FOUND  ? "conversation_not_found"
           : err->code == ERR_CONFLICT ? "ticket_open"
                                       : NULL;
}

void handle_erasure(struct exchange *x)
{
    struct erasure_params p = {.dry_run = false};
    struct json *reply = json_object(x->job);
    struct erasure_whose w;
    struct erasure e;
    struct err err;

    if (!read_params(x, &p))
        return;
    w = whose(x, &p);
    if (!erasure_run(x->server->desk, x->job, &w, p.dry_run, &e, &err)) {
        reply_err(x, &err, code_of(&err));
        return;
    }
    erasure_print(reply, &e);
    reply_json(x, 200, reply);
    if (e.at)
        exchange_erased(x);
}
