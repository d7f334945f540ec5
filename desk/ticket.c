/* ticket.c - see ticket.h */
#include "desk/ticket.h"

#include "desk/desk_inside.h"

#define COLUMNS                                                                                    \
    "SELECT number, conversation, state, reason, category, priority, question, summary, contact,"  \
    " created_at FROM ticket "

static struct ticket read_row(struct arena *job, struct statement *st)
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
                           .created_at = statement_int(st, 9)};
}

static bool list(struct task *t, struct arena *job, struct slice state, size_t most,
                 struct ticket **out, size_t *count, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         COLUMNS "WHERE ?1 = '' OR state = ?1"
                                                 " ORDER BY created_at DESC, number DESC LIMIT ?2",
                                         "ti", state, (int64_t)most);
    bool row;

    *out = NULL;
    *count = 0;
    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        *out = arena_room(job, *out, *count, sizeof **out);
        (*out)[(*count)++] = read_row(job, st);
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

static bool load(struct task *t, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err, COLUMNS "WHERE number = ?1", "t", number);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    if (!row)
        return err_set(err, ERR_NOT_FOUND, "there is no ticket '%.*s'", SLICE_ARG(number));
    *out = read_row(job, st);
    return true;
}

bool ticket_load(struct desk *d, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err)
{
    struct task t = task_begin(d);
    bool ok = load(&t, job, number, out, err);

    task_end(&t);
    return ok;
}
