/* item.c - see item.h */
#include "indexer/item.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- what it depends on ---- */

static struct sign_hash hash_of(const struct record *r)
{
    char version[32];
    struct slice parts[5];

    snprintf(version, sizeof version, "%d %d", engine_version, (int)r->kind);
    parts[0] = slice_of(version);
    parts[1] = r->where.id;
    parts[2] = slice_of(r->where.lang ? language_code(*r->where.lang) : "");
    parts[3] = r->where.translation_of;
    parts[4] = r->raw;
    return sign_content(parts, 5);
}

struct sign_hash item_hash_with(struct sign_hash hash, const struct words_questions *list,
                                struct slice id)
{
    const struct texts *questions = map_find(&list->by_id, id);
    struct sign_hash theirs;

    if (!questions)
        return hash;
    theirs = sign_content(questions->items, questions->count);
    for (size_t i = 0; i < sizeof hash.bytes; i++)
        hash.bytes[i] ^= theirs.bytes[i];
    return hash;
}

struct item *item_new(const struct record *record, const struct words_questions *questions)
{
    struct arena *job = arena_new();
    struct item *item = ARENA_NEW(job, struct item);

    item->job = job;
    item->record = *record;
    item->record.raw = slice_copy(job, record->raw);
    item->record.where.translation_of = slice_copy(job, record->where.translation_of);
    item->questions = questions;
    item->hash = hash_of(&item->record);
    report_start(&item->report, job);
    return item;
}

/* ---- a worker ---- */

struct worker {
    struct arena *life;
    struct stemmer *stemmer;
};

static void *start(void)
{
    struct arena *life = arena_new();
    struct worker *w = ARENA_NEW(life, struct worker);

    w->life = life;
    w->stemmer = stemmer_new(life);
    return w;
}

static void stop(void *self)
{
    struct worker *w = self;

    arena_free(w->life);
}

static void set_source(struct item *item, const struct article *a)
{
    struct slice hash = {(const char *)item->hash.bytes, sizeof item->hash.bytes};

    item->document.values[SLOT_SOURCE] = slice_copy(item->job, hash);
    if (a->updated_at == item->record.where.modified)
        item->document.values[SLOT_SOURCE_DATE] =
            slice_of(arena_printf(item->job, "%" PRId64, item->record.where.modified));
}

/* What the main thread and the working index need of the article. */
static void take(struct worker *w, struct item *item, const struct article *a)
{
    item->id = slice_copy(item->job, a->id);
    item->lang = a->lang;
    item->hash = item_hash_with(item->hash, item->questions, a->id);
    item->tokens = tokens_of(item->job, a);
    item->document = terms_of(item->job, w->stemmer, a, &item->tokens);
    item->printed = article_print(item->job, a);
    set_source(item, a);
}

/* The article itself and the trees it is read from do not wait with the item: they would take
 * several times the room of what is taken, in memory that the next article uses while it is in the
 * processor's cache. */
static void work(void *self, void *what)
{
    struct arena *reading = arena_new();
    struct item *item = what;
    struct article a;

    if (!item->unchanged)
        item->ok =
            read_article(reading, &item->record, &item->report, &a, &item->draft, &item->err);
    if (item->ok && !item->draft) {
        words_questions_add(item->questions, reading, a.id, &a.questions);
        take(self, item, &a);
    }
    arena_free(reading);
}

const struct pool_job item_job = {start, stop, work};
