/* feedback.c - see feedback.h */
#include "desk/feedback.h"

#include "base/clock.h"
#include "desk/feedback_inside.h"

const char *const feedback_reasons[feedback_reason_count] = {"off_topic", "incomplete", "unclear",
                                                             "wrong", "failed"};

static bool find(struct task *t, const struct feedback *f, struct slice *conversation,
                 struct err *err)
{
    bool of_answer = f->answer_id.len > 0;
    struct slice id = of_answer ? f->answer_id : f->ticket;
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      of_answer ? "SELECT conversation FROM turn JOIN conversation ON id ="
                                  " conversation WHERE answer_id = ?1 AND erased_at IS NULL"
                                : "SELECT conversation FROM ticket WHERE number = ?1"
                                  " AND erased_at IS NULL",
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

/* What is said of an answer is said of its article; the last word has its name, those before lose it. */
static bool take_back(struct task *t, const struct feedback *f, struct err *err)
{
    return f->answer_id.len == 0 ||
           store_run(
               t->store, t->arena, err,
               "UPDATE feedback SET article = NULL WHERE answer_id = ?1 AND article IS NOT NULL",
               "t", f->answer_id);
}

static bool add(struct task *t, const struct feedback *f, struct err *err)
{
    struct slice conversation;

    if ((f->article.len == 0 && !find(t, f, &conversation, err)) || !take_back(t, f, err))
        return false;
    return store_run(t->store, t->arena, err,
                     "INSERT INTO feedback(answer_id, ticket, kind, value, reason, text, at,"
                     " article) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7,"
                     " coalesce(?8, (SELECT article FROM turn WHERE answer_id = ?1)))",
                     "tttdttit", store_or_null(f->answer_id), store_or_null(f->ticket), f->kind,
                     f->value, f->reason, f->text, clock_now(), store_or_null(f->article));
}

bool feedback_add(struct desk *d, const struct feedback *f, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_begin(t.store, err) && add(&t, f, err) && store_commit(t.store, err);

    store_rollback(t.store);
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

/* ---- erasing ---- */

static struct slice named_reasons(struct arena *job)
{
    struct json *list = json_array(job);

    for (size_t i = 0; i < feedback_reason_count; i++)
        json_add_text(list, NULL, slice_of(feedback_reasons[i]));
    json_add_text(list, NULL, SLICE("outdated")); /* how they were called before 2026-11-22 */
    json_add_text(list, NULL, SLICE("other"));
    return json_print(job, list);
}

bool feedback_erase(struct task *t, struct slice conversation, int64_t *count, struct err *err)
{
    if (!store_run(t->store, t->arena, err,
                   "UPDATE feedback SET text = '', reason = CASE WHEN reason IN"
                   " (SELECT value FROM json_each(?2)) THEN reason ELSE '' END"
                   " WHERE answer_id IN (SELECT answer_id FROM turn WHERE conversation = ?1"
                   " AND answer_id IS NOT NULL)"
                   " OR ticket IN (SELECT number FROM ticket WHERE conversation = ?1)",
                   "tt", conversation, named_reasons(t->arena)))
        return false;
    *count = store_changed(t->store);
    return true;
}

/* ---- of articles ---- */

/* What was said of one article of many is looked for among these. */
struct votes {
    struct feedback_article *all;
    size_t count;
};

static struct feedback_article *find_votes(const struct votes *v, struct slice article)
{
    for (size_t i = 0; i < v->count; i++)
        if (slice_eq(v->all[i].id, article))
            return &v->all[i];
    return NULL;
}

static bool read_votes(struct task *t, struct arena *job, struct votes *v, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "SELECT article, sum(kind = 'helpful' AND value = 1) AS yes,"
        " sum(kind = 'helpful' AND value = 0) AS no FROM feedback"
        " WHERE article IS NOT NULL GROUP BY article ORDER BY no DESC, yes, article LIMIT ?1",
        "i", (int64_t)feedback_articles_most);
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        v->all[v->count++] = (struct feedback_article){
            .id = slice_copy(job, statement_text(st, 0)),
            .yes = statement_int(st, 1),
            .no = statement_int(st, 2),
            .reasons = ARENA_ARRAY(job, struct feedback_reason, feedback_reasons_most)};
    }
    return false;
}

/* As they are called today. */
static const char reasons[] =
    "SELECT article, CASE reason WHEN 'outdated' THEN 'wrong' WHEN 'other' THEN 'off_topic'"
    " ELSE reason END AS name, sum(n) AS times FROM (SELECT article, reason, count(*) AS n"
    " FROM feedback WHERE article IS NOT NULL AND reason <> '' GROUP BY article, reason)"
    " GROUP BY article, name ORDER BY times DESC, name";

static bool read_reasons(struct task *t, struct arena *job, struct votes *v, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err, reasons, "");
    bool row;

    while (st && statement_step(st, &row, err)) {
        struct feedback_article *a;

        if (!row)
            return true;
        a = find_votes(v, statement_text(st, 0));
        if (a && a->reason_count < feedback_reasons_most)
            a->reasons[a->reason_count++] = (struct feedback_reason){
                slice_copy(job, statement_text(st, 1)), statement_int(st, 2)};
    }
    return false;
}

static bool read_comments(struct task *t, struct arena *job, struct feedback_article *a,
                          struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT text FROM feedback WHERE article = ?1"
                                         " AND text <> '' ORDER BY id DESC LIMIT ?2",
                                         "ti", a->id, (int64_t)feedback_comments_most);
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        texts_add(job, &a->comments, slice_copy(job, statement_text(st, 0)));
    }
    return false;
}

bool feedback_read_articles(struct desk *d, struct arena *job, struct feedback_article **out,
                            size_t *count, struct err *err)
{
    struct votes v = {ARENA_ARRAY(job, struct feedback_article, feedback_articles_most), 0};
    struct task t = task_begin(d);
    bool ok = read_votes(&t, job, &v, err) && read_reasons(&t, job, &v, err);

    for (size_t i = 0; ok && i < v.count; i++)
        ok = read_comments(&t, job, &v.all[i], err);
    task_end(&t);
    *out = v.all;
    *count = v.count;
    return ok;
}
