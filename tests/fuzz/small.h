/*
 * small.h - a small generation, whose files are the seeds of those who damage them.
 *
 *      folder = small_new();       in `start`
 *      small_seed(folder, 'F', GENERATION_FORWARD);
 *      file_remove(folder, &err);  when all are opened or read
 */
#ifndef TESTS_FUZZ_SMALL_H
#define TESTS_FUZZ_SMALL_H

#include <stdlib.h>

#include "base/file.h"
#include "indexer/build.h"
#include "indexer/publish.h"
#include "tests/fuzz/driver.h"

static const char *const small_articles[] = {
    "---\ntitle: Оплата картой\nquestions: [Как платить?, Где чек?]\ntags: [a, b]\n---\n"
    "Оплатите *картой*.\n\n## Чек\n\n1. Откройте меню.\n2. Ждите.\n",
    "---\ntitle: Paying by card\naudience: internal\npopularity: 1\n---\nOpen wi-fi settings. "
    "Pay.\n",
    "# Доставка\n\nКурьер привезёт заказ. Order 5 000 now.\n",
};

static inline bool small_build(const char *folder, struct err *err)
{
    struct arena *job = fuzz_life;
    const char *source = arena_printf(job, "%s/source", folder);
    const char *data = arena_printf(job, "%s/data", folder);
    struct progress quiet = progress_new(true);
    struct report report;
    struct scan scan;
    struct build b = {.data = data, .threads = 1, .progress = &quiet, .report = &report};

    report_start(&report, job);
    if (!file_make_folder(source, err))
        return false;
    for (size_t i = 0; i < FUZZ_COUNT(small_articles); i++)
        if (!file_replace(arena_printf(job, "%s/%zu.md", source, i), slice_of(small_articles[i]),
                          0666, err))
            return false;
    return build_lock(job, data, err) && scan_sources(job, &source, 1, &report, &scan, err) &&
           build_update(&b, &scan, err) &&
           file_make_folder(arena_printf(job, "%s/out", folder), err) &&
           build_generation(&b, arena_printf(job, "%s/out", folder), err);
}

/* Its folder. */
static inline const char *small_new(void)
{
    static char folder[] = "/tmp/kladez-fuzz-XXXXXX";
    struct err err;

    read_start();
    if (!mkdtemp(folder) || !sign_start(&err) || !small_build(folder, &err))
        fuzz_fail(__FILE__, __LINE__, "the index for the seeds was built");
    return folder;
}

static inline const char *small_path(const char *folder, const char *name)
{
    return arena_printf(fuzz_life, "%s/out/%s", folder, name);
}

/* Adds a file of it to the seeds. */
static inline struct slice small_seed(const char *folder, char kind, const char *name)
{
    struct slice text;
    struct err err;

    if (!file_read(fuzz_life, small_path(folder, name), 1 << 20, &text, &err))
        fuzz_fail(__FILE__, __LINE__, err.text);
    return fuzz_add_seed(kind, text);
}

/* What is refused is said so that it can be shown. */
static inline void small_check_err(const struct err *err)
{
    CHECK(err->code != ERR_NONE && err->text[0] && fuzz_is_utf8(slice_of(err->text)));
}

#endif
