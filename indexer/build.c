/*
 * build.c - see build.h
 *
 * The main thread finds records and hands articles to the working index; worker threads read one
 * into the other in between (item.h). Results are taken in the order of the records, so that the same
 * sources give the same index, and the first of two articles with one id is kept.
 */
#include "indexer/build.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "engine/index/reader.h"
#include "indexer/item.h"
#include "indexer/tables.h"

enum { in_flight_bytes = 64 << 20 }; /* of records handed to the workers and not yet taken back */

/* Where an id was seen in this run. */
struct sighting {
    const char *path;
    unsigned line;
};

struct builder {
    struct build *build;
    struct arena *life;
    struct work *work;
    struct pool *pool;
    struct map sightings;
    struct wordlists lists;
    struct map with_questions; /* struct known by the hash of its record, without its questions */
    size_t in_flight, taken;
    uint64_t bytes_done;
    bool failed;
    struct err *err;
};

bool build_lock(struct arena *life, const char *data, struct err *err)
{
    const char *folder = generation_folder(life, data);

    if (!file_make_folder(folder, err))
        return false;
    if (file_lock(life, arena_printf(life, "%s/lock", folder),
                  arena_printf(life, "process %ld", (long)getpid()), err))
        return true;
    if (err->code == ERR_BUSY)
        err_set(err, ERR_BUSY,
                "another 'kladez index' is running (%s): wait until it is done, or stop it",
                err->text);
    return false;
}

/* ---- results ---- */

static bool seen_before(struct builder *b, const struct item *item, struct slice id)
{
    const struct sighting *first = map_find(&b->sightings, id);
    struct sighting *here;

    if (first) {
        const char *where =
            first->line ? arena_printf(item->job, "%s:%u", first->path, first->line) : first->path;

        report_add(b->build->report, FINDING_REFUSED, item->record.where.path,
                   item->record.where.line, "the id '%.*s' is already used in %s", SLICE_ARG(id),
                   where);
        return true;
    }
    here = ARENA_NEW(b->life, struct sighting);
    *here = (struct sighting){item->record.where.path, item->record.where.line};
    map_put(&b->sightings, slice_copy(b->life, id), here);
    return false;
}

/* The item's memory goes with its document. */
static bool put(struct builder *b, struct item *item)
{
    struct known *k = work_find_id(b->work, item->id);

    if (k)
        k->seen = true;
    b->build->counts.changed += k != NULL;
    b->build->counts.added += k == NULL;
    if (!forward_builder_add(b->build->forward,
                             &(struct forward_article){item->id, item->lang, &item->tokens,
                                                       &item->document, item->printed},
                             b->err)) {
        arena_free(item->job);
        return false;
    }
    return work_put(b->work, item->job, item->id, &item->document, k, item->record.raw.len, b->err);
}

/* False if the item's memory is somebody else's now. */
static bool apply(struct builder *b, struct item *item)
{
    report_take(b->build->report, &item->report);
    if (item->unchanged) {
        if (!seen_before(b, item, item->unchanged->id)) {
            item->unchanged->seen = true;
            b->build->counts.unchanged++;
        }
    } else if (!item->ok) {
        report_err(b->build->report, item->record.where.path, item->record.where.line, &item->err);
    } else if (item->draft) {
        b->build->counts.drafts++;
    } else if (!seen_before(b, item, item->id)) {
        b->failed = !put(b, item);
        return false;
    }
    return true;
}

static void take_one(struct builder *b)
{
    struct item *item = pool_take(b->pool);

    b->in_flight -= item->record.raw.len;
    b->bytes_done += item->record.raw.len;
    progress_at(b->build->progress, b->bytes_done, ++b->taken);
    if (b->failed || apply(b, item))
        arena_free(item->job);
}

/* ---- records ---- */

/* Of what is unchanged nothing is read: the generation before must have it. */
static struct known *find_unchanged(struct builder *b, const struct item *item)
{
    struct slice record = {(const char *)item->hash.bytes, sizeof item->hash.bytes};
    struct known *k = map_find(&b->with_questions, record);
    struct sign_hash whole;
    struct slice hash = {(const char *)whole.bytes, sizeof whole.bytes};

    if (!k)
        k = work_find_hash(b->work, record);
    if (!k)
        return NULL;
    whole = item_hash_with(item->hash, &b->lists.questions, k->id);
    if (work_find_hash(b->work, hash) != k ||
        (k->modified && k->modified != item->record.where.modified) ||
        !forward_builder_has(b->build->forward, k->id, hash))
        return NULL;
    return k;
}

static void on_record(void *self, const struct record *record)
{
    struct builder *b = self;
    struct item *item;

    if (b->failed)
        return;
    item = item_new(record, &b->lists.questions);
    item->unchanged = find_unchanged(b, item);
    while (pool_full(b->pool) || (b->in_flight > in_flight_bytes && !pool_empty(b->pool)))
        take_one(b);
    b->in_flight += record->raw.len;
    pool_give(b->pool, item);
}

static void read_sources(struct builder *b, const struct scan *scan)
{
    progress_begin(b->build->progress, "Reading articles", scan->bytes);
    b->pool = pool_start(&item_job, pool_threads(b->build->threads));
    for (size_t i = 0; i < scan->count && !b->failed; i++)
        scan_records(&scan->files[i], b->build->report, on_record, b);
    while (!pool_empty(b->pool))
        take_one(b);
    pool_stop(b->pool);
    progress_end(b->build->progress);
}

static bool remove_unseen(struct builder *b, struct err *err)
{
    size_t count;
    struct known *known = work_known(b->work, &count);

    for (size_t i = 0; i < count; i++) {
        if (known[i].seen)
            continue;
        if (!work_remove(b->work, &known[i], err))
            return false;
        b->build->counts.removed++;
    }
    return true;
}

/* Before the articles, which have questions there. */
static void read_words(struct builder *b, const struct scan *scan)
{
    const struct words_questions *q = &b->lists.questions;

    wordlists_read(scan->arena, scan, b->build->report, &b->lists);
    for (size_t i = 0; i < q->by_id.count; i++) {
        struct known *k = work_find_id(b->work, q->by_id.entries[i].key);
        struct sign_hash hash;

        if (!k)
            continue;
        memcpy(hash.bytes, k->hash.ptr, sizeof hash.bytes);
        hash = item_hash_with(hash, q, k->id);
        map_put(&b->with_questions,
                slice_copy(b->life, (struct slice){(const char *)hash.bytes, sizeof hash.bytes}),
                k);
    }
}

/* Behind them: words name their ids. */
static void check_words(struct builder *b, const struct scan *scan)
{
    wordlists_check_ids(&b->lists, &b->sightings, b->build->report);
    words_questions_check(&b->lists.questions, &b->sightings, b->build->report);
    b->build->wording = wording_rules_print(scan->arena, &b->lists.rules);
}

static void set_state(struct builder *b)
{
    struct sign_hash hash = sign_content(&b->build->wording, 1);
    char hex[2 * sign_hash_size + 1];

    sign_hex(hash.bytes, sizeof hash.bytes, hex, sizeof hex);
    snprintf(b->build->state, sizeof b->build->state, "%s-%s", work_state(b->work), hex);
}

static bool update(struct builder *b, const struct scan *scan, struct err *err)
{
    struct build_counts *n = &b->build->counts;

    read_words(b, scan);
    read_sources(b, scan);
    if (b->failed || !remove_unseen(b, err))
        return false;
    n->refused = b->build->report->refused;
    n->articles = n->added + n->changed + n->unchanged;
    check_words(b, scan);
    progress_begin(b->build->progress, "Writing the index", 0);
    if (!work_commit(b->work, err))
        return false;
    progress_end(b->build->progress);
    set_state(b);
    return true;
}

/* Beside the generations. What a run that died left there is overwritten. */
static const char *waiting_path(struct arena *life, const char *data)
{
    return arena_printf(life, "%s/forward.tmp", generation_folder(life, data));
}

static const struct generation *before_of(struct arena *life, const char *data)
{
    struct generation *g = ARENA_NEW(life, struct generation);
    struct err ignored;

    return generation_current(life, data, g, &ignored) ? g : NULL;
}

bool build_update(struct build *build, const struct scan *scan, struct err *err)
{
    struct builder b = {.build = build, .life = arena_new(), .err = err};
    bool ok = work_open(b.life, build->data, build->report, &b.work, &build->counts.anew, err);

    if (ok) {
        build->forward = forward_builder_new(scan->arena, waiting_path(scan->arena, build->data),
                                             NULL, before_of(scan->arena, build->data), err);
        ok = build->forward != NULL;
    }
    b.sightings = map_new(b.life);
    b.with_questions = map_new(b.life);
    if (ok && !update(&b, scan, err)) {
        work_drop(b.work);
        ok = false;
    }
    arena_free(b.life);
    return ok;
}

/* The tables that readers map, made from the compacted index. */
static bool build_tables(const struct build *b, const char *folder, struct err *err)
{
    arena_trim(); /* what the articles took up: 60 MB of 290, at 10,000 pages */
    return tables_build(folder, b->forward, err);
}

static bool compact(const struct build *b, struct arena *job, const char *folder, struct err *err)
{
    const char *index = arena_printf(job, "%s/" GENERATION_INDEX, folder);
    bool ok;

    progress_begin(b->progress, "Compacting", 0);
    if (!file_make_folder(folder, err) || !work_compact(b->data, index, err))
        return false;
    progress_end(b->progress);
    progress_begin(b->progress, "Building tables", 0);
    ok = build_tables(b, folder, err);
    progress_end(b->progress);
    return ok;
}

bool build_generation(const struct build *b, const char *folder, struct err *err)
{
    struct arena *job = arena_new();
    bool ok =
        compact(b, job, folder, err) &&
        file_replace(arena_printf(job, "%s/" GENERATION_WORDING, folder), b->wording, 0666, err);

    arena_free(job);
    return ok;
}
