/* feedback.c - see feedback.h */
#include "desk/feedback.h"

#include "base/clock.h"
#include "desk/desk_inside.h"

static bool find(struct task *t, const struct feedback *f, struct slice *conversation,
                 struct err *err)
{
    bool of_answer = f->answer_id.len > 0;
    struct slice id = of_answer ? f->answer_id : f->ticket;
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      of_answer ? "SELECT conversation FROM turn WHERE answer_id = ?1"
                                : "SELECT conversation FROM ticket WHERE number = ?1",
                      "t", id);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    if (!row)
        return err_set(err, ERR_NOT_FOUND, "there is no %s '%.*s'", of_answer ? "answer" : "ticket",
                       SLICE_ARG(id));
    *conversation = statement_text(st, 0);
    return true;
}

bool feedback_conversation(struct desk *d, struct arena *job, const struct feedback *f,
                           struct slice *out, struct err *err)
{
    struct task t = task_begin(d);
    struct slice found;
    bool ok = find(&t, f, &found, err);

    if (ok)
        *out = slice_copy(job, found);
    task_end(&t);
    return ok;
}

static bool add(struct task *t, const struct feedback *f, struct err *err)
{
    bool of_answer = f->answer_id.len > 0;
    struct slice conversation;

    if (!find(t, f, &conversation, err))
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

static bool read_rating(struct task *t, struct arena *job, struct slice ticket, struct rating *out,
                        struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT value, reason, text, at FROM feedback WHERE"
                                         " ticket = ?1 AND kind = 'csat' ORDER BY id DESC LIMIT 1",
                                         "t", ticket);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *out = row ? (struct rating){.value = statement_number(st, 0),
                                 .reason = slice_copy(job, statement_text(st, 1)),
                                 .text = slice_copy(job, statement_text(st, 2)),
                                 .at = statement_int(st, 3)}
               : (struct rating){.value = 0};
    return true;
}

bool feedback_rating(struct desk *d, struct arena *job, struct slice ticket, struct rating *out,
                     struct err *err)
{
    struct task t = task_begin(d);
    bool ok = read_rating(&t, job, ticket, out, err);

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
