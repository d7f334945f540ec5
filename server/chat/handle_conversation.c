/* handle_conversation.c - a conversation as its customer, and the desk, see it. */
#include <stddef.h>

#include "base/clock.h"
#include "engine/show/render.h"
#include "server/chat/calling.h"
#include "server/chat/shadow.h"
#include "server/params.h"
#include "server/routes.h"

enum { transcript_max = 64 << 20, id_max = 200, tries_most = 5 };

static bool read_transcript(struct exchange *x, struct transcript *t)
{
    struct err err;

    if (transcript_read(x->server->desk, x->job, x->captures[0], t, &err)) {
        if (x->access.role < ROLE_DESK)
            transcript_for_customer(t);
        return true;
    }
    reply_err(x, &err, err.code == ERR_NOT_FOUND ? "conversation_not_found" : NULL);
    return false;
}

static void add_conversation(struct json *into, const struct conversation *c)
{
    json_add_text(into, "conversation_id", c->id);
    json_add_text(into, "status", c->status);
    json_add_text(into, "owner", c->owner);
    json_add_text(into, "lang", slice_of(language_code(c->lang)));
    json_add_text(into, "channel", c->channel);
    json_add_number(into, "episode", (double)c->episode);
    json_add_number(into, "version", (double)c->version);
    json_add_number(into, "turns", (double)c->turns);
    if (c->ticket.len)
        json_add_text(into, "ticket", c->ticket);
    else
        json_add_null(into, "ticket");
    json_add_time(into, "created_at", c->created_at);
    json_add_time(into, "updated_at", c->updated_at);
}

void handle_conversation(struct exchange *x)
{
    struct json *reply = json_object(x->job);
    struct transcript t;

    if (!read_transcript(x, &t))
        return;
    add_conversation(reply, &t.conversation);
    transcript_print(json_add_array(reply, "transcript"), &t);
    reply_json(x, 200, reply);
}

/* ---- transcript ---- */

/* No line of what somebody said looks like the beginning of a turn. */
static void add_indented(struct buf *out, struct slice text)
{
    while (text.ptr) {
        struct slice line = slice_cut(&text, '\n');

        buf_printf(out, "    %.*s\n", SLICE_ARG(line));
    }
}

static struct slice as_text(struct exchange *x, const struct transcript *t)
{
    struct buf out = buf_new(x->job, transcript_max);

    for (size_t i = 0; i < t->count; i++) {
        char time[clock_text_size];

        clock_print(t->turns[i].at, time);
        buf_printf(&out, "[%s] %.*s:\n", time, SLICE_ARG(t->turns[i].author));
        add_indented(&out, t->turns[i].text);
        buf_char(&out, '\n');
    }
    return buf_slice(&out);
}

static struct slice as_html(struct exchange *x, const struct transcript *t)
{
    struct buf out = buf_new(x->job, transcript_max);

    buf_printf(&out,
               "<!doctype html><html lang=\"%s\"><meta charset=\"utf-8\"><title>%.*s</title><ol>",
               language_code(t->conversation.lang), SLICE_ARG(t->conversation.id));
    for (size_t i = 0; i < t->count; i++) {
        char time[clock_text_size];

        clock_print(t->turns[i].at, time);
        buf_printf(&out, "<li><p><b>%.*s</b> <time>%s</time></p><pre>",
                   SLICE_ARG(t->turns[i].author), time);
        render_escape(&out, t->turns[i].text);
        buf_text(&out, "</pre></li>");
    }
    buf_text(&out, "</ol></html>");
    return buf_slice(&out);
}

struct transcript_params {
    struct slice format;
};

static const struct param transcript_params[] = {
    {"format", PARAM_TEXT, offsetof(struct transcript_params, format), 0, 10},
    {0},
};

void handle_transcript(struct exchange *x)
{
    struct transcript_params p = {.format = SLICE("json")};
    struct json *reply = json_object(x->job);
    struct transcript t;
    const char *code;
    struct err err;

    if (!params_read(x->job, transcript_params,
                     params_of_query(x->job, transcript_params, x->request), "invalid_transcript",
                     &p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return;
    }
    if (!read_transcript(x, &t))
        return;
    http_header(x->reply, "Content-Security-Policy", SLICE("default-src 'none'"));
    if (slice_is(p.format, "text")) {
        reply_text(x, 200, "text/plain; charset=utf-8", as_text(x, &t));
    } else if (slice_is(p.format, "html")) {
        reply_text(x, 200, "text/html; charset=utf-8", as_html(x, &t));
    } else if (slice_is(p.format, "json")) {
        json_add_text(reply, "conversation_id", t.conversation.id);
        transcript_print(json_add_array(reply, "turns"), &t);
        reply_json(x, 200, reply);
    } else {
        reply_error(x, 400, "invalid_transcript_format", "`format` must be json, text or html");
    }
}

/* ---- writing to a person ---- */

struct message_params {
    struct slice turn_id, text;
    const struct json *contact;
};

#define AT(member) offsetof(struct message_params, member)

static const struct param message_params[] = {
    {"turn_id", PARAM_TEXT, AT(turn_id), 0, id_max},
    {"text", PARAM_TEXT, AT(text), 0, bot_text_max},
    {"contact", PARAM_OBJECT, AT(contact), 0, 0},
    {0},
};

/* What both routes below begin with. */
static bool read_message(struct exchange *x, bool text_needed, struct message_params *p,
                         struct incoming *in)
{
    const struct json *body;
    const char *code;
    struct err err;

    if (!request_object(x, !text_needed, &body))
        return false;
    if (!params_read(x->job, message_params, body, "invalid_message", p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return false;
    }
    if (text_needed && p->text.len == 0) {
        reply_error(x, 400, "missing_message_text", "`text` is missing");
        return false;
    }
    *in = (struct incoming){.conversation = x->captures[0],
                            .turn_id = p->turn_id,
                            .said = talk_fingerprint(x, p->text, SLICE(""))};
    if (p->contact)
        in->contact = json_print(x->job, p->contact);
    return talk_check_contact(x, p->contact);
}

/* Looks the conversation up; a turn that came before gets its reply again. */
static bool look(struct exchange *x, struct incoming *in, struct conversation *seen)
{
    struct earlier earlier;
    struct err err;

    if (!conversation_look(x->server->desk, x->job, in, seen, &earlier, &err)) {
        reply_err(x, &err, err.code == ERR_NOT_FOUND ? "conversation_not_found" : NULL);
        return false;
    }
    in->lang = seen->lang;
    if (!talk_check_turn_id(x, &earlier))
        return false;
    if (earlier.reply.ptr)
        reply_text(x, 200, "application/json", earlier.reply);
    return !earlier.reply.ptr;
}

/* Writes down what the customer does, in a conversation that was just looked up. */
typedef bool record_fn(struct exchange *x, const struct message_params *p,
                       const struct incoming *in, const struct conversation *seen,
                       struct slice *reply, struct err *err);

/* A turn without the bot. If the conversation went on meanwhile, it is looked up again. */
static void take_turn(struct exchange *x, bool to_person, record_fn *record)
{
    struct message_params p = {0};
    struct conversation seen;
    struct incoming in;
    struct slice reply;
    struct err err;
    bool ok;
    int tries = 0;

    if (!read_message(x, to_person, &p, &in))
        return;
    do {
        if (!look(x, &in, &seen))
            return;
        if (to_person && slice_is(seen.owner, OWNER_BOT)) {
            reply_error(x, 409, "bot_owns",
                        "no person has taken this conversation: it is with the bot (POST "
                        "/v1/suggest)");
            return;
        }
        ok = record(x, &p, &in, &seen, &reply, &err);
    } while (!ok && err.code == ERR_CONFLICT && ++tries < tries_most);
    if (!ok) {
        reply_err(x, &err, err.code == ERR_NOT_FOUND ? "conversation_not_found" : NULL);
        return;
    }
    reply_text(x, 200, "application/json", reply);
    exchange_recorded(x, in.conversation);
}

static bool record_message(struct exchange *x, const struct message_params *p,
                           const struct incoming *in, const struct conversation *seen,
                           struct slice *reply, struct err *err)
{
    struct turn_record turn = {.author = "customer", .text = p->text};
    struct json *o = json_object(x->job);
    struct shadow shadow = {0};
    struct recording *rec;

    if (!shadow_decide(x, seen, p->text, SLICE(""), &shadow, err) ||
        !recording_begin(x->server->desk, x->job, in, seen, &rec, err))
        return false;
    turn.basis = shadow_basis(x, &shadow);
    if (!recording_add(rec, &turn, err) || !recording_notice(rec, "message.created", err) ||
        !shadow_record(x, rec, &shadow, err)) {
        recording_drop(rec);
        return false;
    }
    json_add_text(o, "conversation_id", seen->id);
    json_add_number(o, "turn", (double)recording_turn(rec));
    json_add_text(o, "status", seen->status);
    json_add_text(o, "ticket", seen->ticket);
    *reply = json_print(x->job, o);
    return recording_finish(rec, shadow_state(x, &shadow, seen->bot_state), *reply, err);
}

void handle_message(struct exchange *x)
{
    take_turn(x, true, record_message);
}

/* ---- asking for a person by a button ---- */

static bool record_handoff(struct exchange *x, const struct message_params *p,
                           const struct incoming *in, const struct conversation *seen,
                           struct slice *reply, struct err *err)
{
    struct calling call = {.in = in, .seen = seen, .text = p->text};

    return calling_record(x, &call, reply, err);
}

void handle_handoff(struct exchange *x)
{
    take_turn(x, false, record_handoff);
}
