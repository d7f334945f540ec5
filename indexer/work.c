/* work.c - see work.h */
#include "indexer/work.h"

#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/id.h"
#include "base/map.h"
#include "base/pool.h"
#include "engine/index/reader.h"
#include "engine/index/xap_write.h"

enum {
    /* Of sources between two commits of a shard. Xapian keeps what is not committed in trees of
     * a node for each word of each article: beyond the processor's cache, each step costs more
     * than the commits saved. 10,000 pages, processor time: 8 MiB 28 s, 2 MiB 25 s, 1 MiB 25 s. */
    commit_bytes = 2 << 20,
    waiting_bytes = 32 << 20 /* of sources whose documents wait to be written */
};

struct shard {
    struct xap_writer *writer;
    struct pool *pool; /* one thread */
    size_t since_commit;
};

struct work {
    struct arena *life;
    const char *path;
    struct shard shards[work_shards];
    struct map by_hash, by_id; /* of struct known */
    struct known *known;
    size_t known_count, waiting;
    char state[work_state_size];
    bool touched; /* it is no longer what it was */
};

/* What a shard's thread is to do. */
struct writing {
    struct arena *job; /* freed with it */
    struct shard *shard;
    const struct document *document; /* NULL: to commit */
    uint32_t number;
    size_t bytes;
    bool ok;
    struct err err;
};

static const char *folder_of(struct arena *job, const char *data)
{
    return arena_printf(job, "%s/index/work", data);
}

static const char *shard_path(struct arena *job, const char *path, unsigned shard)
{
    return arena_printf(job, "%s/%u", path, shard);
}

/* ---- a shard's thread ---- */

static bool commit(struct shard *s, struct err *err)
{
    s->since_commit = 0;
    if (fault_here("build.commit"))
        return err_sys(err, "the working index cannot be written");
    return xap_commit(s->writer, err);
}

static void write_one(void *self, void *what)
{
    struct writing *g = what;
    struct shard *s = g->shard;

    (void)self;
    s->since_commit += g->bytes;
    g->ok = (!g->document || xap_put(s->writer, g->document, &g->number, &g->err)) &&
            ((g->document && s->since_commit < commit_bytes) || commit(s, &g->err));
}

static const struct pool_job writing_job = {.work = write_one};

/* Takes back the oldest that a shard was given. */
static bool take_one(struct work *w, struct shard *s, struct err *err)
{
    struct writing *g = pool_take(s->pool);
    bool ok = g->ok;

    w->waiting -= g->bytes;
    if (!ok)
        *err = g->err;
    arena_free(g->job);
    return ok;
}

static bool take_all(struct work *w, struct shard *s, struct err *err)
{
    bool ok = true;

    while (!pool_empty(s->pool))
        ok = take_one(w, s, err) && ok;
    return ok;
}

static bool give(struct work *w, struct writing *g, struct err *err)
{
    bool ok = !pool_full(g->shard->pool) || take_one(w, g->shard, err);

    for (unsigned i = 0; ok && w->waiting > waiting_bytes && i < work_shards; i++)
        if (!pool_empty(w->shards[i].pool))
            ok = take_one(w, &w->shards[i], err);
    if (!ok) {
        arena_free(g->job);
        return false;
    }
    w->waiting += g->bytes;
    pool_give(g->shard->pool, g);
    return true;
}

/* ---- opening ---- */

static bool check_version(struct work *w, struct xap_reader *index, unsigned shard, struct err *err)
{
    struct slice written, state;

    if (!xap_metadata(index, w->life, "engine", &written, err) ||
        !xap_metadata(index, w->life, "state", &state, err))
        return false;
    if (!slice_is(written, arena_printf(w->life, "%d of %d", engine_version, work_shards)))
        return err_set(err, ERR_STALE, "built by version %.*s of the engine", SLICE_ARG(written));
    if (shard == 0)
        snprintf(w->state, sizeof w->state, "%.*s", SLICE_ARG(state));
    return true;
}

static bool load_one(struct work *w, struct xap_reader *index, struct known *k, struct err *err)
{
    struct slice date;
    uint64_t modified = 0;

    if (!xap_value(index, w->life, k->document, SLOT_ID, &k->id, err) ||
        !xap_value(index, w->life, k->document, SLOT_SOURCE, &k->hash, err) ||
        !xap_value(index, w->life, k->document, SLOT_SOURCE_DATE, &date, err))
        return false;
    slice_to_count(date, &modified);
    k->modified = (int64_t)modified;
    map_put(&w->by_hash, k->hash, k);
    map_put(&w->by_id, k->id, k);
    return true;
}

/* Before all are loaded, so that the list need not move. */
static bool list_shard(struct work *w, struct xap_reader *index, unsigned shard, struct err *err)
{
    uint32_t *documents;
    size_t count;

    if (!xap_documents_of(index, w->life, SLICE(""), &documents, &count, err))
        return false;
    w->known = arena_grow(w->life, w->known, w->known_count * sizeof *w->known,
                          (w->known_count + count) * sizeof *w->known);
    for (size_t i = 0; i < count; i++)
        w->known[w->known_count++] = (struct known){.shard = shard, .document = documents[i]};
    return true;
}

static bool load(struct work *w, struct xap_reader *const *indexes, struct err *err)
{
    for (unsigned i = 0; i < work_shards; i++)
        if (!check_version(w, indexes[i], i, err) || !list_shard(w, indexes[i], i, err))
            return false;
    for (size_t i = 0; i < w->known_count; i++)
        if (!load_one(w, indexes[w->known[i].shard], &w->known[i], err))
            return false;
    return true;
}

static bool load_shards(struct work *w, struct err *err)
{
    struct xap_reader *indexes[work_shards] = {0};
    bool ok = true;

    for (unsigned i = 0; ok && i < work_shards; i++) {
        const char *path = shard_path(w->life, w->path, i);

        indexes[i] = xap_reader_open(&path, 1, err);
        ok = indexes[i] != NULL;
    }
    ok = ok && load(w, indexes, err);
    for (unsigned i = 0; i < work_shards; i++)
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

static bool open_writers(struct work *w, struct err *err)
{
    for (unsigned i = 0; i < work_shards; i++) {
        w->shards[i].writer = xap_writer_open(shard_path(w->life, w->path, i), false, err);
        if (!w->shards[i].writer)
            return false;
    }
    return true;
}

static void close_writers(struct work *w)
{
    for (unsigned i = 0; i < work_shards; i++) {
        xap_writer_close(w->shards[i].writer);
        w->shards[i].writer = NULL;
    }
}

static bool begin_anew(struct work *w, struct err *err)
{
    struct slice version = slice_of(arena_printf(w->life, "%d of %d", engine_version, work_shards));

    forget(w);
    close_writers(w);
    if (!file_remove(w->path, err) || !file_make_folder(w->path, err) || !open_writers(w, err))
        return false;
    for (unsigned i = 0; i < work_shards; i++)
        if (!xap_set_metadata(w->shards[i].writer, "engine", version, err) ||
            !xap_commit(w->shards[i].writer, err))
            return false;
    return true;
}

static bool open_or_begin(struct work *w, struct report *report, bool *anew, struct err *err)
{
    *anew = false;
    if (!file_exists(w->path))
        return begin_anew(w, err);
    if (load_shards(w, err) && open_writers(w, err))
        return true;
    if (err->code == ERR_BUSY)
        return false;
    report_add(report, FINDING_WARNING, w->path, 0,
               "the working index cannot be used (%s): building it anew", err->text);
    *anew = true;
    return begin_anew(w, err);
}

static void close_work(void *what)
{
    struct work *w = what;
    struct err ignored;

    for (unsigned i = 0; i < work_shards; i++) {
        take_all(w, &w->shards[i], &ignored);
        pool_stop(w->shards[i].pool);
    }
    close_writers(w);
}

bool work_open(struct arena *life, const char *data, struct report *report, struct work **out,
               bool *anew, struct err *err)
{
    struct work *w = ARENA_NEW(life, struct work);

    w->life = life;
    w->path = folder_of(life, data);
    forget(w);
    for (unsigned i = 0; i < work_shards; i++)
        w->shards[i].pool = pool_start(&writing_job, 1);
    arena_defer(life, close_work, w);
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
    return xap_set_metadata(w->shards[0].writer, "state", slice_of(w->state), err) &&
           xap_commit(w->shards[0].writer, err);
}

bool work_put(struct work *w, struct arena *job, struct slice id, const struct document *d,
              const struct known *k, size_t bytes, struct err *err)
{
    struct writing *g = ARENA_NEW(job, struct writing);

    *g = (struct writing){.job = job,
                          .shard = &w->shards[k ? k->shard : map_hash(id) % work_shards],
                          .document = d,
                          .number = k ? k->document : 0,
                          .bytes = bytes};
    if (touch(w, err))
        return give(w, g, err);
    arena_free(job);
    return false;
}

bool work_remove(struct work *w, const struct known *k, struct err *err)
{
    struct shard *s = &w->shards[k->shard];

    return touch(w, err) && take_all(w, s, err) && xap_remove(s->writer, k->document, err);
}

bool work_commit(struct work *w, struct err *err)
{
    bool ok = true;

    for (unsigned i = 0; i < work_shards && ok; i++) {
        struct arena *job = arena_new();
        struct writing *g = ARENA_NEW(job, struct writing);

        *g = (struct writing){.job = job, .shard = &w->shards[i]};
        ok = give(w, g, err);
    }
    for (unsigned i = 0; i < work_shards; i++)
        ok = take_all(w, &w->shards[i], err) && ok;
    return ok;
}

void work_drop(struct work *w)
{
    struct err ignored;

    for (unsigned i = 0; i < work_shards; i++)
        take_all(w, &w->shards[i], &ignored);
    close_writers(w);
    if (w->touched)
        file_remove(w->path, &ignored);
}

bool work_compact(const char *data, const char *to, struct err *err)
{
    struct arena *job = arena_new();
    const char *paths[work_shards], *without = arena_printf(job, "%s.tmp", to);
    struct err ignored;
    bool ok;

    for (unsigned i = 0; i < work_shards; i++)
        paths[i] = shard_path(job, folder_of(job, data), i);
    ok = xap_compact(paths, work_shards, without, to, err);
    ok = file_remove(without, ok ? err : &ignored) && ok;
    arena_free(job);
    return ok;
}
