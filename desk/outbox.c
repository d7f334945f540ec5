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

static bool payload_of(struct task *t, const struct notice *n, const char *delivery, int64_t seq,
                       struct slice *out, struct err *err)
{
    struct json *o = json_object(t->arena);
    const struct json *contact;
    struct err ignored;
    char time[clock_text_size];

    clock_print(clock_now(), time);
    json_add_text(o, "id", slice_of(delivery));
    json_add_text(o, "type", slice_of(n->event));
    json_add_number(o, "api_version", 1);
    json_add_text(o, "created_at", slice_of(time));
    json_add_number(o, "seq", (double)seq);
    add_conversation(o, &n->said->conversation);
    if (json_parse(t->arena, n->said->conversation.contact, &contact, &ignored))
        json_add_copy(o, "contact", contact);
    if (!add_ticket(t, o, n->ticket, err))
        return false;
    if (n->about)
        add_about(t, o, n);
    transcript_print(json_add_array(o, n->about ? "transcript" : "turns"), n->said);
    *out = json_print(t->arena, o);
    return true;
}

static bool next_seq(struct task *t, struct slice conversation, int64_t *seq, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "SELECT coalesce(max(seq), 0) + 1 FROM outbox WHERE conversation = ?1", "t", conversation);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *seq = statement_int(st, 0);
    return true;
}

bool outbox_add(struct task *t, const struct notice *n, struct err *err)
{
    struct slice id = n->said->conversation.id, payload;
    char delivery[id_text_size];
    int64_t seq;

    id_new(delivery);
    return next_seq(t, id, &seq, err) && payload_of(t, n, delivery, seq, &payload, err) &&
           store_run(t->store, t->arena, err,
                     "INSERT INTO outbox VALUES(NULL, ?1, ?2, ?3, ?4, ?5, 'waiting', 0, ?6, '',"
                     " ?6)",
                     "tttiti", slice_of(delivery), slice_of(n->event), id, seq, payload,
                     clock_now());
}

/* A notice waits until the one before it has arrived, or is given up. */
#define FIRST_WAITING                                                                              \
    " FROM outbox AS o WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"    \
    " WHERE earlier.conversation = o.conversation AND earlier.state = 'waiting'"                   \
    " AND earlier.seq < o.seq)"

static bool next_time(struct task *t, int64_t *next_at, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT coalesce(min(next_at), 0)" FIRST_WAITING, "");
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
                      "SELECT id, delivery, event, seq, payload, attempts, created_at" FIRST_WAITING
                      " AND next_at <= ?1 ORDER BY next_at, id LIMIT 1",
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
    bool ok = store_run(t.store, t.arena, err,
                        "UPDATE outbox SET state = 'delivered', attempts = attempts + 1,"
                        " error = '' WHERE id = ?1",
                        "i", id);

    task_end(&t);
    return ok;
}

bool outbox_failed(struct desk *d, int64_t id, struct slice why, int64_t next_at, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_run(t.store, t.arena, err,
                        "UPDATE outbox SET state = ?2, attempts = attempts + 1, error = ?3,"
                        " next_at = ?4 WHERE id = ?1",
                        "itti", id, next_at ? SLICE("waiting") : SLICE("dead"), why, next_at);

    task_end(&t);
    return ok;
}
