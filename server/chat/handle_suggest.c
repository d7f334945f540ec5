/*
 * handle_suggest.c - POST /v1/suggest: a customer's turn in, what the bot says out.
 *
 * The conversation is looked at, the bot decides without any lock, and the desk records
 * turn, decision, ticket and reply in one transaction before the reply leaves. If the
 * conversation went on meanwhile, all of it is done again.
 */
#include <stddef.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/sign.h"
#include "server/access/identity.h"
#include "server/chat/basis.h"
#include "server/chat/handing.h"
#include "server/chat/shadow.h"
#include "server/params.h"
#include "server/routes.h"

enum {
    top_most = bot_alternatives_most,
    tries_most = 5,
    id_max = 200,
    list_most = 50,
    identity_max = 4096,
    own_id_min = 16
};

struct suggest_params {
    struct slice conversation, token, turn_id, text, lang, channel, choice, context, identity;
    const struct json *contact, *filters;
    uint64_t top;
    bool explain, dry_run;
};

#define AT(member) offsetof(struct suggest_params, member)

static const struct param params[] = {
    {"conversation_id", PARAM_TEXT, AT(conversation), 0, id_max},
    {"conversation_token", PARAM_TEXT, AT(token), 0, id_max},
    {"turn_id", PARAM_TEXT, AT(turn_id), 0, id_max},
    {"text", PARAM_TEXT, AT(text), 0, bot_text_max},
    {"lang", PARAM_TEXT, AT(lang), 0, 10},
    {"channel", PARAM_TEXT, AT(channel), 0, id_max},
    {"contact", PARAM_OBJECT, AT(contact), 0, 0},
    {"identity", PARAM_TEXT, AT(identity), 0, identity_max},
    {"filters", PARAM_OBJECT, AT(filters), 0, 0},
    {"context_article_id", PARAM_TEXT, AT(context), 0, article_id_max},
    {"choice", PARAM_TEXT, AT(choice), 0, article_id_max},
    {"top", PARAM_COUNT, AT(top), 1, top_most},
    {"explain", PARAM_BOOL, AT(explain), 0, 0},
    {"dry_run", PARAM_BOOL, AT(dry_run), 0, 0},
    {0},
};

static const struct param filter_params[] = {
    {"category", PARAM_TEXTS, offsetof(struct basis, category), 0, list_most},
    {"tags", PARAM_TEXTS, offsetof(struct basis, tags), 0, list_most},
    {"audience", PARAM_TEXT, offsetof(struct basis, audience), 0, id_max},
    {0},
};

/* A turn on its way. */
struct suggesting {
    struct suggest_params p;
    struct basis basis;
    struct incoming in;
    struct conversation seen;
    struct bot_request request;
    struct bot_decision decision;
    struct shadow shadow;
    struct handing handing; /* if that is the decision */
    struct talk_reply reply;
};

/* ---- checking ---- */

static bool check_lang(struct exchange *x, struct suggesting *s)
{
    if (s->p.lang.len == 0 || slice_is(s->p.lang, "auto"))
        return true;
    s->basis.lang_given = language_parse(s->p.lang, &s->basis.lang);
    if (!s->basis.lang_given)
        reply_error(x, 400, "invalid_suggest_lang", "`lang` must be auto, ru or en");
    return s->basis.lang_given;
}

static bool check_token(struct exchange *x, struct suggesting *s)
{
    struct slice token = s->p.token.len ? s->p.token : x->bearer;

    if (s->p.conversation.len == 0) {
        if (x->bearer.len && x->access.role == ROLE_PUBLIC) {
            reply_error(x, 403, "invalid_api_key", "the key is not valid");
            return false;
        }
        return true;
    }
    if (x->access.role >= ROLE_DESK || desk_token_fits(x->server->desk, s->p.conversation, token))
        return true;
    if (token.len)
        reply_wrong_token(x);
    else
        reply_error(x, 401, "missing_authorization_header",
                    "a conversation goes on with its token: Authorization: Bearer "
                    "CONVERSATION_TOKEN");
    return false;
}

static bool read_params(struct exchange *x, struct suggesting *s)
{
    const struct json *body;
    const char *code;
    struct err err;

    s->p.top = 3;
    if (!request_object(x, false, &body))
        return false;
    if (!params_read(x->job, params, body, "invalid_suggest", &s->p, &code, &err) ||
        (s->p.filters && !params_read(x->job, filter_params, s->p.filters,
                                      "invalid_suggest_filters", &s->basis, &code, &err))) {
        reply_error(x, 400, code, "%s", err.text);
        return false;
    }
    if (s->p.text.len == 0 && s->p.choice.len == 0) {
        reply_error(x, 400, "missing_suggest_text", "`text` is missing");
        return false;
    }
    return check_lang(x, s) && talk_check_contact(x, s->p.contact) && check_token(x, s);
}

/* ---- deciding ---- */

/* The person must answer the last real question, not "operator!" or "did not help". */
static bool prepare_handing(struct exchange *x, struct suggesting *s, struct err *err)
{
    s->handing = (struct handing){.decision = &s->decision,
                                  .question = s->decision.next.question,
                                  .context = s->p.context,
                                  .filter = s->request.filter,
                                  .audiences = s->request.audiences};
    return s->decision.kind != BOT_HANDOFF || handing_prepare(x, &s->handing, err);
}

static bool decide(struct exchange *x, struct reader *r, struct suggesting *s, struct err *err)
{
    struct bot_state state;

    s->basis.wordless = s->p.text.len == 0;
    if (!basis_begin(x, &s->seen, &s->basis, err) ||
        !basis_request(x->job, &s->basis, s->p.text, s->p.choice, &s->request, &state, err))
        return false;
    s->request.top = (size_t)s->p.top;
    s->request.explain = s->p.explain;
    if (!bot_decide(x->worker->bot, r, x->job, &s->request, &state, &s->decision, err))
        return false;
    if (x->server->shadow && !s->p.dry_run &&
        !shadow_hand_off(x, &s->basis, &s->decision, &s->shadow, err))
        return false;
    return prepare_handing(x, s, err);
}

/* ---- recording ---- */

static bool record_bot(struct exchange *x, struct suggesting *s, struct recording *rec,
                       struct err *err)
{
    const struct bot_decision *d = &s->decision;
    struct turn_record turn;

    if (d->kind == BOT_HANDOFF && !handing_record(x, rec, &s->handing, &s->reply, err))
        return false;
    turn = talk_turn(x, d, s->reply.ticket);
    if (d->has_answer) {
        char id[id_text_size];

        id_new(id);
        turn.answer_id = s->reply.answer_id = slice_copy(x->job, slice_of(id));
    }
    return recording_add(rec, &turn, err);
}

/* Who picks an option says what stands on its button. */
static struct slice customer_words(const struct suggesting *s)
{
    return s->p.text.len ? s->p.text : s->decision.chosen.len ? s->decision.chosen : s->p.choice;
}

/* A new episode begins empty. */
static struct slice state_after(struct exchange *x, const struct suggesting *s)
{
    return s->decision.kind == BOT_HANDOFF ? shadow_state(x, &s->shadow, SLICE(""))
                                           : bot_state_print(x->job, &s->decision.next);
}

static bool record(struct exchange *x, struct suggesting *s, const struct json **reply,
                   struct err *err)
{
    struct turn_record turn = {.author = "customer",
                               .text = customer_words(s),
                               .choice = s->p.choice,
                               .basis = basis_print(x->job, &s->basis)};
    struct recording *rec;

    if (!recording_begin(x->server->desk, x->job, &s->in, &s->seen, &rec, err))
        return false;
    if (!recording_add(rec, &turn, err) || !shadow_record(x, rec, &s->shadow, err) ||
        !record_bot(x, s, rec, err)) {
        recording_drop(rec);
        return false;
    }
    s->reply.conversation = recording_conversation(rec);
    s->reply.turn = recording_turn(rec);
    *reply = talk_reply_json(x, &s->decision, &s->reply);
    return recording_finish(rec, state_after(x, s), json_print(x->job, *reply), err);
}

/* A person owns the conversation: the bot keeps silent, the words reach the person. */
static bool record_silently(struct exchange *x, struct suggesting *s, const struct json **reply,
                            struct err *err)
{
    struct turn_record turn = {.author = "customer",
                               .text = customer_words(s),
                               .choice = s->p.choice,
                               .basis = shadow_basis(x, &s->shadow)};
    struct recording *rec;

    if (!recording_begin(x->server->desk, x->job, &s->in, &s->seen, &rec, err))
        return false;
    s->reply.ticket = s->seen.ticket;
    if (!recording_add(rec, &turn, err) || !recording_notice(rec, "message.created", err) ||
        !shadow_record(x, rec, &s->shadow, err) ||
        !talk_expect(x, rec, &s->reply, s->seen.lang, err)) {
        recording_drop(rec);
        return false;
    }
    s->reply.conversation = recording_conversation(rec);
    s->reply.turn = recording_turn(rec);
    *reply = talk_silent_json(x, &s->reply);
    return recording_finish(rec, shadow_state(x, &s->shadow, s->seen.bot_state),
                            json_print(x->job, *reply), err);
}

/* ---- one try ---- */

enum outcome_of_try { TRY_DONE, TRY_AGAIN };

static void send(struct exchange *x, struct suggesting *s, struct slice stored,
                 const struct json *reply)
{
    struct err ignored;
    struct json *whole = json_object(x->job);
    char token[token_text_size];

    if (stored.ptr && !json_parse(x->job, stored, &reply, &ignored))
        return;
    for (const struct json *i = json_first(reply); i; i = json_next(i)) {
        json_add_copy(whole, json_name(i).ptr, i);
        if (!slice_is(json_name(i), "conversation_id") || json_kind(i) != JSON_TEXT)
            continue;
        desk_token(x->server->desk, json_text(i), token); /* kept in no database */
        json_add_text(whole, "conversation_token", slice_of(token));
    }
    reply_json(x, 200, whole);
    if (s->reply.conversation.len)
        exchange_recorded(x, s->reply.conversation);
}

static enum outcome_of_try give_up(struct exchange *x, const struct err *err, int tries)
{
    if (err->code == ERR_CONFLICT && tries < tries_most)
        return TRY_AGAIN;
    reply_err(x, err, err->code == ERR_NOT_FOUND ? "conversation_not_found" : NULL);
    return TRY_DONE;
}

static enum outcome_of_try try_turn(struct exchange *x, struct reader *r, struct suggesting *s,
                                    int tries)
{
    const struct json *reply = NULL;
    struct earlier earlier;
    struct err err;
    bool human;

    if (!conversation_look(x->server->desk, x->job, &s->in, &s->seen, &earlier, &err))
        return give_up(x, &err, tries);
    if (!talk_check_turn_id(x, &earlier))
        return TRY_DONE;
    if (earlier.reply.ptr) {
        send(x, s, earlier.reply, NULL);
        return TRY_DONE;
    }
    human = !slice_is(s->seen.owner, OWNER_BOT);
    if (!(human ? shadow_decide(x, &s->seen, s->p.text, s->p.choice, &s->shadow, &err)
                : decide(x, r, s, &err)))
        return give_up(x, &err, tries_most);
    if (s->p.dry_run) {
        reply_json(x, 200,
                   human ? talk_silent_json(x, &s->reply)
                         : talk_reply_json(x, &s->decision, &s->reply));
        return TRY_DONE;
    }
    s->in.lang = human ? s->seen.lang : s->decision.lang;
    if (!(human ? record_silently(x, s, &reply, &err) : record(x, s, &reply, &err)))
        return give_up(x, &err, tries);
    send(x, s, (struct slice){0}, reply);
    return TRY_DONE;
}

/* Tells a repeated first turn from another customer's: same sender, same words, same id. An id
 * that is short may be a counter, which two customers behind one address share. */
static struct slice first_key(struct exchange *x, const struct suggesting *s)
{
    struct slice parts[] = {s->p.turn_id, x->request->body, x->request->address,
                            x->request->forwarded_for, x->bearer};

    if (s->p.turn_id.len < own_id_min)
        return SLICE("");
    return sign_content_text(x->job, parts, sizeof parts / sizeof *parts);
}

void handle_suggest(struct exchange *x)
{
    struct reader *r = exchange_reader(x);
    struct suggesting s = {0};

    if (!r || !read_params(x, &s))
        return;
    s.in = (struct incoming){.conversation = s.p.conversation,
                             .turn_id = s.p.turn_id,
                             .first_key = first_key(x, &s),
                             .channel = s.p.channel.len ? s.p.channel : SLICE("api"),
                             .scope = access_print(x->job, &x->access),
                             .said = talk_fingerprint(x, s.p.text, s.p.choice),
                             .lang = s.basis.lang_given ? s.basis.lang
                                                        : language_of(s.p.text, LANGUAGE_EN)};
    if (!identity_contact(x, s.p.identity, s.p.contact, &s.in.contact))
        return;
    for (int tries = 1; try_turn(x, r, &s, tries) == TRY_AGAIN; tries++)
        ;
}
