/* shards.c - see shards.h */
#include "indexer/shards.h"

#include "base/fault.h"
#include "base/pool.h"
#include "engine/index/xap_write.h"

enum {
    /* Of sources between two commits of a shard. Xapian keeps what is not committed in trees of
     * a node for each word of each article: beyond the processor's cache, each step costs more
     * than the commits saved. 10,000 pages, processor time: 8 MiB 28 s, 2 MiB 25 s, 1 MiB 25 s. */
    commit_bytes = 2 << 20,
    waiting_bytes = 1 << 20, /* of sources whose documents wait to be written */
    /* Of sources that a thread is woken for: a single document is written sooner than it wakes, and
     * leaves nothing of the cache to whoever reads articles there. */
    together_bytes = 64 << 10
};

struct shard {
    struct xap_writer *writer; /* NULL: closed */
    struct pool *pool;         /* one thread */
    size_t since_commit;
    struct writing *first, *last; /* what it will be woken for */
    size_t together;              /* bytes of these */
};

struct shards {
    struct arena *life;
    const char *path;
    struct shard items[shards_count];
    size_t waiting;
};

const char *shards_path(struct arena *job, const char *path, unsigned shard)
{
    return arena_printf(job, "%s/%u", path, shard);
}

/* ---- a shard's thread ---- */

/* What it is to do, and then. */
struct writing {
    struct writing *next;
    struct arena *job; /* freed with it */
    struct shard *shard;
    const struct document *document; /* NULL: to commit */
    uint32_t number;
    size_t bytes;
    bool ok;
    struct err err;
};

static bool commit(struct shard *s, struct err *err)
{
    s->since_commit = 0;
    if (fault_here("build.commit"))
        return err_sys(err, "the working index cannot be written");
    return xap_commit(s->writer, err);
}

static void write_one(struct writing *g)
{
    struct shard *s = g->shard;

    s->since_commit += g->bytes;
    g->ok = (!g->document || xap_put(s->writer, g->document, &g->number, &g->err)) &&
            ((g->document && s->since_commit < commit_bytes) || commit(s, &g->err));
}

static void write_all(void *self, void *first)
{
    (void)self;
    for (struct writing *g = first; g; g = g->next)
        write_one(g);
}

static const struct pool_job writing_job = {.work = write_all};

/* ---- what is in line ---- */

/* Takes back the oldest that a shard was woken for. */
static bool take_one(struct shards *all, struct shard *s, struct err *err)
{
    bool ok = true;

    for (struct writing *g = pool_take(s->pool), *next; g; g = next) {
        next = g->next;
        all->waiting -= g->bytes;
        if (ok && !g->ok)
            *err = g->err;
        ok = ok && g->ok;
        arena_free(g->job);
    }
    return ok;
}

static bool wake(struct shards *all, struct shard *s, struct err *err)
{
    bool ok = !pool_full(s->pool) || take_one(all, s, err);

    if (s->first)
        pool_give(s->pool, s->first);
    s->first = s->last = NULL;
    s->together = 0;
    return ok;
}

static bool take_all(struct shards *all, struct shard *s, struct err *err)
{
    bool ok = wake(all, s, err);

    while (!pool_empty(s->pool))
        ok = take_one(all, s, err) && ok;
    return ok;
}

static bool make_room(struct shards *all, struct err *err)
{
    bool ok = true;

    for (unsigned i = 0; ok && all->waiting > waiting_bytes && i < shards_count; i++)
        if (!pool_empty(all->items[i].pool))
            ok = take_one(all, &all->items[i], err);
    return ok;
}

bool shards_put(struct shards *s, unsigned shard, struct arena *job, const struct document *d,
                uint32_t number, size_t bytes, struct err *err)
{
    struct shard *to = &s->items[shard];
    struct writing *g = ARENA_NEW(job, struct writing);

    *g = (struct writing){.job = job, .shard = to, .document = d, .number = number, .bytes = bytes};
    if (to->last)
        to->last->next = g;
    else
        to->first = g;
    to->last = g;
    to->together += bytes;
    s->waiting += bytes;
    return (to->together < together_bytes || wake(s, to, err)) && make_room(s, err);
}

bool shards_remove(struct shards *s, unsigned shard, uint32_t number, struct err *err)
{
    struct shard *from = &s->items[shard];

    return take_all(s, from, err) && xap_remove(from->writer, number, err);
}

bool shards_commit(struct shards *s, struct err *err)
{
    bool ok = true;

    for (unsigned i = 0; i < shards_count && ok; i++)
        ok = shards_put(s, i, arena_new(), NULL, 0, 0, err) && wake(s, &s->items[i], err);
    for (unsigned i = 0; i < shards_count; i++)
        ok = take_all(s, &s->items[i], err) && ok;
    return ok;
}

bool shards_keep(struct shards *s, unsigned shard, const char *key, struct slice text,
                 struct err *err)
{
    struct xap_writer *writer = s->items[shard].writer;

    return xap_set_metadata(writer, key, text, err) && xap_commit(writer, err);
}

/* ---- opening and closing ---- */

bool shards_open(struct shards *s, struct err *err)
{
    for (unsigned i = 0; i < shards_count; i++) {
        s->items[i].writer = xap_writer_open(shards_path(s->life, s->path, i), false, err);
        if (!s->items[i].writer)
            return false;
    }
    return true;
}

void shards_close(struct shards *s)
{
    struct err ignored;

    for (unsigned i = 0; i < shards_count; i++) {
        take_all(s, &s->items[i], &ignored);
        xap_writer_close(s->items[i].writer);
        s->items[i].writer = NULL;
    }
}

static void end(void *what)
{
    struct shards *s = what;

    shards_close(s);
    for (unsigned i = 0; i < shards_count; i++)
        pool_stop(s->items[i].pool);
}

struct shards *shards_new(struct arena *life, const char *path)
{
    struct shards *s = ARENA_NEW(life, struct shards);

    s->life = life;
    s->path = path;
    for (unsigned i = 0; i < shards_count; i++)
        s->items[i].pool = pool_start(&writing_job, 1);
    arena_defer(life, end, s);
    return s;
}
