/* talk.c - see talk.h */
#include "server/chat/talk.h"

#include <stddef.h>

#include "base/clock.h"
#include "base/sign.h"
#include "server/params.h"
#include "server/routes.h"

enum { contact_text_max = 300, said_max = 64 * 1024 };

/* ---- contact ---- */

struct contact {
    struct slice external_id, name, email, phone;
    const struct json *attributes;
};

static const struct param contact_params[] = {
    {"external_id", PARAM_TEXT, offsetof(struct contact, external_id), 0, contact_text_max},
    {"name", PARAM_TEXT, offsetof(struct contact, name), 0, contact_text_max},
    {"email", PARAM_TEXT, offsetof(struct contact, email), 0, contact_text_max},
    {"phone", PARAM_TEXT, offsetof(struct contact, phone), 0, contact_text_max},
    {"attributes", PARAM_OBJECT, offsetof(struct contact, attributes), 0, 0},
    {0},
};

bool talk_check_contact(struct exchange *x, const struct json *contact)
{
    struct contact c = {0};
    const char *code;
    struct err err;

    if (!contact ||
        params_read(x->job, contact_params, contact, "invalid_contact", &c, &code, &err))
        return true;
    reply_error(x, 400, code, "contact: %s", err.text);
    return false;
}

/* ---- turns that come again ---- */

struct slice talk_fingerprint(struct exchange *x, struct slice text, struct slice choice)
{
    struct slice parts[] = {slice_of(x->route->name), text, choice};

    return sign_content_text(x->job, parts, sizeof parts / sizeof *parts);
}

bool talk_check_turn_id(struct exchange *x, const struct earlier *earlier)
{
    if (!earlier->said_otherwise)
        return true;
    reply_error(x, 409, "turn_id_used",
                "`turn_id` belongs to an earlier turn of this conversation, which said something "
                "else: give each turn an id of its own");
    return false;
}

/* ---- what is expected ---- */

static bool is_reachable(struct exchange *x, struct slice contact)
{
    struct err ignored;
    const struct json *o;

    return json_parse(x->job, contact, &o, &ignored) &&
           (json_text(json_member(o, "email")).len || json_text(json_member(o, "phone")).len);
}

bool talk_expect(struct exchange *x, struct recording *rec, struct talk_reply *reply,
                 enum language lang, struct err *err)
{
    if (!recording_expect(rec, x->server->calendar, reply->ticket, &reply->expected, err))
        return false;
    reply->expected_text = expectation_text(x->job, &x->server->expectation, lang, &reply->expected,
                                            is_reachable(x, recording_contact(rec)));
    return true;
}

void talk_word(struct exchange *x, struct bot_decision *d, const struct talk_reply *reply)
{
    size_t kept = 0;

    for (size_t i = 0; i < d->message_count; i++) {
        struct bot_message m = d->messages[i];

        if (slice_is(slice_of(m.slot), "eta"))
            m.text = reply->expected_text;
        if (slice_is(slice_of(m.slot), "notice") && !reply->expected.open)
            m.text = expectation_closed_notice(&x->server->expectation, d->lang);
        if (m.text.len)
            d->messages[kept++] = m;
    }
    d->message_count = kept;
}

/* ---- messages ---- */

/* The bot's messages and options as one text for the transcript. */
static struct slice all_said(struct arena *job, const struct bot_decision *d, struct slice ticket)
{
    struct buf out = buf_new(job, said_max);

    for (size_t i = 0; i < d->message_count; i++) {
        if (i)
            buf_text(&out, "\n\n");
        buf_add(&out, slice_fill(job, d->messages[i].text, "{ticket}", ticket));
    }
    for (size_t i = 0; i < d->option_count; i++)
        buf_printf(&out, "\n– %.*s", SLICE_ARG(d->options[i].title));
    return buf_slice(&out);
}

struct turn_record talk_turn(struct exchange *x, const struct bot_decision *d, struct slice ticket)
{
    const struct reader *r = x->worker->reader;

    return (struct turn_record){.author = "bot",
                                .text = all_said(x->job, d, ticket),
                                .decision = bot_decision_name(d->kind),
                                .reason = d->reason,
                                .p = d->p,
                                .q = d->q,
                                .article = d->has_answer ? d->article.id : SLICE(""),
                                .generation = r ? r->generation.number : 0};
}

static void add_messages(struct exchange *x, struct json *into, const struct bot_decision *d,
                         struct slice ticket)
{
    struct json *list = json_add_array(into, "messages");

    for (size_t i = 0; i < d->message_count; i++) {
        struct json *o = json_add_object(list, NULL);

        json_add_text(o, "slot", slice_of(d->messages[i].slot));
        json_add_text(o, "text", slice_fill(x->job, d->messages[i].text, "{ticket}", ticket));
    }
}

/* ---- parts of a reply ---- */

static void add_answer(struct exchange *x, struct json *into, const struct bot_decision *d,
                       const struct talk_reply *reply)
{
    struct json *o;
    char time[clock_text_size];

    if (!d->has_answer) {
        json_add_null(into, "answer");
        return;
    }
    clock_print(d->article.updated_at, time);
    o = json_add_object(into, "answer");
    if (reply->answer_id.len)
        json_add_text(o, "answer_id", reply->answer_id);
    else
        json_add_null(o, "answer_id");
    json_add_text(o, "article_id", d->article.id);
    json_add_text(o, "title", d->article.title);
    json_add_text(o, "url", article_url(x->job, &d->article));
    json_add_text(o, "anchor", d->anchor);
    json_add_text(o, "passage", d->passage);
    json_add_text(o, "lang", slice_of(language_code(d->article.lang)));
    json_add_text(o, "updated_at", slice_of(time));
}

static void add_candidate(struct json *list, const struct bot_candidate *c)
{
    struct json *o = json_add_object(list, NULL);

    json_add_text(o, "article_id", c->id);
    json_add_text(o, "title", c->title);
    json_add_text(o, "url", c->url);
    json_add_ratio(o, "confidence", c->p);
}

static void add_clarify(struct json *into, const struct bot_decision *d)
{
    struct json *o, *list;

    if (d->kind != BOT_CLARIFY) {
        json_add_null(into, "clarify");
        return;
    }
    o = json_add_object(into, "clarify");
    json_add_text(o, "question", d->question_back);
    list = json_add_array(o, "options");
    for (size_t i = 0; i < d->option_count; i++) {
        struct json *option = json_add_object(list, NULL);

        json_add_text(option, "option_id", d->options[i].id);
        json_add_text(option, "label", d->options[i].title);
        json_add_text(option, "article_id", d->options[i].id);
        if (d->options[i].differs_by.len)
            json_add_text(option, "differs_by", d->options[i].differs_by);
    }
    json_add_text(o, "none_of_these", SLICE("none"));
    json_add_text(o, "none_label", d->none_of_these);
}

static void add_handoff(struct json *into, const struct talk_reply *reply)
{
    const struct expectation *e = &reply->expected;
    struct json *o, *when;

    if (reply->ticket.len == 0) {
        json_add_null(into, "handoff");
        return;
    }
    o = json_add_object(into, "handoff");
    json_add_text(o, "ticket", reply->ticket);
    json_add_text(o, "status", e->waiting ? SLICE("queued") : SLICE("assigned"));
    if (e->waiting)
        json_add_number(o, "position", (double)e->ahead + 1);
    else
        json_add_null(o, "position");
    when = json_add_object(o, "eta");
    json_add_time(when, "from", e->waiting ? e->next_open : 0);
    json_add_time(when, "by", e->by);
    json_add_text(when, "text", reply->expected_text);
}

static void add_hours(struct exchange *x, struct json *into)
{
    struct expectation e = expectation_of_hours(x->server->calendar, clock_now());

    json_add_bool(into, "human_available", e.open);
    json_add_time(into, "next_open", e.next_open);
}

static struct json *begin(struct exchange *x, const struct talk_reply *reply)
{
    struct json *o = json_object(x->job);

    if (reply->conversation.len)
        json_add_text(o, "conversation_id", reply->conversation);
    else
        json_add_null(o, "conversation_id");
    json_add_number(o, "turn", (double)reply->turn);
    json_add_number(o, "generation",
                    x->worker->reader ? (double)x->worker->reader->generation.number : 0);
    return o;
}

const struct json *talk_reply_json(struct exchange *x, const struct bot_decision *d,
                                   const struct talk_reply *reply)
{
    struct json *o = begin(x, reply), *list;

    json_add_text(o, "decision", slice_of(bot_decision_name(d->kind)));
    json_add_text(o, "reason", slice_of(d->reason));
    json_add_ratio(o, "confidence", d->p);
    json_add_text(o, "band", slice_of(bot_band(d->p)));
    json_add_text(o, "lang", slice_of(language_code(d->lang)));
    add_answer(x, o, d, reply);
    list = json_add_array(o, "alternatives");
    for (size_t i = 0; i < d->candidate_count; i++)
        add_candidate(list, &d->candidates[i]);
    add_clarify(o, d);
    add_handoff(o, reply);
    add_messages(x, o, d, reply->ticket.len ? reply->ticket : SLICE(BOT_NO_TICKET));
    add_hours(x, o);
    if (d->trace)
        json_add_copy(o, "trace", d->trace);
    return o;
}

const struct json *talk_silent_json(struct exchange *x, const struct talk_reply *reply)
{
    struct json *o = begin(x, reply);

    json_add_text(o, "decision", SLICE("silent"));
    json_add_text(o, "reason", SLICE("human_owns"));
    json_add_number(o, "confidence", 0);
    json_add_text(o, "band", SLICE("none"));
    json_add_null(o, "answer");
    json_add_array(o, "alternatives");
    json_add_null(o, "clarify");
    add_handoff(o, reply);
    json_add_array(o, "messages");
    add_hours(x, o);
    return o;
}
