/* erasure.c - see erasure.h */
#include "desk/erasure.h"

#include "base/clock.h"
#include "desk/contact.h"
#include "desk/feedback_inside.h"
#include "desk/outbox.h"

enum { named_most = 5 };

/* ---- one conversation ---- */

/* One that was erased, or got a ticket, since it was looked for is left alone. */
static bool erase_conversation(struct task *t, struct slice id, int64_t now, struct err *err)
{
    if (!store_run(t->store, t->arena, err,
                   "UPDATE conversation SET bot_state = '', contact = '{}', scope = '',"
                   " erased_at = ?2 WHERE id = ?1 AND erased_at IS NULL AND ticket IS NULL",
                   "ti", id, now))
        return false;
    return store_changed(t->store) == 1 ||
           err_set(err, ERR_BUSY, "conversation %.*s went on meanwhile: repeat", SLICE_ARG(id));
}

static bool erase_turns(struct task *t, struct slice id, int64_t *count, struct err *err)
{
    if (!store_run(t->store, t->arena, err,
                   "UPDATE turn SET text = '', basis = NULL, turn_id = NULL, choice = NULL,"
                   " agent = NULL WHERE conversation = ?1",
                   "t", id))
        return false;
    *count = store_changed(t->store);
    return store_run(t->store, t->arena, err, "DELETE FROM reply WHERE conversation = ?1", "t", id);
}

static bool erase_tickets(struct task *t, struct slice id, int64_t now, struct texts *numbers,
                          struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "UPDATE ticket SET question = '', summary = '{}', contact = '{}', tags = '[]',"
        " assignee = '', erased_at = ?2 WHERE conversation = ?1 RETURNING number",
        "ti", id, now);
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        texts_add(t->arena, numbers, statement_text(st, 0));
    }
    return false;
}

static void print_counts(struct json *into, const struct erasure *e)
{
    json_add_number(into, "turns", (double)e->turns);
    json_add_number(into, "tickets", (double)e->tickets);
    json_add_number(into, "feedback", (double)e->feedback);
    json_add_number(into, "notices", (double)e->notices);
}

static bool tell(struct task *t, struct slice id, const struct texts *tickets,
                 const struct erasure *e, struct err *err)
{
    struct json *counts = json_object(t->arena);

    print_counts(counts, e);
    return outbox_add_erased(t, id, tickets, counts, err);
}

static bool count_erased(struct task *t, struct err *err)
{
    return store_run(t->store, t->arena, err,
                     "INSERT INTO counter VALUES('erased', 1)"
                     " ON CONFLICT(name) DO UPDATE SET value = value + 1",
                     "");
}

/* Feedback is found by turns and tickets. */
static bool erase_one(struct task *t, struct slice id, int64_t now, struct erasure *sum,
                      struct err *err)
{
    struct texts tickets = {0};
    struct erasure e = {0};

    if (!erase_conversation(t, id, now, err) || !erase_turns(t, id, &e.turns, err) ||
        !task_step("erase.1", err) || !feedback_erase(t, id, &e.feedback, err) ||
        !erase_tickets(t, id, now, &tickets, err) || !outbox_erase(t, id, &e.notices, err))
        return false;
    e.tickets = (int64_t)tickets.count;
    if (!tell(t, id, &tickets, &e, err) || !count_erased(t, err) || !task_step("erase.2", err))
        return false;
    sum->turns += e.turns;
    sum->tickets += e.tickets;
    sum->feedback += e.feedback;
    sum->notices += e.notices;
    return true;
}

/* Those from `first` on, at most erasure_at_once, within a transaction. */
static bool erase_some(struct task *t, const struct texts *ids, size_t first, struct erasure *sum,
                       struct err *err)
{
    int64_t now = clock_now();

    for (size_t i = first; i < ids->count && i < first + erasure_at_once; i++)
        if (!erase_one(t, ids->items[i], now, sum, err))
            return false;
    sum->at = now;
    return true;
}

/* ---- whose ---- */

static const char by_ids[] =
    "SELECT id, coalesce(ticket, '') FROM conversation WHERE erased_at IS NULL"
    " AND id IN (SELECT value FROM json_each(?2)) ORDER BY id";

/* What was known when a ticket was opened may have been replaced since. */
#define KNOWN                                                                                      \
    CONTACT_COMPARED("?1", "json_extract(contact, '$.' || ?1)")                                    \
    " = " CONTACT_COMPARED("?1", "?2")
#define KNOWN_TO_TICKET "id IN (SELECT conversation FROM ticket WHERE " KNOWN ")"

static const char by_contact[] =
    "SELECT id, coalesce(ticket, '') FROM conversation WHERE erased_at IS NULL"
    " AND (" KNOWN " OR " KNOWN_TO_TICKET ") ORDER BY id";

static struct slice as_array(struct arena *job, const struct texts *list)
{
    struct json *array = json_array(job);

    for (size_t i = 0; i < list->count; i++)
        json_add_text(array, NULL, list->items[i]);
    return json_print(job, array);
}

static struct slice join(struct arena *job, const struct texts *list)
{
    struct buf out = buf_new(job, 4096);

    for (size_t i = 0; i < list->count && i < named_most; i++)
        buf_printf(&out, "%s%.*s", i ? ", " : "", SLICE_ARG(list->items[i]));
    if (list->count > named_most)
        buf_text(&out, ", …");
    return buf_slice(&out);
}

static bool read_ids(struct task *t, struct arena *job, struct statement *st, struct texts *ids,
                     struct err *err)
{
    struct texts open = {0};
    bool row = true;

    while (st && statement_step(st, &row, err) && row) {
        texts_add(job, ids, slice_copy(job, statement_text(st, 0)));
        if (statement_text(st, 1).len)
            texts_add(t->arena, &open, statement_text(st, 1));
    }
    if (!st || row)
        return false;
    return open.count == 0 ||
           err_set(err, ERR_CONFLICT, "people still work on %.*s: close it first",
                   SLICE_ARG(join(t->arena, &open)));
}

static bool find_missing(const struct texts *wanted, const struct texts *found, struct err *err)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (!texts_have(found, wanted->items[i]))
            return err_set(err, ERR_NOT_FOUND, "there is no conversation '%.*s'",
                           SLICE_ARG(wanted->items[i]));
    return true;
}

static bool list(struct desk *d, struct arena *job, const struct erasure_whose *w,
                 struct texts *ids, struct err *err)
{
    struct task t = task_begin(d);
    struct slice by = w->member ? slice_trim(w->value) : as_array(t.arena, &w->conversations);
    struct statement *st = store_prepare(t.store, t.arena, err, w->member ? by_contact : by_ids,
                                         "tt", slice_of(w->member), by);
    bool ok =
        read_ids(&t, job, st, ids, err) && (w->member || find_missing(&w->conversations, ids, err));

    task_end(&t);
    return ok;
}

static bool check(const struct erasure_whose *w, struct arena *job, struct err *err)
{
    if (!w->member)
        return true;
    if (slice_is(slice_of(w->member), "phone") && contact_phone(job, w->value).len == 0)
        return err_set(err, ERR_INPUT, "a phone number has digits");
    return slice_trim(w->value).len > 0 || err_set(err, ERR_INPUT, "`%s` is empty", w->member);
}

/* ---- all of them ---- */

/* A trial is the same, and is taken back. */
static bool run_part(struct desk *d, const struct texts *ids, size_t first, bool dry,
                     struct erasure *sum, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_begin(t.store, err) && erase_some(&t, ids, first, sum, err) &&
              (dry || (store_commit(t.store, err) && task_step("erase.3", err)));

    store_rollback(t.store);
    task_end(&t);
    return ok;
}

/* What another process that reads holds back, the next scrub empties. */
static void empty_log(struct desk *d)
{
    struct task t = task_begin(d);
    struct err ignored;

    store_checkpoint(t.store, &ignored);
    task_end(&t);
}

bool erasure_run(struct desk *d, struct arena *job, const struct erasure_whose *whose, bool dry,
                 struct erasure *out, struct err *err)
{
    struct erasure sum = {0};

    if (!check(whose, job, err) || !list(d, job, whose, &sum.ids, err))
        return false;
    for (size_t i = 0; i < sum.ids.count; i += erasure_at_once)
        if (!run_part(d, &sum.ids, i, dry, &sum, err))
            return false;
    if (dry)
        sum.at = 0;
    else
        empty_log(d);
    *out = sum;
    return true;
}

static const char silent[] =
    "SELECT id FROM conversation WHERE erased_at IS NULL AND ticket IS NULL AND updated_at < ?1"
    " ORDER BY updated_at LIMIT ?2";

static bool list_silent(struct task *t, struct arena *job, int64_t before, struct texts *ids,
                        struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err, silent, "ii", before,
                                         (int64_t)erasure_silent_at_once);
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        texts_add(job, ids, slice_copy(job, statement_text(st, 0)));
    }
    return false;
}

bool erasure_of_silent(struct desk *d, struct arena *job, int64_t before, struct erasure *out,
                       struct err *err)
{
    struct task t = task_begin(d);
    struct erasure sum = {0};
    bool ok = store_begin(t.store, err) && list_silent(&t, job, before, &sum.ids, err) &&
              erase_some(&t, &sum.ids, 0, &sum, err) && store_commit(t.store, err);

    store_rollback(t.store);
    task_end(&t);
    if (ok)
        *out = sum;
    return ok;
}

void erasure_print(struct json *into, const struct erasure *e)
{
    json_add_time(into, "erased_at", e->at);
    json_add_number(into, "conversations", (double)e->ids.count);
    print_counts(into, e);
    texts_print(into, "ids", &e->ids);
}

/* ---- what is left of it ---- */

bool erasure_count(struct desk *d, int64_t *out, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = task_count(&t, TASK_ERASED, out, err);

    task_end(&t);
    return ok;
}

static bool read_counters(struct desk *d, int64_t *erased, int64_t *scrubbed, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = task_count(&t, TASK_ERASED, erased, err) &&
              task_count(&t, "SELECT coalesce(sum(value), 0) FROM counter WHERE name = 'scrubbed'",
                         scrubbed, err);

    task_end(&t);
    return ok;
}

bool erasure_scrub(struct desk *d, struct err *err)
{
    int64_t erased, scrubbed;
    struct task t;
    bool ok;

    if (!read_counters(d, &erased, &scrubbed, err))
        return false;
    if (erased == scrubbed)
        return true;
    t = task_begin(d);
    ok = store_scrub(t.store, err) &&
         store_run(t.store, t.arena, err, "INSERT OR REPLACE INTO counter VALUES('scrubbed', ?1)",
                   "i", erased);
    task_end(&t);
    return ok;
}
