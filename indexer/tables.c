/* tables.c - see tables.h */
#include "indexer/tables.h"

#include "base/pool.h"
#include "engine/complete_write.h"
#include "engine/grams.h"
#include "engine/postings.h"
#include "engine/spelling.h"
#include "engine/xap_write.h"

enum { beside = 2 }; /* threads beside this one */

struct files {
    const char *index, *postings, *words, *forward, *complete, *grams, *spelling;
    struct vocabulary *vocabulary; /* when there is one */
};

/* One of the things done beside. */
struct task {
    bool (*make)(const struct files *f, struct err *err);
    const struct files *files;
    bool ok;
    struct err err;
};

static bool check_index(const struct files *f, struct err *err)
{
    return xap_check(f->index, err);
}

static bool make_complete(const struct files *f, struct err *err)
{
    struct arena *job = arena_new();
    struct xap_reader *index = xap_reader_open(&f->index, 1, err);
    bool ok = index && complete_build(index, stemmer_new(job), f->complete, err);

    xap_reader_close(index);
    arena_free(job);
    return ok;
}

static bool make_postings(const struct files *f, struct err *err)
{
    struct xap_reader *index = xap_reader_open(&f->index, 1, err);
    bool ok = index && postings_build(index, f->postings, err);

    xap_reader_close(index);
    return ok;
}

static bool make_spelling(const struct files *f, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = spelling_build(f->vocabulary, stemmer_new(job), f->spelling, err);

    arena_free(job);
    return ok;
}

static void run(void *self, void *what)
{
    struct task *t = what;

    (void)self;
    t->ok = t->make(t->files, &t->err);
}

static const struct pool_job pool_job = {.work = run};

static bool take_all(struct pool *pool, struct err *err)
{
    bool ok = true;

    while (!pool_empty(pool)) {
        const struct task *t = pool_take(pool);

        if (!t->ok)
            *err = t->err;
        ok = ok && t->ok;
    }
    return ok;
}

static bool make_words(const struct tables *t, struct arena *job, struct files *f,
                       struct xap_reader *index, struct err *err)
{
    struct forward_source from = {index, t->earlier, t->threads};

    return forward_builder_finish(t->forward, &from, f->words, f->forward, err) &&
           vocabulary_open(job, f->words, &f->vocabulary, err);
}

static bool make_all(const struct tables *t, struct arena *job, struct files *f,
                     struct xap_reader *index, struct pool *pool, struct err *err)
{
    struct task check = {.make = check_index, .files = f};
    struct task postings = {.make = make_postings, .files = f};
    struct task complete = {.make = make_complete, .files = f};
    struct task spelling = {.make = make_spelling, .files = f};
    struct err beside_err;
    struct xap_size size;
    bool ok;

    pool_give(pool, &complete);
    pool_give(pool, &check);
    pool_give(pool, &postings);
    ok = make_words(t, job, f, index, err);
    if (ok) {
        pool_give(pool, &spelling);
        ok = xap_measure(index, &size, err) &&
             grams_build(f->vocabulary, size.documents, f->grams, err);
    }
    if (take_all(pool, &beside_err))
        return ok;
    if (ok)
        *err = beside_err;
    return false;
}

bool tables_build(const struct tables *t, struct err *err)
{
    struct arena *job = arena_new();
    struct files f = {
        .index = arena_printf(job, "%s/" GENERATION_INDEX, t->folder),
        .postings = arena_printf(job, "%s/" GENERATION_POSTINGS, t->folder),
        .words = arena_printf(job, "%s/" GENERATION_VOCABULARY, t->folder),
        .forward = arena_printf(job, "%s/" GENERATION_FORWARD, t->folder),
        .complete = arena_printf(job, "%s/" GENERATION_COMPLETE, t->folder),
        .grams = arena_printf(job, "%s/" GENERATION_GRAMS, t->folder),
        .spelling = arena_printf(job, "%s/" GENERATION_SPELLING, t->folder),
    };
    struct xap_reader *index = xap_reader_open(&f.index, 1, err);
    struct pool *pool = pool_start(&pool_job, beside);
    bool ok = index && make_all(t, job, &f, index, pool, err);

    pool_stop(pool);
    xap_reader_close(index);
    arena_free(job);
    return ok;
}
