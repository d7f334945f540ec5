/* recording.c - see conversation.h: a turn and what it leads to, in one transaction. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "desk/contact.h"
#include "desk/conversation_inside.h"
#include "desk/expectation_inside.h"
#include "desk/outbox.h"

/* ---- beginning ---- */

static bool insert(struct recording *r, struct err *err)
{
    struct conversation *c = &r->c;
    struct slice begun;
    char id[id_text_size];

    if (!conversation_of_first(&r->task, r->job, r->in, &begun, err))
        return false;
    if (begun.len) /* the same turn came twice at once */
        return err_set(err, ERR_CONFLICT, "the conversation has begun meanwhile");
    id_new(id);
    c->id = slice_copy(r->job, slice_of(id));
    c->channel = r->in->channel;
    c->status = SLICE(STATUS_BOT);
    c->owner = SLICE(OWNER_BOT);
    c->scope = r->in->scope;
    c->contact = r->in->contact.len ? r->in->contact : SLICE("{}");
    c->episode = 1;
    c->created_at = clock_now();
    return store_run(r->task.store, r->task.arena, err,
                     "INSERT INTO conversation(id, channel, lang, status, owner, version, episode,"
                     " turns, bot_state, contact, scope, created_at, updated_at)"
                     " VALUES(?1, ?2, ?3, 'bot', 'bot', 0, 1, 0, '', ?4, ?5, ?6, ?6)",
                     "ttttti", c->id, c->channel, slice_of(language_code(r->in->lang)), c->contact,
                     c->scope, c->created_at);
}

static void take_contact(struct recording *r)
{
    struct slice contact;

    if (r->in->contact.len == 0)
        return;
    contact = contact_merge(r->job, r->c.contact, r->in->contact);
    r->new_contact = !slice_eq(contact, r->c.contact);
    r->c.contact = contact;
}

static bool check_version(struct recording *r, const struct conversation *seen, struct err *err)
{
    if (!conversation_read(&r->task, r->job, seen->id, &r->c, err))
        return false;
    if (r->c.version != seen->version)
        return err_set(err, ERR_CONFLICT, "the conversation went on meanwhile");
    if (!r->in->of_desk && r->c.turns >= conversation_turns_max)
        return err_set(err, ERR_CONFLICT, "a conversation has at most %d turns: begin a new one",
                       conversation_turns_max);
    take_contact(r);
    return true;
}

bool recording_begin(struct desk *d, struct arena *job, const struct incoming *in,
                     const struct conversation *seen, struct recording **out, struct err *err)
{
    struct recording *r = ARENA_NEW(job, struct recording);

    r->task = task_begin(d);
    r->job = job;
    r->in = in;
    r->is_new = seen->id.len == 0;
    if (!store_begin(r->task.store, err) ||
        !(r->is_new ? insert(r, err) : check_version(r, seen, err)) || !task_step("desk.1", err)) {
        recording_drop(r);
        return false;
    }
    r->c.version++;
    *out = r;
    return true;
}

/* ---- turns ---- */

struct slice recording_conversation(const struct recording *r)
{
    return r->c.id;
}

struct slice recording_contact(const struct recording *r)
{
    return r->c.contact;
}

int64_t recording_turn(const struct recording *r)
{
    return r->c.turns;
}

bool recording_add(struct recording *r, const struct turn_record *t, struct err *err)
{
    bool from_customer = slice_is(slice_of(t->author), "customer");

    if (from_customer && slice_is(r->c.status, STATUS_CLOSED)) /* it goes on, with the bot */
        r->c.status = SLICE(STATUS_BOT);
    return store_run(r->task.store, r->task.arena, err,
                     "INSERT INTO turn(conversation, n, episode, author, text, turn_id, decision,"
                     " reason, p, q, article, answer_id, generation, at, choice, agent, private,"
                     " basis) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                     " ?15, ?16, ?17, ?18)",
                     "tiittttt"
                     "dd"
                     "ttiittit",
                     r->c.id, ++r->c.turns, r->c.episode, slice_of(t->author),
                     t->text.ptr ? t->text : SLICE(""),
                     from_customer ? store_or_null(r->in->turn_id) : (struct slice){0},
                     slice_of(t->decision), slice_of(t->reason), t->p, t->q,
                     store_or_null(t->article), store_or_null(t->answer_id), (int64_t)t->generation,
                     clock_now(), store_or_null(t->choice), store_or_null(t->agent),
                     (int64_t)t->private, store_or_null(t->basis)) &&
           task_step("desk.2", err);
}

bool recording_said(struct recording *r, struct transcript *out, struct err *err)
{
    *out = (struct transcript){.conversation = r->c};
    return transcript_rows(&r->task, r->job, r->c.id, 0, transcript_whole, out, err);
}

bool recording_notice(struct recording *r, const char *event, struct err *err)
{
    struct transcript t = {.conversation = r->c};

    return transcript_rows(&r->task, r->task.arena, r->c.id, r->c.turns - 1, 1, &t, err) &&
           outbox_add(&r->task, &(struct notice){event, &t, r->c.ticket, NULL}, err);
}

/* ---- the ticket ---- */

#define MINE   CONTACT_COMPARED("known.key", "known.value")
#define THEIRS CONTACT_COMPARED("known.key", "json_extract(t.contact, '$.' || known.key)")
#define SAME   THEIRS " = " MINE

static const char open_of_the_same[] =
    "SELECT DISTINCT number FROM json_each(?1) AS known CROSS JOIN ticket AS t WHERE state <> 'closed'"
    " AND conversation <> ?2 AND known.key IN ('email', 'phone', 'external_id')"
    " AND " MINE " <> '' AND " SAME " ORDER BY number";

bool recording_duplicates(struct recording *r, struct texts *numbers, struct err *err)
{
    struct statement *st = store_prepare(r->task.store, r->task.arena, err, open_of_the_same, "tt",
                                         r->c.contact, r->c.id);
    bool row;

    *numbers = (struct texts){0};
    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        texts_add(r->job, numbers, slice_copy(r->job, statement_text(st, 0)));
    }
    return false;
}

static bool next_number(struct recording *r, char number[ticket_number_size], struct err *err)
{
    int year = clock_year(clock_now());
    struct slice name = slice_of(arena_printf(r->task.arena, "ticket-%d", year));
    struct statement *st = store_prepare(r->task.store, r->task.arena, err,
                                         "INSERT INTO counter VALUES(?1, 1) ON CONFLICT(name)"
                                         " DO UPDATE SET value = value + 1 RETURNING value",
                                         "t", name);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    snprintf(number, ticket_number_size, "KB-%d-%06" PRId64, year, statement_int(st, 0));
    return statement_step(st, &row, err);
}

bool recording_ticket(struct recording *r, const struct ticket_record *t,
                      char number[ticket_number_size], struct err *err)
{
    if (r->c.ticket.len) {
        snprintf(number, ticket_number_size, "%.*s", SLICE_ARG(r->c.ticket));
        return true;
    }
    if (!next_number(r, number, err))
        return false;
    r->c.ticket = r->opened = slice_copy(r->job, slice_of(number));
    r->c.status = SLICE(STATUS_QUEUED);
    r->c.owner = SLICE(OWNER_TEAM);
    r->about = t->about;
    return store_run(r->task.store, r->task.arena, err,
                     "INSERT INTO ticket(number, conversation, state, reason, category, priority,"
                     " question, summary, contact, created_at, type)"
                     " VALUES(?1, ?2, 'open', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                     "ttttttt"
                     "tit",
                     r->c.ticket, r->c.id, slice_of(t->reason),
                     t->category.ptr ? t->category : SLICE(""), t->priority, t->question,
                     json_print(r->task.arena, t->about), r->c.contact, clock_now(), t->type) &&
           task_step("desk.3", err);
}

bool recording_expect(struct recording *r, const struct calendar *c, struct slice ticket,
                      struct expectation *out, struct err *err)
{
    return expectation_read(&r->task, c, ticket, clock_now(), out, err);
}

/* ---- finishing ---- */

/* The hand-off tells everything said so far, this turn included; later the customer may say
 * how to be reached. */
static bool tell_of_ticket(struct recording *r, struct err *err)
{
    struct transcript t = {.conversation = r->c};

    if (r->opened.len)
        return transcript_rows(&r->task, r->task.arena, r->c.id, 0, transcript_whole, &t, err) &&
               outbox_add(&r->task, &(struct notice){"handoff.requested", &t, r->opened, r->about},
                          err) &&
               task_step("desk.4", err);
    if (r->c.ticket.len == 0 || !r->new_contact)
        return true;
    return store_run(r->task.store, r->task.arena, err,
                     "UPDATE ticket SET contact = ?2 WHERE number = ?1", "tt", r->c.ticket,
                     r->c.contact) &&
           outbox_add(&r->task, &(struct notice){"ticket.updated", &t, r->c.ticket, NULL}, err);
}

static bool update(struct recording *r, struct slice bot_state, struct err *err)
{
    return store_run(r->task.store, r->task.arena, err,
                     "UPDATE conversation SET lang = ?2, status = ?3, owner = ?4, version = ?5,"
                     " turns = ?6, bot_state = ?7, contact = ?8, ticket = ?9, updated_at = ?10,"
                     " episode = ?11 WHERE id = ?1",
                     "ttttiitt"
                     "tii",
                     r->c.id, slice_of(language_code(r->in->lang)), r->c.status, r->c.owner,
                     r->c.version, r->c.turns, bot_state, r->c.contact, store_or_null(r->c.ticket),
                     clock_now(), r->c.episode);
}

static bool store_reply(struct recording *r, struct slice reply, struct err *err)
{
    if (r->in->turn_id.len == 0)
        return true;
    return store_run(r->task.store, r->task.arena, err,
                     "INSERT INTO reply VALUES(?1, ?2, ?3, ?4, ?5, ?6)", "ttttit", r->c.id,
                     r->in->turn_id,
                     r->is_new ? store_or_null(r->in->first_key) : (struct slice){0}, reply,
                     clock_now(), store_or_null(r->in->said));
}

bool recording_finish(struct recording *r, struct slice bot_state, struct slice reply,
                      struct err *err)
{
    bool ok = tell_of_ticket(r, err) && update(r, bot_state, err) && store_reply(r, reply, err) &&
              task_step("desk.5", err) && store_commit(r->task.store, err) &&
              task_step("desk.6", err);

    recording_drop(r);
    return ok;
}

void recording_drop(struct recording *r)
{
    store_rollback(r->task.store);
    task_end(&r->task);
}
