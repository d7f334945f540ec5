/* handling.c - see handling.h */
#include "desk/handling.h"

#include "base/clock.h"
#include "desk/outbox.h"
#include "desk/ticket_inside.h"

static const char *const kinds[] = {"take", "reply", "note", "tag", "return", "close", NULL};

static const char *const outcomes[] = {
    "existing_article", "new_knowledge", "account_action", "bug", "refund",
    "complaint",        "spam",          "abandoned",      NULL};

static int number_of(const char *const *list, struct slice name)
{
    int i = 0;

    while (list[i] && !slice_is(name, list[i]))
        i++;
    return list[i] ? i : -1;
}

bool handling_parse(struct slice name, enum handling_kind *out)
{
    int kind = number_of(kinds, name);

    if (kind < 0)
        return false;
    *out = (enum handling_kind)kind;
    return true;
}

bool handling_is_outcome(struct slice text)
{
    return number_of(outcomes, text) >= 0;
}

const struct conversation *handling_conversation(const struct recording *r)
{
    return &r->c;
}

bool handling_ticket(struct recording *r, struct slice number, struct ticket *out, struct err *err)
{
    return ticket_read(&r->task, r->job, number, out, err);
}

static bool ends(const struct handling *h)
{
    return h->kind == HANDLING_RETURN || h->kind == HANDLING_CLOSE;
}

/* What is not said to the customer stands in the transcript as a private turn. */
static bool add_turn(struct recording *r, const struct handling *h, struct err *err)
{
    bool said = h->kind == HANDLING_REPLY || h->kind == HANDLING_NOTE;
    struct turn_record turn = {.author = said ? "agent" : "system",
                               .text = h->text,
                               .agent = h->agent,
                               .private = h->kind != HANDLING_REPLY,
                               .decision = said ? NULL : kinds[h->kind],
                               .reason = slice_cstr(r->job, h->outcome)};

    return recording_add(r, &turn, err);
}

static bool take(struct recording *r, const struct handling *h, struct err *err)
{
    bool always = h->kind == HANDLING_TAKE;

    r->c.status = SLICE(STATUS_ASSIGNED);
    return store_run(r->task.store, r->task.arena, err,
                     "UPDATE ticket SET state = 'taken', assignee ="
                     " CASE WHEN assignee = '' OR ?3 THEN ?2 ELSE assignee END WHERE number = ?1",
                     "tti", r->c.ticket, h->agent, (int64_t)always);
}

static bool set_tags(struct recording *r, const struct handling *h, struct err *err)
{
    struct json *list = json_object(r->task.arena);

    texts_print(list, "tags", &h->tags);
    return store_run(r->task.store, r->task.arena, err,
                     "UPDATE ticket SET tags = json_extract(?2, '$.tags') WHERE number = ?1", "tt",
                     r->c.ticket, json_print(r->task.arena, list));
}

static bool note_answer(struct recording *r, struct err *err)
{
    return store_run(r->task.store, r->task.arena, err,
                     "UPDATE ticket SET answered_at = coalesce(answered_at, ?2) WHERE number = ?1",
                     "ti", r->c.ticket, clock_now());
}

static bool end(struct recording *r, const struct handling *h, struct err *err)
{
    struct slice number = r->c.ticket;

    r->c.status = h->kind == HANDLING_CLOSE ? SLICE(STATUS_CLOSED) : SLICE(STATUS_BOT);
    r->c.owner = SLICE(OWNER_BOT);
    r->c.ticket = SLICE("");
    r->c.episode++;
    return store_run(r->task.store, r->task.arena, err,
                     "UPDATE ticket SET state = 'closed', outcome = ?2, outcome_article = ?3,"
                     " closed_at = ?4 WHERE number = ?1",
                     "ttti", number, h->outcome.ptr ? h->outcome : SLICE(""),
                     h->article.ptr ? h->article : SLICE(""), clock_now());
}

static bool tell(struct recording *r, const struct handling *h, struct slice ticket,
                 struct err *err)
{
    struct transcript t = {.conversation = r->c};
    struct notice notice = {.said = &t, .ticket = ticket};

    if (!transcript_rows(&r->task, r->task.arena, r->c.id, r->c.turns - 1, 1, &t, err))
        return false;
    notice.event = h->kind == HANDLING_REPLY || h->kind == HANDLING_NOTE ? "message.created"
                                                                         : "ticket.updated";
    if (!outbox_add(&r->task, &notice, err))
        return false;
    notice.event =
        h->kind == HANDLING_CLOSE ? "conversation.closed" : "conversation.returned_to_bot";
    return !ends(h) || outbox_add(&r->task, &notice, err);
}

bool handling_record(struct recording *r, const struct handling *h, struct err *err)
{
    struct slice ticket = r->c.ticket;

    if (!add_turn(r, h, err) ||
        ((h->kind == HANDLING_TAKE || h->kind == HANDLING_REPLY) && !take(r, h, err)))
        return false;
    if ((h->kind == HANDLING_REPLY && !note_answer(r, err)) ||
        (h->kind == HANDLING_TAG && !set_tags(r, h, err)))
        return false;
    return (!ends(h) || end(r, h, err)) && tell(r, h, ticket, err);
}
