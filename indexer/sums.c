/* sums.c - see sums.h */
#include "indexer/sums.h"

#include <string.h>

#include "base/file.h"
#include "base/pool.h"

struct summing {
    const char *path;
    struct sum *sum;
    bool ok;
    struct err err;
};

static void run(void *self, void *what)
{
    struct summing *s = what;
    struct file_info info;

    (void)self;
    s->ok =
        file_info(s->path, &info, &s->err) && sign_sha256_file(s->path, s->sum->sha256, &s->err);
    s->sum->size = s->ok ? info.size : 0;
}

static bool sum_all(struct arena *job, const char *folder, struct sum *sums, size_t count,
                    size_t threads, struct err *err)
{
    static const struct pool_job pool_job = {.work = run};
    struct summing *items = ARENA_ARRAY(job, struct summing, count);
    struct pool *pool = pool_start(&pool_job, threads);
    bool ok = true;

    for (size_t i = 0; i < count; i++) {
        items[i] = (struct summing){.path = arena_printf(job, "%s/%s", folder, sums[i].name),
                                    .sum = &sums[i]};
        pool_give(pool, &items[i]);
    }
    for (size_t i = 0; i < count; i++) {
        const struct summing *s = pool_take(pool);

        if (!s->ok)
            *err = s->err;
        ok = ok && s->ok;
    }
    pool_stop(pool);
    return ok;
}

bool sums_of(struct arena *job, const char *folder, const char *but, size_t threads,
             struct sum **out, size_t *count, struct err *err)
{
    const char **names;
    size_t n;

    *count = 0;
    if (!file_list(job, folder, &names, &n, err))
        return false;
    *out = ARENA_ARRAY(job, struct sum, n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], but) != 0)
            (*out)[(*count)++].name = names[i];
    return sum_all(job, folder, *out, *count, threads, err);
}
