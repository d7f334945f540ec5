/*
 * handle_suggest.c - POST /v1/suggest: a customer's turn in, what the bot says out.
 *
 * The conversation is looked at, the bot decides without any lock, and the desk records
 * turn, decision, ticket and reply in one transaction before the reply leaves. If the
 * conversation went on meanwhile, all of it is done again.
 */
#include <stddef.h>

#include "base/clock.h"
#include "base/sign.h"
#include "server/handing.h"
#include "server/params.h"
#include "server/routes.h"

enum {
    top_most = bot_alternatives_most,
    tries_most = 5,
    id_max = 200,
    list_most = 50,
    own_id_min = 16
};

struct filters {
    struct texts category, tags;
    struct slice audience;
};

struct suggest_params {
    struct slice conversation, token, turn_id, text, lang, channel, choice, context;
    const struct json *contact, *filters;
    uint64_t top;
    bool explain, dry_run;
    struct filters f;
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
    {"filters", PARAM_OBJECT, AT(filters), 0, 0},
    {"context_article_id", PARAM_TEXT, AT(context), 0, article_id_max},
    {"choice", PARAM_TEXT, AT(choice), 0, article_id_max},
    {"top", PARAM_COUNT, AT(top), 1, top_most},
    {"explain", PARAM_BOOL, AT(explain), 0, 0},
    {"dry_run", PARAM_BOOL, AT(dry_run), 0, 0},
    {0},
};

static const struct param filter_params[] = {
    {"category", PARAM_TEXTS, offsetof(struct filters, category), 0, list_most},
    {"tags", PARAM_TEXTS, offsetof(struct filters, tags), 0, list_most},
    {"audience", PARAM_TEXT, offsetof(struct filters, audience), 0, id_max},
    {0},
};

/* A turn on its way. */
struct suggesting {
    struct suggest_params p;
    enum language lang;
    bool lang_given;
    struct incoming in;
    struct conversation seen;
    struct texts audiences;
    const struct filter *filter;
    struct bot_decision decision;
    struct handing handing; /* if that is the decision */
    struct talk_reply reply;
};

/* ---- checking ---- */

static bool check_lang(struct exchange *x, struct suggesting *s)
{
    if (s->p.lang.len == 0 || slice_is(s->p.lang, "auto"))
        return true;
    s->lang_given = language_parse(s->p.lang, &s->lang);
    if (!s->lang_given)
        reply_error(x, 400, "invalid_suggest_lang", "`lang` must be auto, ru or en");
    return s->lang_given;
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
                                      "invalid_suggest_filters", &s->p.f, &code, &err))) {
        reply_error(x, 400, code, "%s", err.text);
        return false;
    }
    if (s->p.text.len == 0 && s->p.choice.len == 0) {
        reply_error(x, 400, "missing_suggest_text", "`text` is missing");
        return false;
    }
    return check_lang(x, s) && talk_check_contact(x, s->p.contact) && check_token(x, s);
}

/* ---- what may be seen ---- */

static void narrow(struct exchange *x, struct suggesting *s, const char *field,
                   const struct texts *values)
{
    if (values->count)
        s->filter = filter_both(x->job, s->filter, filter_one_of(x->job, field, values));
}

/* A conversation goes on seeing what it saw when it began, unless a key says otherwise; a
 * request can only narrow that. */
static bool set_scope(struct exchange *x, struct suggesting *s, struct err *err)
{
    struct access scope = x->access;

    if (s->seen.scope.len && x->access.role == ROLE_PUBLIC &&
        !access_parse(x->job, s->seen.scope, &scope, err))
        return false;
    s->audiences = (struct texts){0};
    for (size_t i = 0; i < scope.audiences.count; i++)
        if (s->p.f.audience.len == 0 || slice_eq(scope.audiences.items[i], s->p.f.audience))
            texts_add(x->job, &s->audiences, scope.audiences.items[i]);
    s->filter = scope.filter;
    narrow(x, s, "category", &s->p.f.category);
    narrow(x, s, "tags", &s->p.f.tags);
    return true;
}

/* ---- deciding ---- */

/* The person must answer the last real question, not "operator!" or "did not help". */
static bool prepare_handing(struct exchange *x, struct suggesting *s, struct err *err)
{
    s->handing = (struct handing){.decision = &s->decision,
                                  .question = s->decision.next.question,
                                  .context = s->p.context,
                                  .filter = s->filter,
                                  .audiences = &s->audiences};
    return s->decision.kind != BOT_HANDOFF || handing_prepare(x, &s->handing, err);
}

static bool decide(struct exchange *x, struct reader *r, struct suggesting *s)
{
    struct bot_request request = {.text = s->p.text,
                                  .choice = s->p.choice,
                                  .lang = s->lang_given ? &s->lang : NULL,
                                  .lang_before = s->seen.lang,
                                  .filter = s->filter,
                                  .audiences = &s->audiences,
                                  .top = (size_t)s->p.top,
                                  .now = clock_now(),
                                  .explain = s->p.explain};
    struct bot_state state;
    struct err err;

    if (bot_state_parse(x->job, s->seen.bot_state, &state, &err) &&
        bot_decide(x->worker->bot, r, x->job, &request, &state, &s->decision, &err) &&
        prepare_handing(x, s, &err))
        return true;
    reply_err(x, &err, NULL);
    return false;
}

/* ---- recording ---- */

static bool record_bot(struct exchange *x, struct suggesting *s, struct recording *rec,
                       struct err *err)
{
    const struct bot_decision *d = &s->decision;
    struct turn_record turn = {.author = "bot",
                               .decision = bot_decision_name(d->kind),
                               .reason = d->reason,
                               .p = d->p,
                               .q = d->q,
                               .generation = x->worker->reader->generation.number};

    if (d->kind == BOT_HANDOFF && !handing_record(x, rec, &s->handing, &s->reply, err))
        return false;
    if (d->has_answer) {
        char id[id_text_size];

        id_new(id);
        s->reply.answer_id = slice_copy(x->job, slice_of(id));
        turn.answer_id = s->reply.answer_id;
        turn.article = d->article.id;
    }
    turn.text = talk_said(x->job, d, s->reply.ticket);
    return recording_add(rec, &turn, err);
}

/* Who picks an option says what stands on its button. */
static struct slice customer_words(const struct suggesting *s)
{
    return s->p.text.len ? s->p.text : s->decision.chosen.len ? s->decision.chosen : s->p.choice;
}

static struct slice state_after(struct exchange *x, const struct suggesting *s)
{
    return s->decision.kind == BOT_HANDOFF ? SLICE("") /* a new episode begins empty */
                                           : bot_state_print(x->job, &s->decision.next);
}

static bool record(struct exchange *x, struct suggesting *s, const struct json **reply,
                   struct err *err)
{
    struct turn_record turn = {
        .author = "customer", .text = customer_words(s), .choice = s->p.choice};
    struct recording *rec;

    if (!recording_begin(x->server->desk, x->job, &s->in, &s->seen, &rec, err))
        return false;
    if (!recording_add(rec, &turn, err) || !record_bot(x, s, rec, err)) {
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
    struct turn_record turn = {
        .author = "customer", .text = customer_words(s), .choice = s->p.choice};
    struct recording *rec;

    if (!recording_begin(x->server->desk, x->job, &s->in, &s->seen, &rec, err))
        return false;
    s->reply.ticket = s->seen.ticket;
    if (!recording_add(rec, &turn, err) || !recording_notice(rec, "message.created", err) ||
        !talk_expect(x, rec, &s->reply, s->seen.lang, err)) {
        recording_drop(rec);
        return false;
    }
    s->reply.conversation = recording_conversation(rec);
    s->reply.turn = recording_turn(rec);
    *reply = talk_silent_json(x, &s->reply);
    return recording_finish(rec, s->seen.bot_state, json_print(x->job, *reply), err);
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
    if (s->reply.ticket.len)
        deliver_wake(x->server->deliver);
}

static enum outcome_of_try give_up(struct exchange *x, const struct err *err, int tries)
{
    if (err->code == ERR_CONFLICT && tries < tries_most)
        return TRY_AGAIN;
    reply_err(x, err, NULL);
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
    if (!set_scope(x, s, &err))
        return give_up(x, &err, tries_most);
    human = !slice_is(s->seen.owner, OWNER_BOT);
    if (!human && !decide(x, r, s))
        return TRY_DONE;
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
                             .lang = s.lang_given ? s.lang : language_of(s.p.text, LANGUAGE_EN)};
    if (s.p.contact)
        s.in.contact = json_print(x->job, s.p.contact);
    for (int tries = 1; try_turn(x, r, &s, tries) == TRY_AGAIN; tries++)
        ;
}
