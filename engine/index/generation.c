/* generation.c - see generation.h */
#include "engine/index/generation.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"

enum { manifest_max = 4 << 20 };

const char *generation_folder(struct arena *job, const char *data)
{
    return arena_printf(job, "%s/index", data);
}

const char *generation_sources(struct arena *job, const char *data)
{
    return arena_printf(job, "%s/sources.json", data);
}

int64_t generation_indexed_at(struct arena *job, const char *data)
{
    struct file_info info;
    struct err ignored;

    return file_info(generation_sources(job, data), &info, &ignored) ? info.modified : 0;
}

const char *generation_path(struct arena *job, const char *data, uint64_t number)
{
    return arena_printf(job, "%s/index/gen-%06" PRIu64, data, number);
}

/* "gen-000042" -> 42; names that end in anything else are not complete. */
static bool number_of(const char *name, uint64_t *number)
{
    return strncmp(name, "gen-", 4) == 0 && slice_to_count(slice_of(name + 4), number);
}

bool generation_current(struct arena *job, const char *data, struct generation *out,
                        struct err *err)
{
    const char *link = arena_printf(job, "%s/index/current", data), *target;

    if (!file_link_target(job, link, &target, err)) {
        if (err->code == ERR_NOT_FOUND)
            return err_set(err, ERR_NOT_FOUND,
                           "nothing is published in %s yet: run 'kladez index --data %s FOLDER'",
                           data, data);
        return false;
    }
    if (!number_of(target, &out->number))
        return err_set(err, ERR_INPUT, "%s points at '%s', which is no generation", link, target);
    out->path = generation_path(job, data, out->number);
    return true;
}

bool generation_unreadable(const struct generation *g, struct err *err)
{
    if (err->code != ERR_NOT_FOUND && err->code != ERR_INPUT && err->code != ERR_STALE)
        return false;
    err->code = ERR_STALE;
    return err_in(err,
                  "generation %" PRIu64 " is damaged or of another version: run 'kladez index' to "
                  "build it anew",
                  g->number);
}

static bool complete(struct arena *job, const char *data, const char *name, struct generation *out)
{
    if (!number_of(name, &out->number))
        return false;
    out->path = generation_path(job, data, out->number);
    return file_exists(arena_printf(job, "%s/" GENERATION_MANIFEST, out->path));
}

bool generation_list(struct arena *job, const char *data, struct generation **out, size_t *count,
                     struct err *err)
{
    const char *folder = generation_folder(job, data), **names;
    size_t n;

    *count = 0;
    *out = NULL;
    if (!file_exists(folder))
        return true;
    if (!file_list(job, folder, &names, &n, err))
        return false;
    *out = ARENA_ARRAY(job, struct generation, n);
    for (size_t i = 0; i < n; i++) /* zeros in front: byte order is number order */
        *count += complete(job, data, names[i], &(*out)[*count]);
    return true;
}

bool manifest_read(struct arena *job, const struct generation *g, struct manifest *out,
                   struct err *err)
{
    const char *path = arena_printf(job, "%s/" GENERATION_MANIFEST, g->path);
    struct slice text;
    struct manifest m = {0};
    uint64_t engine = 0;

    if (!file_read(job, path, manifest_max, &text, err) || !json_parse(job, text, &m.root, err))
        return err_in(err, "generation %" PRIu64, g->number);
    json_count(json_member(m.root, "generation"), &m.generation);
    json_count(json_member(m.root, "engine"), &engine);
    json_count(json_member(m.root, "documents"), &m.documents);
    json_count(json_member(m.root, "refused"), &m.refused);
    m.built_at = (int64_t)json_number(json_member(m.root, "builtAt"));
    m.engine = (unsigned)engine;
    if (m.generation != g->number)
        return err_set(err, ERR_INPUT, "%s belongs to generation %" PRIu64, path, m.generation);
    *out = m;
    return true;
}
