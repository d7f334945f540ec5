/* learning_decide.c - see learning.h: what an editor decides. */
#include "base/clock.h"
#include "indexer/approved.h"
#include "server/editor/learning.h"

static const struct suggestion *find_suggestion(const struct learning *all, struct slice id)
{
    for (size_t i = 0; i < all->suggestion_count; i++)
        if (slice_is(id, all->suggestions[i].id))
            return &all->suggestions[i];
    return NULL;
}

static const struct gap *find_gap(const struct learning *all, struct slice id)
{
    for (size_t i = 0; i < all->gap_count; i++)
        if (slice_is(id, all->gaps[i].id))
            return &all->gaps[i];
    return NULL;
}

static bool not_found(struct slice id, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND,
                   "nothing of the id '%.*s' waits for a decision: it was decided on, or there are "
                   "new questions; list them again",
                   SLICE_ARG(id));
}

static struct verdict verdict_of(const struct suggestion *s, const struct decree *d, bool approved)
{
    return (struct verdict){.id = slice_of(s->id),
                            .article = s->article.id,
                            .text = s->head,
                            .lang = s->lang,
                            .approved = approved,
                            .customers = (int64_t)s->customers,
                            .by = d->by};
}

/* "2026-11-21: 14 customers on 6 days; picked 5, confirmed 1, agents 7" */
static struct slice comment_on(struct arena *job, const struct learner *l,
                               const struct suggestion *s)
{
    char time[clock_text_size];

    clock_print(l->now, time);
    return slice_of(arena_printf(job,
                                 "%.10s: %zu customers on %zu days; picked %zu, confirmed %zu, "
                                 "agents %zu",
                                 time, s->customers, s->days, s->picked, s->confirmed, s->agents));
}

struct writing {
    struct arena *job;
    const char *data;
    struct approved approved;
    const char *path;
};

static bool write_questions(void *self, struct err *err)
{
    struct writing *w = self;

    return approved_write(w->job, w->data, &w->approved, &w->path, err);
}

bool learning_approve(const struct learner *l, struct arena *job, const struct decree *d,
                      const char **path, struct err *err)
{
    const struct suggestion *s;
    struct writing w = {.job = job, .data = l->data};
    struct learning all;
    struct verdict v;

    if (!learning_read(l, job, &all, err))
        return false;
    s = find_suggestion(&all, d->id);
    if (!s)
        return not_found(d->id, err);
    w.approved = (struct approved){s->article.id, d->questions ? d->questions : &s->questions,
                                   comment_on(job, l, s)};
    for (size_t i = 0; i < w.approved.questions->count; i++)
        if (!approved_check(w.approved.questions->items[i], err))
            return false;
    v = verdict_of(s, d, true);
    if (!verdict_keep(l->desk, &v, write_questions, &w, err))
        return false;
    *path = w.path;
    return true;
}

bool learning_dismiss(const struct learner *l, struct arena *job, const struct decree *d,
                      struct err *err)
{
    const struct suggestion *s;
    const struct gap *g;
    struct learning all;
    struct verdict v;

    if (!learning_read(l, job, &all, err))
        return false;
    s = find_suggestion(&all, d->id);
    g = find_gap(&all, d->id);
    if (!s && !g)
        return not_found(d->id, err);
    v = s ? verdict_of(s, d, false)
          : (struct verdict){.id = slice_of(g->id),
                             .text = g->questions.items[0],
                             .lang = g->lang,
                             .customers = (int64_t)g->customers,
                             .by = d->by};
    return verdict_keep(l->desk, &v, NULL, NULL, err);
}
