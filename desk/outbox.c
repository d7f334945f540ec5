/* outbox.c - see outbox.h */
#include "desk/outbox.h"

#include "base/clock.h"
#include "desk/ticket_inside.h"

static void add_conversation(struct json *into, const struct conversation *c)
{
    struct json *o = json_add_object(into, "conversation");

    json_add_text(o, "id", c->id);
    json_add_text(o, "channel", c->channel);
    json_add_text(o, "lang", slice_of(language_code(c->lang)));
    json_add_text(o, "status", c->status);
    json_add_text(o, "owner", c->owner);
    json_add_number(o, "episode", (double)c->episode);
    json_add_number(o, "version", (double)c->version);
}

static bool add_ticket(struct task *t, struct json *into, struct slice number, struct err *err)
{
    struct ticket ticket;

    if (number.len == 0)
        return true;
    if (!ticket_read(t, t->arena, number, &ticket, err))
        return false;
    ticket_print(json_add_object(into, "ticket"), &ticket);
    return true;
}

static void add_about(struct task *t, struct json *into, const struct notice *n)
{
    const struct slice id = n->said->conversation.id;

    for (const struct json *i = json_first(n->about); i; i = json_next(i))
        json_add_copy(into, json_name(i).ptr, i);
    json_add_text(
        into, "transcript_url",
        slice_of(arena_printf(t->arena, "/v1/conversations/%.*s/transcript", SLICE_ARG(id))));
}

/* A notice while it is written. */
struct letter {
    struct slice conversation;
    const char *event;
    char delivery[id_text_size];
    int64_t seq;
    struct json *payload;
};

static bool next_seq(struct task *t, struct slice conversation, int64_t *seq, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "UPDATE conversation SET notices = notices + 1"
                                         " WHERE id = ?1 RETURNING notices",
                                         "t", conversation);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *seq = statement_int(st, 0);
    return statement_step(st, &row, err);
}

/* With what every notice begins. */
static bool begin(struct task *t, struct slice conversation, const char *event, struct letter *out,
                  struct err *err)
{
    struct json *o = json_object(t->arena);
    char time[clock_text_size];

    *out = (struct letter){.conversation = conversation, .event = event, .payload = o};
    id_new(out->delivery);
    clock_print(clock_now(), time);
    if (!next_seq(t, conversation, &out->seq, err))
        return false;
    json_add_text(o, "id", slice_of(out->delivery));
    json_add_text(o, "type", slice_of(event));
    json_add_number(o, "api_version", 1);
    json_add_text(o, "created_at", slice_of(time));
    json_add_number(o, "seq", (double)out->seq);
    return true;
}

/* Of a conversation none is due before the one in front of it. */
static bool post(struct task *t, const struct letter *l, struct err *err)
{
    return store_run(t->store, t->arena, err,
                     "INSERT INTO outbox VALUES(NULL, ?1, ?2, ?3, ?4, ?5, 'waiting', 0,"
                     " max(?6, coalesce((SELECT next_at FROM outbox WHERE conversation = ?3"
                     " AND state = 'waiting' ORDER BY seq DESC LIMIT 1), 0)), '', ?6)",
                     "tttiti", slice_of(l->delivery), slice_of(l->event), l->conversation, l->seq,
                     json_print(t->arena, l->payload), clock_now());
}

bool outbox_add(struct task *t, const struct notice *n, struct err *err)
{
    const struct json *contact;
    struct err ignored;
    struct letter l;

    if (!begin(t, n->said->conversation.id, n->event, &l, err))
        return false;
    add_conversation(l.payload, &n->said->conversation);
    if (json_parse(t->arena, n->said->conversation.contact, &contact, &ignored))
        json_add_copy(l.payload, "contact", contact);
    if (!add_ticket(t, l.payload, n->ticket, err))
        return false;
    if (n->about)
        add_about(t, l.payload, n);
    transcript_print(json_add_array(l.payload, n->about ? "transcript" : "turns"), n->said);
    return post(t, &l, err);
}

/* ---- of what was erased ---- */

bool outbox_erase(struct task *t, struct slice conversation, int64_t *count, struct err *err)
{
    if (!store_run(t->store, t->arena, err, "DELETE FROM outbox WHERE conversation = ?1", "t",
                   conversation))
        return false;
    *count = store_changed(t->store);
    return true;
}

static bool was_told(struct task *t, struct slice conversation, bool *out, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT 1 FROM conversation WHERE id = ?1 AND notices > 0",
                                         "t", conversation);

    return st && statement_step(st, out, err);
}

bool outbox_add_erased(struct task *t, struct slice conversation, const struct texts *tickets,
                       const struct json *erased, struct err *err)
{
    struct letter l;
    bool told;

    if (!was_told(t, conversation, &told, err))
        return false;
    if (!told)
        return true;
    if (!begin(t, conversation, "privacy.erased", &l, err))
        return false;
    json_add_text(json_add_object(l.payload, "conversation"), "id", conversation);
    texts_print(l.payload, "tickets", tickets);
    json_add_copy(l.payload, "erased", erased);
    return post(t, &l, err);
}

/* ---- sending ---- */

static bool next_time(struct task *t, int64_t *next_at, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT coalesce(min(next_at), 0) FROM outbox"
                                         " WHERE state = 'waiting'",
                                         "");
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *next_at = statement_int(st, 0);
    return true;
}

static bool due(struct task *t, struct arena *job, int64_t now, struct outbox_item *out,
                bool *found, struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      "SELECT id, delivery, event, seq, payload, attempts, created_at FROM outbox"
                      " WHERE state = 'waiting' AND next_at <= ?1 ORDER BY next_at, id LIMIT 1",
                      "i", now);

    if (!st || !statement_step(st, found, err))
        return false;
    if (*found)
        *out = (struct outbox_item){.id = statement_int(st, 0),
                                    .delivery = slice_copy(job, statement_text(st, 1)),
                                    .event = slice_copy(job, statement_text(st, 2)),
                                    .seq = statement_int(st, 3),
                                    .payload = slice_copy(job, statement_text(st, 4)),
                                    .attempts = statement_int(st, 5),
                                    .created_at = statement_int(st, 6)};
    return true;
}

bool outbox_due(struct desk *d, struct arena *job, int64_t now, struct outbox_item *out,
                bool *found, int64_t *next_at, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = due(&t, job, now, out, found, err) && next_time(&t, next_at, err);

    task_end(&t);
    return ok;
}

bool outbox_delivered(struct desk *d, int64_t id, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_run(t.store, t.arena, err, "DELETE FROM outbox WHERE id = ?1", "i", id);

    task_end(&t);
    return ok;
}

/* Those behind it wait as long; behind one that is given up they are due. */
static const char put_off[] =
    "UPDATE outbox SET next_at = ?3, attempts = attempts + (id = ?1),"
    " error = CASE id WHEN ?1 THEN ?2 ELSE error END WHERE state = 'waiting'"
    " AND conversation = (SELECT conversation FROM outbox WHERE id = ?1)";

static const char give_up[] =
    "UPDATE outbox SET state = 'dead', next_at = ?3, attempts = attempts + 1, error = ?2"
    " WHERE id = ?1";

bool outbox_failed(struct desk *d, int64_t id, struct slice why, int64_t next_at, struct err *err)
{
    struct task t = task_begin(d);
    bool ok =
        store_run(t.store, t.arena, err, next_at ? put_off : give_up, "iti", id, why, next_at);

    task_end(&t);
    return ok;
}

/* ---- what nobody waits for any longer ---- */

static const int64_t day_ms = 24 * 60 * 60 * 1000;

bool outbox_prune(struct desk *d, bool has_receiver, int64_t now, bool *more, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_run(t.store, t.arena, err,
                        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE"
                        " (state = 'dead' AND created_at < ?1) OR"
                        " (state = 'waiting' AND ?2 AND created_at < ?3) LIMIT ?4)",
                        "iiii", now - outbox_dead_days * day_ms, (int64_t)!has_receiver,
                        now - day_ms, (int64_t)outbox_at_once);

    *more = ok && store_changed(t.store) == outbox_at_once;
    task_end(&t);
    return ok;
}
