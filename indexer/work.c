/* work.c - see work.h */
#include "indexer/work.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/id.h"
#include "base/map.h"
#include "engine/index/reader.h"
#include "engine/index/xap_write.h"
#include "indexer/shards.h"

struct work {
    struct arena *life;
    const char *path;
    struct shards *shards;
    struct map by_hash, by_id; /* of struct known */
    struct known *known;
    size_t known_count;
    char state[work_state_size];
    bool touched; /* it is no longer what it was */
};

static const char *folder_of(struct arena *job, const char *data)
{
    return arena_printf(job, "%s/index/work", data);
}

/* ---- opening ---- */

static bool check_version(struct work *w, struct xap_reader *index, unsigned shard, struct err *err)
{
    struct slice written, state;

    if (!xap_metadata(index, w->life, "engine", &written, err) ||
        !xap_metadata(index, w->life, "state", &state, err))
        return false;
    if (!slice_is(written, arena_printf(w->life, "%d of %d", engine_version, shards_count)))
        return err_set(err, ERR_STALE, "built by version %.*s of the engine", SLICE_ARG(written));
    if (shard == 0)
        snprintf(w->state, sizeof w->state, "%.*s", SLICE_ARG(state));
    return true;
}

static bool load_shard(struct work *w, struct xap_reader *index, unsigned shard, struct err *err)
{
    struct slice *ids, *hashes, *dates;
    uint32_t *documents;
    size_t count;

    if (!xap_documents_of(index, w->life, SLICE(""), &documents, &count, err) ||
        !xap_values(index, w->life, SLOT_ID, documents, count, &ids, err) ||
        !xap_values(index, w->life, SLOT_SOURCE, documents, count, &hashes, err) ||
        !xap_values(index, w->life, SLOT_SOURCE_DATE, documents, count, &dates, err))
        return false;
    w->known = arena_grow(w->life, w->known, w->known_count * sizeof *w->known,
                          (w->known_count + count) * sizeof *w->known);
    for (size_t i = 0; i < count; i++) {
        uint64_t modified = 0;

        slice_to_count(dates[i], &modified);
        w->known[w->known_count++] =
            (struct known){shard, documents[i], ids[i], hashes[i], (int64_t)modified, false};
    }
    return true;
}

/* They are found where they lie when all are there, so that none moves any more. */
static bool load(struct work *w, struct xap_reader *const *indexes, struct err *err)
{
    for (unsigned i = 0; i < shards_count; i++)
        if (!check_version(w, indexes[i], i, err) || !load_shard(w, indexes[i], i, err))
            return false;
    for (size_t i = 0; i < w->known_count; i++) {
        map_put(&w->by_hash, w->known[i].hash, &w->known[i]);
        map_put(&w->by_id, w->known[i].id, &w->known[i]);
    }
    return true;
}

static bool load_shards(struct work *w, struct err *err)
{
    struct xap_reader *indexes[shards_count] = {0};
    bool ok = true;

    for (unsigned i = 0; ok && i < shards_count; i++) {
        const char *path = shards_path(w->life, w->path, i);

        indexes[i] = xap_reader_open(&path, 1, err);
        ok = indexes[i] != NULL;
    }
    ok = ok && load(w, indexes, err);
    for (unsigned i = 0; i < shards_count; i++)
        xap_reader_close(indexes[i]);
    return ok;
}

static void forget(struct work *w)
{
    w->by_hash = map_new(w->life);
    w->by_id = map_new(w->life);
    w->known = NULL;
    w->known_count = 0;
    w->state[0] = 0;
}

static bool begin_anew(struct work *w, struct err *err)
{
    struct slice version =
        slice_of(arena_printf(w->life, "%d of %d", engine_version, shards_count));

    forget(w);
    shards_close(w->shards);
    if (!file_remove(w->path, err) || !file_make_folder(w->path, err) ||
        !shards_open(w->shards, err))
        return false;
    for (unsigned i = 0; i < shards_count; i++)
        if (!shards_keep(w->shards, i, "engine", version, err))
            return false;
    return true;
}

static bool open_or_begin(struct work *w, struct report *report, bool *anew, struct err *err)
{
    *anew = false;
    if (!file_exists(w->path))
        return begin_anew(w, err);
    if (load_shards(w, err) && shards_open(w->shards, err))
        return true;
    if (err->code == ERR_BUSY)
        return false;
    report_add(report, FINDING_WARNING, w->path, 0,
               "the working index cannot be used (%s): building it anew", err->text);
    *anew = true;
    return begin_anew(w, err);
}

bool work_open(struct arena *life, const char *data, struct report *report, struct work **out,
               bool *anew, struct err *err)
{
    struct work *w = ARENA_NEW(life, struct work);

    w->life = life;
    w->path = folder_of(life, data);
    forget(w);
    w->shards = shards_new(life, w->path);
    *out = w;
    return open_or_begin(w, report, anew, err);
}

struct known *work_known(const struct work *w, size_t *count)
{
    *count = w->known_count;
    return w->known;
}

struct known *work_find_id(const struct work *w, struct slice id)
{
    return map_find(&w->by_id, id);
}

struct known *work_find_hash(const struct work *w, struct slice hash)
{
    return map_find(&w->by_hash, hash);
}

const char *work_state(const struct work *w)
{
    return w->state;
}

/* ---- changing ---- */

/* Before the first change, so that no commit of any shard holds changes under the old state. */
static bool touch(struct work *w, struct err *err)
{
    if (w->touched)
        return true;
    w->touched = true;
    id_new(w->state);
    return shards_keep(w->shards, 0, "state", slice_of(w->state), err);
}

bool work_put(struct work *w, struct arena *job, struct slice id, const struct document *d,
              const struct known *k, size_t bytes, struct err *err)
{
    unsigned shard = k ? k->shard : (unsigned)(map_hash(id) % shards_count);

    if (touch(w, err))
        return shards_put(w->shards, shard, job, d, k ? k->document : 0, bytes, err);
    arena_free(job);
    return false;
}

bool work_remove(struct work *w, const struct known *k, struct err *err)
{
    return touch(w, err) && shards_remove(w->shards, k->shard, k->document, err);
}

bool work_commit(struct work *w, struct err *err)
{
    return shards_commit(w->shards, err);
}

void work_drop(struct work *w)
{
    struct err ignored;

    shards_close(w->shards);
    if (w->touched)
        file_remove(w->path, &ignored);
}

bool work_compact(const char *data, const char *to, struct err *err)
{
    struct arena *job = arena_new();
    const char *paths[shards_count], *without = arena_printf(job, "%s.tmp", to);
    struct err ignored;
    bool ok;

    for (unsigned i = 0; i < shards_count; i++)
        paths[i] = shards_path(job, folder_of(job, data), i);
    ok = xap_compact(paths, shards_count, without, to, err);
    ok = file_remove(without, ok ? err : &ignored) && ok;
    arena_free(job);
    return ok;
}
