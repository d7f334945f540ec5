/* queue.c - see queue.h */
#include "desk/queue.h"

#include "desk/ticket_inside.h"

/* What words are looked for in: the text of a ticket, as texts are compared. */
#define TEXT                                                                                       \
    "folded(number || ' ' || question || ' ' || assignee"                                          \
    " || ' ' || (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(tags))"              \
    " || ' ' || (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(contact)))"

/* The tickets of a view, and those of them that are searched: a query each, for one that asks for its
 * view reads all tickets there are. The + keeps those that are open from being looked for by time.
 * ?1 is the agent, ?2 the words, ?3 and ?4 how many. */
#define CHOSEN(in_view, newest)                                                                    \
    TICKET_COLUMNS "WHERE " in_view " AND (?2 = '[]' OR number IN (WITH text(id, text) AS"         \
                   " MATERIALIZED (SELECT number, " TEXT " FROM ticket WHERE " in_view             \
                   " ORDER BY " newest " DESC LIMIT ?4)"                                           \
                   " SELECT id FROM text WHERE NOT EXISTS (SELECT 1 FROM json_each(?2) AS word"    \
                   " WHERE instr(text, folded(word.value)) = 0)))"                                 \
                   " ORDER BY closed_at DESC, CASE priority WHEN 'urgent' THEN 0"                  \
                   " WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END,"                          \
                   " waiting = 0, waiting, created_at, number LIMIT ?3"

#define OPEN "state <> 'closed'"

static const struct {
    const char *name, *chosen;
} views[] = {
    [QUEUE_ACTIVE] = {"active", CHOSEN(OPEN, "+created_at")},
    [QUEUE_MINE] = {"mine", CHOSEN(OPEN " AND assignee = ?1", "+created_at")},
    [QUEUE_UNASSIGNED] = {"unassigned", CHOSEN(OPEN " AND assignee = ''", "+created_at")},
    [QUEUE_CLOSED] = {"closed", CHOSEN("closed_at IS NOT NULL", "closed_at")},
};

bool queue_parse_view(struct slice name, enum queue_view *out)
{
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (slice_is(name, views[i].name)) {
            *out = (enum queue_view)i;
            return true;
        }
    return false;
}

/* The words as a JSON array. */
static struct slice words_of(struct arena *job, struct slice text)
{
    struct json *list = json_array(job);

    for (size_t n = 0; text.ptr && n < queue_words_most;) {
        struct slice word = slice_cut(&text, ' ');

        if (word.len == 0)
            continue;
        json_add_text(list, NULL, word);
        n++;
    }
    return json_print(job, list);
}

static bool read_tickets(struct task *t, struct arena *job, const struct queue_request *q,
                         struct ticket **out, size_t *count, struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err, views[q->view].chosen, "ttii", q->agent,
                      words_of(t->arena, q->words), (int64_t)q->most, (int64_t)queue_scanned_most);
    bool row;

    *out = NULL;
    *count = 0;
    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        *out = arena_room(job, *out, *count, sizeof **out);
        (*out)[(*count)++] = ticket_row(job, st);
    }
    return false;
}

static bool read_counts(struct task *t, struct slice agent, struct queue_counts *out,
                        struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      "SELECT count(*), coalesce(sum(assignee = ?1), 0),"
                      " coalesce(sum(assignee = ''), 0), coalesce(sum(waiting > 0), 0)"
                      " FROM (SELECT assignee, " TICKET_WAITING " AS waiting FROM ticket"
                      " WHERE state <> 'closed')",
                      "t", agent);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *out = (struct queue_counts){.active = statement_int(st, 0),
                                 .mine = statement_int(st, 1),
                                 .unassigned = statement_int(st, 2),
                                 .waiting = statement_int(st, 3)};
    return true;
}

bool queue_read(struct desk *d, struct arena *job, const struct queue_request *q,
                struct ticket **out, size_t *count, struct queue_counts *counts, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = read_tickets(&t, job, q, out, count, err) && read_counts(&t, q->agent, counts, err);

    task_end(&t);
    return ok;
}
