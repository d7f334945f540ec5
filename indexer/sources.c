/* sources.c - see sources.h */
#include "indexer/sources.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "engine/index/generation.h"

enum { sources_max = 64 * 1024 };

bool sources_remember(const char *data, const char *const *sources, size_t count, struct err *err)
{
    struct arena *job = arena_new();
    struct json *o = json_object(job), *list = json_add_array(o, "sources");
    bool ok;

    for (size_t i = 0; i < count; i++) {
        char *whole = realpath(sources[i], NULL);

        json_add_text(list, NULL, slice_of(whole ? whole : sources[i]));
        free(whole);
    }
    ok = file_replace(generation_sources(job, data), json_print(job, o), 0666, err);
    arena_free(job);
    return ok;
}

bool sources_recall(struct arena *job, const char *data, const char ***sources, size_t *count,
                    struct err *err)
{
    struct slice text;
    const struct json *root;
    const char *path = generation_sources(job, data);

    if (!file_read(job, path, sources_max, &text, err)) {
        if (err->code == ERR_NOT_FOUND)
            err_set(err, ERR_INPUT,
                    "name the folders or files to index: nothing was indexed "
                    "into %s before",
                    data);
        return false;
    }
    if (!json_parse(job, text, &root, err))
        return err_in(err, "%s", path);
    *sources = NULL;
    *count = 0;
    for (const struct json *i = json_first(json_member(root, "sources")); i; i = json_next(i)) {
        *sources = arena_room(job, *sources, *count, sizeof **sources);
        (*sources)[(*count)++] = slice_cstr(job, json_text(i));
    }
    return true;
}
