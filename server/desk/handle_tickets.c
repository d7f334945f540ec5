/*
 * handle_tickets.c - tickets, for the people who answer them.
 *
 * What they do names the version of the conversation that they saw: if it went on meanwhile,
 * they are told how it stands (409) and nothing is done.
 */
#include <stddef.h>

#include "base/clock.h"
#include "desk/feedback.h"
#include "desk/handling.h"
#include "server/chat/talk.h"
#include "server/desk/queue.h"
#include "server/params.h"
#include "server/routes.h"

enum { id_max = 200, no_version = UINT32_MAX };

/* ---- how it stands ---- */

static struct json *state_json(struct exchange *x, const struct ticket *t,
                               const struct conversation *c)
{
    struct json *o = json_object(x->job), *ticket = json_add_object(o, "ticket");

    ticket_print(ticket, t);
    queue_add_waited(x, ticket, t);
    json_add_text(o, "conversation_id", c->id);
    json_add_number(o, "version", (double)c->version);
    json_add_text(o, "status", c->status);
    json_add_number(o, "episode", (double)c->episode);
    json_add_number(o, "turns", (double)c->turns);
    return o;
}

static bool load(struct exchange *x, struct ticket *t, struct transcript *said)
{
    struct err err;

    if (ticket_load(x->server->desk, x->job, x->captures[0], t, &err) &&
        transcript_read(x->server->desk, x->job, t->conversation, said, &err))
        return true;
    reply_err(x, &err, NULL);
    return false;
}

static void reply_stale(struct exchange *x, const char *code, const char *text)
{
    struct ticket t;
    struct transcript said;

    if (load(x, &t, &said))
        reply_conflict(x, code, text, state_json(x, &t, &said.conversation));
}

/* ---- reading ---- */

static void add_stored(struct exchange *x, struct json *into, const char *name, struct slice text)
{
    const struct json *stored;
    struct err ignored;

    if (json_parse(x->job, text, &stored, &ignored))
        json_add_copy(into, name, stored);
}

static bool add_rating(struct exchange *x, struct json *into, const struct ticket *t,
                       struct err *err)
{
    struct rating rating;
    struct json *o;

    if (!feedback_rating(x->server->desk, x->job, t->number, &rating, err))
        return false;
    if (rating.value == 0) {
        json_add_null(into, "rated");
        return true;
    }
    o = json_add_object(into, "rated");
    json_add_number(o, "value", rating.value);
    json_add_text(o, "reason", rating.reason);
    json_add_text(o, "text", rating.text);
    json_add_time(o, "at", rating.at);
    return true;
}

void handle_ticket(struct exchange *x)
{
    struct transcript said;
    struct json *reply;
    struct ticket t;
    struct err err;

    if (!load(x, &t, &said))
        return;
    reply = state_json(x, &t, &said.conversation);
    json_add_text(reply, "question", t.question);
    json_add_text(reply, "lang", slice_of(language_code(said.conversation.lang)));
    json_add_text(reply, "channel", said.conversation.channel);
    if (!add_rating(x, reply, &t, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    add_stored(x, reply, "contact", t.contact);
    add_stored(x, reply, "about", t.about);
    transcript_print(json_add_array(reply, "transcript"), &said);
    reply_json(x, 200, reply);
}

/* ---- doing ---- */

struct handling_params {
    struct slice turn_id, action, agent, text, outcome, article;
    struct texts tags;
    uint64_t version;
};

#define AT(member) offsetof(struct handling_params, member)

static const struct param handling_params[] = {
    {"turn_id", PARAM_TEXT, AT(turn_id), 0, id_max},
    {"version", PARAM_COUNT, AT(version), 0, no_version - 1},
    {"action", PARAM_TEXT, AT(action), 0, id_max},
    {"agent", PARAM_TEXT, AT(agent), 0, id_max},
    {"text", PARAM_TEXT, AT(text), 0, bot_text_max},
    {"tags", PARAM_TEXTS, AT(tags), 0, handling_tags_most},
    {"outcome", PARAM_TEXT, AT(outcome), 0, id_max},
    {"article_id", PARAM_TEXT, AT(article), 0, article_id_max},
    {0},
};

/* Trims them; each once. What is wrong with them; NULL: nothing. */
static const char *wrong_with_tags(struct arena *job, struct handling_params *p, bool wanted)
{
    struct texts tags = {0};

    if (p->tags.count && !wanted)
        return "`tags` belongs to tag";
    for (size_t i = 0; i < p->tags.count; i++) {
        struct slice tag = slice_trim(p->tags.items[i]);

        if (tag.len == 0 || tag.len > tag_text_max)
            return "each of `tags` must have 1 to 100 bytes";
        if (!texts_have(&tags, tag))
            texts_add(job, &tags, tag);
    }
    p->tags = tags;
    return NULL;
}

/* The turn that tells of new tags names them all. */
static struct slice tags_in_words(struct arena *job, const struct texts *tags)
{
    struct buf out = buf_new(job, (size_t)handling_tags_most * (tag_text_max + 2));

    for (size_t i = 0; i < tags->count; i++)
        buf_printf(&out, "%s%.*s", i ? ", " : "", SLICE_ARG(tags->items[i]));
    return buf_slice(&out);
}

/* What is wrong with it; NULL: nothing. */
static const char *wrong_with(const struct handling_params *p, struct handling *out,
                              const char **code)
{
    *code = "invalid_handling";
    if (!handling_parse(p->action, &out->kind))
        return "`action` must be take, reply, note, tag, return or close";
    if (p->version == no_version)
        return "`version` is missing: that of the conversation as you saw it";
    if (p->agent.len == 0)
        return "`agent` is missing: who does this; the key has no name";
    if ((out->kind == HANDLING_REPLY || out->kind == HANDLING_NOTE) && p->text.len == 0)
        return "`text` is missing";
    if (out->kind == HANDLING_CLOSE && p->outcome.len == 0)
        return "`outcome` is missing: what came of it";
    if (p->text.len && out->kind == HANDLING_TAG)
        return "`text` does not belong to tag";
    if (p->outcome.len && out->kind != HANDLING_CLOSE && out->kind != HANDLING_RETURN)
        return "`outcome` belongs to close and return";
    if (p->outcome.len && !handling_is_outcome(p->outcome))
        return "`outcome` must be existing_article, new_knowledge, account_action, bug, refund, "
               "complaint, spam or abandoned";
    if (slice_is(p->outcome, "existing_article") != (p->article.len > 0))
        return "`article_id` is the article that would have answered: of the outcome "
               "existing_article, and of no other";
    return NULL;
}

static bool article_is_there(struct exchange *x, struct slice id)
{
    struct article a;
    struct err err;

    return id.len == 0 || !x->worker->reader ||
           reader_article(x->worker->reader, x->job, id, &a, &err);
}

static bool read_handling(struct exchange *x, struct handling_params *p, struct handling *out)
{
    const struct json *body;
    const char *code, *wrong;
    struct err err;

    if (!request_object(x, false, &body))
        return false;
    if (!params_read(x->job, handling_params, body, "invalid_handling", p, &code, &err)) {
        reply_error(x, 400, code, "%s", err.text);
        return false;
    }
    if (p->agent.len == 0)
        p->agent = x->access.name;
    wrong = wrong_with(p, out, &code);
    if (!wrong)
        wrong = wrong_with_tags(x->job, p, out->kind == HANDLING_TAG);
    if (!wrong && !article_is_there(x, p->article))
        wrong = "there is no article of this `article_id`";
    if (wrong) {
        reply_error(x, 400, code, "%s", wrong);
        return false;
    }
    if (out->kind == HANDLING_TAG)
        p->text = tags_in_words(x->job, &p->tags);
    out->agent = p->agent;
    out->text = p->text;
    out->tags = p->tags;
    out->outcome = p->outcome;
    out->article = p->article;
    return true;
}

static bool record(struct exchange *x, const struct incoming *in, const struct conversation *seen,
                   const struct handling *h, struct slice *reply, struct err *err)
{
    const struct conversation *now;
    struct recording *rec;
    struct ticket t;

    if (!recording_begin(x->server->desk, x->job, in, seen, &rec, err))
        return false;
    if (!handling_record(rec, h, err) || !handling_ticket(rec, x->captures[0], &t, err)) {
        recording_drop(rec);
        return false;
    }
    now = handling_conversation(rec);
    *reply = json_print(x->job, state_json(x, &t, now));
    /* With the bot again, a new episode begins empty. */
    return recording_finish(rec, slice_is(now->owner, OWNER_BOT) ? SLICE("") : seen->bot_state,
                            *reply, err);
}

/* The same action by the same hand is the same turn. */
static struct slice fingerprint(struct exchange *x, const struct handling_params *p)
{
    return talk_fingerprint(
        x, p->text,
        slice_of(arena_printf(x->job, "%.*s %.*s %.*s %.*s %.*s", SLICE_ARG(x->captures[0]),
                              SLICE_ARG(p->action), SLICE_ARG(p->agent), SLICE_ARG(p->outcome),
                              SLICE_ARG(p->article))));
}

static void handle(struct exchange *x, const struct handling_params *p, const struct handling *h,
                   const struct ticket *t)
{
    struct incoming in = {.conversation = t->conversation,
                          .turn_id = p->turn_id,
                          .said = fingerprint(x, p),
                          .of_desk = true};
    struct conversation seen;
    struct earlier earlier;
    struct slice reply;
    struct err err;

    if (!conversation_look(x->server->desk, x->job, &in, &seen, &earlier, &err)) {
        reply_err(x, &err, NULL);
        return;
    }
    if (!talk_check_turn_id(x, &earlier))
        return;
    if (earlier.reply.ptr) {
        reply_text(x, 200, "application/json", earlier.reply);
        return;
    }
    in.lang = seen.lang;
    if (!slice_eq(seen.ticket, t->number)) {
        reply_stale(x, "ticket_closed", "the ticket is closed");
        return;
    }
    if (seen.version != (int64_t)p->version) {
        reply_stale(x, "version_conflict", "the conversation went on since that version");
        return;
    }
    if (record(x, &in, &seen, h, &reply, &err)) {
        reply_text(x, 200, "application/json", reply);
        exchange_recorded(x, seen.id);
    } else if (err.code == ERR_CONFLICT) {
        reply_stale(x, "version_conflict", err.text);
    } else {
        reply_err(x, &err, NULL);
    }
}

void handle_handling(struct exchange *x)
{
    struct handling_params p = {.version = no_version};
    struct handling h = {.kind = HANDLING_TAKE};
    struct ticket t;
    struct err err;

    if (!read_handling(x, &p, &h))
        return;
    if (ticket_load(x->server->desk, x->job, x->captures[0], &t, &err))
        handle(x, &p, &h, &t);
    else
        reply_err(x, &err, NULL);
}
