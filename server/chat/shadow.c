/* shadow.c - see shadow.h */
#include "server/chat/shadow.h"

bool shadow_hand_off(struct exchange *x, const struct basis *basis, struct bot_decision *d,
                     struct shadow *out, struct err *err)
{
    struct bot_request request = {.person = "shadow", .lang_before = d->lang};

    if (d->kind == BOT_HANDOFF)
        return true;
    *out = (struct shadow){true, *basis, *d};
    if (!bot_decide(x->worker->bot, x->worker->reader, x->job, &request, &out->decision.next, d,
                    err))
        return false;
    d->p = out->decision.p;
    d->q = out->decision.q;
    return true;
}

bool shadow_decide(struct exchange *x, const struct conversation *seen, struct slice text,
                   struct slice choice, struct shadow *out, struct err *err)
{
    struct bot_request request;
    struct bot_state state;

    out->on = x->server->shadow && x->worker->reader && slice_is(seen->status, STATUS_QUEUED);
    if (!out->on)
        return true;
    out->basis.wordless = text.len == 0;
    return basis_begin(x, seen, &out->basis, err) &&
           basis_request(x->job, &out->basis, text, choice, &request, &state, err) &&
           bot_decide(x->worker->bot, x->worker->reader, x->job, &request, &state, &out->decision,
                      err);
}

struct slice shadow_basis(struct exchange *x, const struct shadow *s)
{
    return s->on ? basis_print(x->job, &s->basis) : SLICE("");
}

bool shadow_record(struct exchange *x, struct recording *rec, const struct shadow *s,
                   struct err *err)
{
    struct turn_record turn;

    if (!s->on)
        return true;
    turn = talk_turn(x, &s->decision, SLICE(BOT_NO_TICKET));
    turn.private = true;
    return recording_add(rec, &turn, err);
}

struct slice shadow_state(struct exchange *x, const struct shadow *s, struct slice otherwise)
{
    return s->on ? bot_state_print(x->job, &s->decision.next) : otherwise;
}
