/* publish.c - see publish.h */
#include "indexer/publish_inside.h"

#include <inttypes.h>
#include <string.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/version.h"

bool publish_step(const char *name, struct err *err)
{
    if (fault_here(name))
        return err_sys(err, "publishing stopped at %s", name);
    return true;
}

static bool stale_folder(const char *name)
{
    size_t len = strlen(name);

    return strncmp(name, "gen-", 4) == 0 && len > 4 && strcmp(name + len - 4, ".tmp") == 0;
}

/* Removes unfinished generations and finds the highest number in use. */
static bool clear_and_count(struct arena *job, const char *data, uint64_t *highest, struct err *err)
{
    const char *folder = generation_folder(job, data), **names;
    size_t count;

    *highest = 0;
    if (!file_list(job, folder, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t n;

        if (stale_folder(names[i])) {
            if (!file_remove(arena_printf(job, "%s/%s", folder, names[i]), err))
                return false;
        } else if (strncmp(names[i], "gen-", 4) == 0 &&
                   slice_to_count(slice_of(names[i] + 4), &n) && n > *highest) {
            *highest = n;
        }
    }
    return true;
}

static void note_before(struct publication *p)
{
    struct err ignored;
    struct manifest m;

    if (!generation_current(p->life, p->data, &p->before, &ignored))
        p->before.number = 0;
    else if (manifest_read(p->life, &p->before, &m, &ignored))
        p->articles_before = m.documents;
}

/* Its files are there, of the size they were published with. */
static bool is_whole(struct arena *job, const struct generation *g, const struct manifest *m)
{
    const struct json *files = json_member(m->root, "files");

    for (const struct json *i = json_first(files); i; i = json_next(i)) {
        const char *path = arena_printf(job, "%s/%.*s", g->path, SLICE_ARG(json_name(i)));
        struct file_info info;
        struct err ignored;

        if (!file_info(path, &info, &ignored) ||
            (double)info.size != json_number(json_member(i, "size")))
            return false;
    }
    return true;
}

static bool built_from(struct arena *job, const struct generation *g, const struct build *b)
{
    struct manifest m;
    struct err ignored;

    return manifest_read(job, g, &m, &ignored) && m.engine == engine_version &&
           slice_is(json_text(json_member(m.root, "state")), b->state) &&
           slice_is(json_text(json_member(m.root, "program")), KLADEZ_VERSION) &&
           is_whole(job, g, &m);
}

uint64_t publish_unchanged(const struct build *b)
{
    struct arena *job = arena_new();
    struct generation current;
    struct err ignored;
    uint64_t number = 0;

    if (generation_current(job, b->data, &current, &ignored) && built_from(job, &current, b))
        number = current.number;
    arena_free(job);
    return number;
}

bool publish_begin(struct arena *life, const char *data, struct publication *out, struct err *err)
{
    struct publication p = {.life = life, .data = data};
    uint64_t highest;

    if (!clear_and_count(life, data, &highest, err))
        return false;
    note_before(&p);
    p.next.number = highest + 1;
    p.next.path = arena_printf(life, "%s.tmp", generation_path(life, data, p.next.number));
    if (!file_make_folder(p.next.path, err) || !publish_step("publish.1", err))
        return false;
    *out = p;
    return true;
}

/* ---- switch ---- */

static bool make_durable(const struct publication *p, struct arena *job, struct err *err)
{
    const char **names;
    size_t count;

    if (!file_list(job, p->next.path, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!file_sync(arena_printf(job, "%s/%s", p->next.path, names[i]), err))
            return false;
    return file_sync(p->next.path, err);
}

static bool point_at(struct arena *job, const char *data, uint64_t number, struct err *err)
{
    const char *folder = generation_folder(job, data);

    return file_link(arena_printf(job, "gen-%06" PRIu64, number),
                     arena_printf(job, "%s/current", folder), err) &&
           file_sync(folder, err);
}

/* The newest stay, and what is published stays. A server that has an older one open keeps
 * reading it: the system frees files only when nobody reads them. */
static bool remove_old(struct arena *job, const char *data, uint64_t published, struct err *err)
{
    struct generation *list;
    size_t count;

    if (!generation_list(job, data, &list, &count, err))
        return false;
    for (size_t i = 0; i + publish_keep < count; i++)
        if (list[i].number != published && !file_remove(list[i].path, err))
            return false;
    return true;
}

static bool switch_in(const struct publication *p, struct arena *job, struct err *err)
{
    uint64_t number = p->next.number;

    if (!publish_step("publish.5", err) || !make_durable(p, job, err) ||
        !publish_step("publish.6", err) ||
        !file_rename(p->next.path, generation_path(job, p->data, number), err) ||
        !file_sync(generation_folder(job, p->data), err) || !publish_step("publish.7", err) ||
        !point_at(job, p->data, number, err))
        return false;
    return publish_step("publish.8", err);
}

bool publish_switch(const struct publication *p, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = switch_in(p, job, err);

    arena_free(job);
    return ok;
}

bool publish_tidy(const struct publication *p, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = remove_old(job, p->data, p->next.number, err) && publish_step("publish.9", err);

    arena_free(job);
    return ok;
}

void publish_abandon(const struct publication *p)
{
    struct err ignored;

    file_remove(p->next.path, &ignored);
}

static bool rollback_in(struct arena *job, const char *data, uint64_t number, struct err *err)
{
    struct generation g = {number, generation_path(job, data, number)};
    struct reader *r;

    if (!file_exists(arena_printf(job, "%s/" GENERATION_MANIFEST, g.path)))
        return err_set(err, ERR_NOT_FOUND,
                       "there is no generation %" PRIu64 " in %s: 'kladez generations' lists them",
                       number, data);
    if (!reader_open(&g, &r, err))
        return false;
    reader_close(r);
    return point_at(job, data, number, err);
}

bool publish_rollback(const char *data, uint64_t number, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = rollback_in(job, data, number, err);

    arena_free(job);
    return ok;
}
