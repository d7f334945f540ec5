/* tables.c - see tables.h */
#include "indexer/tables.h"

#include "base/pool.h"
#include "engine/complete/complete_write.h"
#include "engine/index/grams.h"
#include "engine/index/xap_write.h"
#include "engine/query/spelling.h"

enum { beside = 2 }; /* threads beside this one */

struct files {
    const char *index, *postings, *words, *forward, *records, *complete, *grams, *spelling;
    struct forward_builder *builder;
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

static bool make_records(const struct files *f, struct err *err)
{
    return forward_builder_write_records(f->builder, f->records, err);
}

static bool make_postings(const struct files *f, struct err *err)
{
    return forward_builder_write_postings(f->builder, f->postings, err);
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

static bool make_words(struct arena *job, struct files *f, struct err *err)
{
    return forward_builder_write_vocabulary(f->builder, f->words, err) &&
           vocabulary_open(job, f->words, &f->vocabulary, err);
}

static bool make_grams(const struct files *f, struct xap_reader *index, struct err *err)
{
    struct xap_size size;

    return xap_measure(index, &size, err) &&
           grams_build(f->vocabulary, size.documents, f->grams, err);
}

/* What takes longest begins first, as soon as there is what it is made from. */
static bool make_all(struct arena *job, struct files *f, struct xap_reader *index,
                     struct pool *pool, struct err *err)
{
    struct task check = {.make = check_index, .files = f};
    struct task postings = {.make = make_postings, .files = f};
    struct task complete = {.make = make_complete, .files = f};
    struct task records = {.make = make_records, .files = f};
    struct task spelling = {.make = make_spelling, .files = f};
    struct err beside_err;
    bool ok;

    pool_give(pool, &complete);
    pool_give(pool, &check);
    ok = forward_builder_collect(f->builder, index, err);
    if (ok)
        pool_give(pool, &postings);
    ok = ok && make_words(job, f, err);
    if (ok) {
        pool_give(pool, &spelling);
        pool_give(pool, &records);
        ok = forward_builder_write(f->builder, f->forward, err) && make_grams(f, index, err);
    }
    if (take_all(pool, &beside_err))
        return ok;
    if (ok)
        *err = beside_err;
    return false;
}

bool tables_build(const char *folder, struct forward_builder *forward, struct err *err)
{
    struct arena *job = arena_new();
    struct files f = {
        .index = arena_printf(job, "%s/" GENERATION_INDEX, folder),
        .postings = arena_printf(job, "%s/" GENERATION_POSTINGS, folder),
        .words = arena_printf(job, "%s/" GENERATION_VOCABULARY, folder),
        .forward = arena_printf(job, "%s/" GENERATION_FORWARD, folder),
        .records = arena_printf(job, "%s/" GENERATION_RECORDS, folder),
        .complete = arena_printf(job, "%s/" GENERATION_COMPLETE, folder),
        .grams = arena_printf(job, "%s/" GENERATION_GRAMS, folder),
        .spelling = arena_printf(job, "%s/" GENERATION_SPELLING, folder),
        .builder = forward,
    };
    struct xap_reader *index = xap_reader_open(&f.index, 1, err);
    struct pool *pool = pool_start(&pool_job, beside);
    bool ok = index && make_all(job, &f, index, pool, err);

    pool_stop(pool);
    xap_reader_close(index);
    arena_free(job);
    return ok;
}
