/* ticket.c - see ticket.h */
#include "desk/ticket.h"

#include "base/clock.h"
#include "desk/ticket_inside.h"

static struct texts read_tags(struct arena *job, struct slice text)
{
    const struct json *list;
    struct err ignored;

    return json_parse(job, text, &list, &ignored) ? texts_parse(job, list) : (struct texts){0};
}

struct ticket ticket_row(struct arena *job, struct statement *st)
{
    return (struct ticket){.number = slice_copy(job, statement_text(st, 0)),
                           .conversation = slice_copy(job, statement_text(st, 1)),
                           .state = slice_copy(job, statement_text(st, 2)),
                           .reason = slice_copy(job, statement_text(st, 3)),
                           .category = slice_copy(job, statement_text(st, 4)),
                           .priority = slice_copy(job, statement_text(st, 5)),
                           .question = slice_copy(job, statement_text(st, 6)),
                           .about = slice_copy(job, statement_text(st, 7)),
                           .contact = slice_copy(job, statement_text(st, 8)),
                           .created_at = statement_int(st, 9),
                           .type = slice_copy(job, statement_text(st, 10)),
                           .assignee = slice_copy(job, statement_text(st, 11)),
                           .outcome = slice_copy(job, statement_text(st, 12)),
                           .outcome_article = slice_copy(job, statement_text(st, 13)),
                           .answered_at = statement_int(st, 14),
                           .closed_at = statement_int(st, 15),
                           .tags = read_tags(job, slice_copy(job, statement_text(st, 16))),
                           .waiting_since = statement_int(st, 17),
                           .rating = (unsigned)statement_int(st, 18)};
}

/* A query each: one that asks which it is would read all tickets there are. */
#define LISTED(which)                                                                              \
    TICKET_COLUMNS "WHERE " which " ORDER BY created_at DESC, number DESC LIMIT ?2"

static const char *query_of(struct slice state)
{
    if (slice_is(state, TICKETS_NOT_CLOSED))
        return LISTED("state <> 'closed'");
    return state.len ? LISTED("state = ?1") : LISTED("TRUE");
}

static bool list(struct task *t, struct arena *job, struct slice state, size_t most,
                 struct ticket **out, size_t *count, struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err, query_of(state), "ti", state, (int64_t)most);
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

bool ticket_list(struct desk *d, struct arena *job, struct slice state, size_t most,
                 struct ticket **out, size_t *count, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = list(&t, job, state.ptr ? state : SLICE(""), most, out, count, err);

    task_end(&t);
    return ok;
}

static bool newest(struct task *t, struct arena *job, struct slice conversation, struct ticket *out,
                   bool *found, struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      TICKET_COLUMNS "WHERE conversation = ?1"
                                     " ORDER BY created_at DESC, number DESC LIMIT 1",
                      "t", conversation);

    if (!st || !statement_step(st, found, err))
        return false;
    if (*found)
        *out = ticket_row(job, st);
    return true;
}

bool ticket_of_conversation(struct desk *d, struct arena *job, struct slice conversation,
                            struct ticket *out, bool *found, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = newest(&t, job, conversation, out, found, err);

    task_end(&t);
    return ok;
}

bool ticket_read(struct task *t, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err, TICKET_COLUMNS "WHERE number = ?1", "t", number);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    if (!row)
        return err_set(err, ERR_NOT_FOUND, "there is no ticket '%.*s'", SLICE_ARG(number));
    *out = ticket_row(job, st);
    return true;
}

bool ticket_load(struct desk *d, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err)
{
    struct task t = task_begin(d);
    bool ok = ticket_read(&t, job, number, out, err);

    task_end(&t);
    return ok;
}

void ticket_print(struct json *into, const struct ticket *t)
{
    json_add_text(into, "number", t->number);
    json_add_text(into, "state", t->state);
    json_add_text(into, "type", t->type);
    json_add_text(into, "category", t->category);
    json_add_text(into, "priority", t->priority);
    json_add_text(into, "assignee", t->assignee);
    json_add_text(into, "outcome", t->outcome);
    json_add_text(into, "outcome_article", t->outcome_article);
    json_add_time(into, "created_at", t->created_at);
    json_add_time(into, "answered_at", t->answered_at);
    json_add_time(into, "closed_at", t->closed_at);
    json_add_time(into, "waiting_since", t->waiting_since);
    texts_print(into, "tags", &t->tags);
    if (t->rating)
        json_add_number(into, "rating", t->rating);
    else
        json_add_null(into, "rating");
}

void ticket_print_listed(struct json *into, const struct ticket *t)
{
    ticket_print(into, t);
    json_add_text(into, "conversation_id", t->conversation);
    json_add_text(into, "reason", t->reason);
    json_add_text(into, "question", t->question);
}
