/* publish_manifest.c - see publish.h: what a generation says of itself. */
#include "indexer/publish_inside.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/pool.h"
#include "base/version.h"
#include "indexer/sums.h"

static bool add_files(const struct publication *p, struct arena *job, size_t threads,
                      struct json *into, struct err *err)
{
    struct json *files = json_add_object(into, "files");
    struct sum *sums;
    size_t count;

    if (!sums_of(job, p->next.path, GENERATION_MANIFEST, threads, &sums, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct json *file = json_add_object(files, sums[i].name);

        json_add_number(file, "size", (double)sums[i].size);
        json_add_text(file, "sha256", slice_of(sums[i].sha256));
    }
    return true;
}

/* Number and mean length of the documents of a language. */
static bool add_language(struct xap_reader *index, struct arena *job, const char *code,
                         struct json *languages, struct err *err)
{
    struct json *o = json_add_object(languages, code);
    uint32_t *documents;
    size_t count;
    double sum = 0, length;

    if (!xap_documents_of(index, job, schema_exact_term(job, "L", slice_of(code)), &documents,
                          &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!xap_length(index, documents[i], &length, err))
            return false;
        sum += length;
    }
    json_add_number(o, "documents", (double)count);
    json_add_number(o, "meanLength", count ? sum / (double)count : 0);
    return true;
}

static bool add_languages(const struct publication *p, struct arena *job, struct json *into,
                          struct err *err)
{
    const char *path = arena_printf(job, "%s/" GENERATION_INDEX, p->next.path);
    struct xap_reader *index = xap_reader_open(&path, 1, err);
    struct json *languages = json_add_object(into, "languages");
    bool ok = index != NULL;

    for (int l = 0; ok && l < language_count; l++)
        ok = add_language(index, job, language_code((enum language)l), languages, err);
    xap_reader_close(index);
    return ok;
}

static bool write_manifest(const struct publication *p, struct arena *job, const struct build *b,
                           bool sealed, struct err *err)
{
    const struct build_counts *counts = &b->counts;
    struct json *o = json_object(job), *sources;
    char time[clock_text_size];

    clock_print(clock_now(), time);
    json_add_number(o, "generation", (double)p->next.number);
    json_add_number(o, "engine", engine_version);
    json_add_text(o, "program", SLICE(KLADEZ_VERSION));
    json_add_text(o, "state", slice_of(b->state));
    json_add_number(o, "builtAt", (double)clock_now());
    json_add_text(o, "built", slice_of(time));
    json_add_number(o, "documents", (double)counts->articles);
    json_add_number(o, "refused", (double)counts->refused);
    json_add_number(o, "added", (double)counts->added);
    json_add_number(o, "changed", (double)counts->changed);
    json_add_number(o, "removed", (double)counts->removed);
    sources = json_add_array(o, "sources");
    for (size_t i = 0; i < p->source_count; i++)
        json_add_text(sources, NULL, slice_of(p->sources[i]));
    if (!add_languages(p, job, o, err) ||
        (sealed && !add_files(p, job, pool_threads(b->threads), o, err)))
        return false;
    return file_replace(arena_printf(job, "%s/" GENERATION_MANIFEST, p->next.path),
                        json_print(job, o), 0666, err);
}

bool publish_manifest(const struct publication *p, const struct build *b, bool sealed,
                      struct err *err)
{
    struct arena *job = arena_new();
    bool ok = publish_step(sealed ? "publish.3" : "publish.2", err) &&
              write_manifest(p, job, b, sealed, err);

    arena_free(job);
    return ok;
}
