/* verdict.c - see verdict.h */
#include "desk/verdict.h"

#include "base/clock.h"
#include "desk/desk_inside.h"

static bool list(struct task *t, struct arena *job, struct verdict **out, size_t *count,
                 struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      "SELECT id, article, text, lang, approved, customers, by FROM verdict"
                      " ORDER BY at, id",
                      "");
    bool row;

    *out = NULL;
    *count = 0;
    while (st && statement_step(st, &row, err)) {
        struct verdict *v;

        if (!row)
            return true;
        *out = arena_room(job, *out, *count, sizeof **out);
        v = &(*out)[(*count)++];
        *v = (struct verdict){.id = slice_copy(job, statement_text(st, 0)),
                              .article = slice_copy(job, statement_text(st, 1)),
                              .text = slice_copy(job, statement_text(st, 2)),
                              .approved = statement_int(st, 4) != 0,
                              .customers = statement_int(st, 5),
                              .by = slice_copy(job, statement_text(st, 6))};
        language_parse(statement_text(st, 3), &v->lang);
    }
    return false;
}

bool verdict_list(struct desk *d, struct arena *job, struct verdict **out, size_t *count,
                  struct err *err)
{
    struct task t = task_begin(d);
    bool ok = list(&t, job, out, count, err);

    task_end(&t);
    return ok;
}

static bool keep(struct task *t, const struct verdict *v, struct err *err)
{
    return store_run(t->store, t->arena, err,
                     "INSERT OR REPLACE INTO verdict VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                     "ttttiiti", v->id, v->article.ptr ? v->article : SLICE(""), v->text,
                     slice_of(language_code(v->lang)), (int64_t)v->approved, v->customers, v->by,
                     clock_now());
}

bool verdict_keep(struct desk *d, const struct verdict *v, bool (*act)(void *self, struct err *err),
                  void *self, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_begin(t.store, err) && (!act || act(self, err)) && keep(&t, v, err) &&
              store_commit(t.store, err);

    store_rollback(t.store);
    task_end(&t);
    return ok;
}
