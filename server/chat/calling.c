/* calling.c - see calling.h */
#include "server/chat/calling.h"

static bool decide(struct exchange *x, const struct conversation *seen, struct bot_decision *out,
                   struct err *err)
{
    struct bot_request request = {.person = "button", .lang_before = seen->lang};
    struct bot_state state;

    return bot_state_parse(x->job, seen->bot_state, &state, err) &&
           bot_decide(x->worker->bot, x->worker->reader, x->job, &request, &state, out, err);
}

/* A conversation goes on seeing what it saw when it began. */
static bool find_scope(struct exchange *x, const struct conversation *seen, struct access *out,
                       struct err *err)
{
    *out = x->access;
    return seen->id.len == 0 || access_parse(x->job, seen->scope, out, err);
}

/* What is written beside the button is the question, if it is one. */
static bool prepare(struct exchange *x, const struct calling *c, struct bot_decision *d,
                    struct handing *out, struct err *err)
{
    struct slice words =
        advice_question(x->worker->bot, x->worker->stemmer, x->job, c->text, c->seen->lang);
    struct access *scope = ARENA_NEW(x->job, struct access);

    if (!find_scope(x, c->seen, scope, err))
        return false;
    *out = (struct handing){.decision = d,
                            .question = words.len ? words : d->next.question,
                            .context = c->context,
                            .filter = scope->filter,
                            .audiences = &scope->audiences};
    return c->seen->ticket.len || handing_prepare(x, out, err);
}

static bool add_turns(struct exchange *x, struct recording *rec, const struct calling *c,
                      const struct handing *h, struct talk_reply *reply, struct err *err)
{
    struct turn_record asked = {.author = "customer", .text = c->text};
    struct turn_record turn;

    if ((c->text.len && !recording_add(rec, &asked, err)) ||
        (c->text.len && reply->ticket.len && !recording_notice(rec, "message.created", err)) ||
        !handing_record(x, rec, h, reply, err))
        return false;
    turn = talk_turn(x, h->decision, reply->ticket);
    return recording_add(rec, &turn, err);
}

bool calling_record(struct exchange *x, const struct calling *c, struct slice *reply,
                    struct err *err)
{
    struct talk_reply said = {.ticket = c->seen->ticket};
    struct bot_decision d;
    struct recording *rec;
    struct handing h;

    if (!decide(x, c->seen, &d, err) || !prepare(x, c, &d, &h, err) ||
        !recording_begin(x->server->desk, x->job, c->in, c->seen, &rec, err))
        return false;
    said.conversation = recording_conversation(rec);
    if (!add_turns(x, rec, c, &h, &said, err)) {
        recording_drop(rec);
        return false;
    }
    said.turn = recording_turn(rec);
    *reply = json_print(x->job, talk_reply_json(x, &d, &said));
    return recording_finish(rec, SLICE(""), *reply, err);
}
