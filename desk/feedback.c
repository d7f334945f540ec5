/* feedback.c - see feedback.h */
#include "desk/feedback.h"

#include "base/clock.h"
#include "desk/desk_inside.h"

static bool exists(struct task *t, const char *sql, struct slice id, const char *what,
                   struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err, sql, "t", id);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    return row || err_set(err, ERR_NOT_FOUND, "there is no %s '%.*s'", what, SLICE_ARG(id));
}

static bool add(struct task *t, const struct feedback *f, struct err *err)
{
    bool of_answer = f->answer_id.len > 0;

    if (of_answer
            ? !exists(t, "SELECT 1 FROM turn WHERE answer_id = ?1", f->answer_id, "answer", err)
            : !exists(t, "SELECT 1 FROM ticket WHERE number = ?1", f->ticket, "ticket", err))
        return false;
    return store_run(t->store, t->arena, err,
                     "INSERT INTO feedback VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)", "tttdtti",
                     of_answer ? f->answer_id : (struct slice){0},
                     of_answer ? (struct slice){0} : f->ticket, f->kind, f->value, f->reason,
                     f->text, clock_now());
}

bool feedback_add(struct desk *d, const struct feedback *f, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = add(&t, f, err);

    task_end(&t);
    return ok;
}

bool feedback_event(struct desk *d, const struct search_event *e, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_run(t.store, t.arena, err, "INSERT INTO event VALUES(NULL, ?1, ?2, ?3, ?4, ?5)",
                        "tttii", e->kind, e->query_id, e->article, e->position, clock_now());

    task_end(&t);
    return ok;
}
