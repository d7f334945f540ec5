/*
 * forward.c - see forward.h
 *
 * The file: a header; the start of each document by its number in the index (one more than
 * the highest), then the documents. Numbers are written 7 bits a byte, low ones first, the
 * last byte below 128: 0 ends a part, 1 ends a run, n + 2 is word n.
 */
#include "engine/forward.h"

#include "base/file.h"
#include "base/map.h"
#include "base/pool.h"
#include "engine/article.h"
#include "engine/table.h"

enum { magic = 0x31465A4B, part_end = 0, run_end = 1, first_word = 2 };

#define FILE_MAX ((size_t)16 << 30)

struct header {
    uint32_t magic, documents; /* the highest document number + 1 */
    uint64_t size;             /* of all documents */
};

struct forward {
    const struct header *header;
    const uint64_t *starts;
    const unsigned char *bytes;
};

/* ---- building ---- */

/* A document on its way through the workers. */
struct item {
    struct arena *job;
    const struct map *numbers;
    uint32_t document;
    struct slice record;
    struct buf out;
    bool ok;
    struct err err;
};

static void put(struct buf *out, uint32_t n)
{
    char bytes[5];
    size_t len = 0;

    for (; n >= 0x80; n >>= 7)
        bytes[len++] = (char)(n | 0x80);
    bytes[len++] = (char)n;
    buf_add(out, (struct slice){bytes, len});
}

static void put_text(struct item *item, struct slice text)
{
    struct words words = words_of(text);
    struct word w;

    while (words_next(&words, &w)) {
        uintptr_t number = (uintptr_t)map_find(item->numbers, w.norm);

        if (number)
            put(&item->out, (uint32_t)(number - 1) + first_word);
    }
    put(&item->out, run_end);
}

static void put_list(struct item *item, const struct texts *list)
{
    for (size_t i = 0; i < list->count; i++)
        put_text(item, list->items[i]);
}

static void put_section(struct item *item, const struct section *s)
{
    struct slice rest = s->text;

    put_text(item, s->heading);
    while (rest.ptr && rest.len)
        put_text(item, slice_cut(&rest, '\n'));
    put(&item->out, part_end);
}

static void work(void *self, void *what)
{
    struct item *item = what;
    struct texts asked;
    struct article a;

    (void)self;
    item->out = buf_new(item->job, FILE_MAX);
    item->ok = article_parse(item->job, item->record, &a, &item->err);
    if (!item->ok)
        return;
    asked = article_asked(item->job, &a);
    put_text(item, a.title);
    put(&item->out, part_end);
    put_list(item, &asked);
    put(&item->out, part_end);
    put_list(item, &a.tags);
    put_list(item, &a.category);
    put(&item->out, part_end);
    for (size_t i = 0; i < a.section_count; i++)
        put_section(item, &a.sections[i]);
}

static void *thread_start(void)
{
    return NULL;
}

static void thread_stop(void *self)
{
    (void)self;
}

static const struct pool_job pool_job = {thread_start, thread_stop, work};

struct builder {
    struct arena *job;
    struct xap_reader *index;
    struct map numbers; /* word -> number + 1 */
    struct pool *pool;
    uint32_t *documents;
    size_t count;
    uint64_t *starts; /* by document number */
    uint32_t highest;
    struct file_writer *out;
    uint64_t written;
};

static bool take_one(struct builder *b, struct err *err)
{
    struct item *item = pool_take(b->pool);
    bool ok = item->ok;

    if (ok) {
        b->starts[item->document] = b->written;
        b->written += item->out.len;
        ok = file_writer_add(b->out, buf_slice(&item->out), err);
    } else {
        *err = item->err;
    }
    arena_free(item->job);
    return ok;
}

static bool give_one(struct builder *b, uint32_t document, struct err *err)
{
    struct arena *job = arena_new();
    struct item *item = ARENA_NEW(job, struct item);

    item->job = job;
    item->numbers = &b->numbers;
    item->document = document;
    if (!xap_record(b->index, job, document, &item->record, err)) {
        arena_free(job);
        return false;
    }
    pool_give(b->pool, item);
    return true;
}

static bool write_documents(struct builder *b, struct err *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < b->count; i++) {
        if (pool_full(b->pool))
            ok = take_one(b, err);
        ok = ok && give_one(b, b->documents[i], err);
    }
    while (!pool_empty(b->pool)) {
        struct err ignored;

        ok = take_one(b, ok ? err : &ignored) && ok;
    }
    return ok;
}

/* A number without a document starts where the next one does: it is empty. */
static void close_gaps(struct builder *b)
{
    uint64_t next = b->written;
    size_t i = b->count;

    for (uint32_t document = b->highest; document-- > 0;) {
        if (i > 0 && b->documents[i - 1] == document) {
            next = b->starts[document];
            i--;
        } else {
            b->starts[document] = next;
        }
    }
}

static bool write_file(struct builder *b, size_t threads, const char *path, struct err *err)
{
    struct header h = {magic, b->highest, 0};
    size_t head = sizeof h + ((size_t)b->highest + 1) * sizeof *b->starts;
    struct slice starts = {(const char *)b->starts, head - sizeof h};
    bool ok;

    b->out = file_writer_open(b->job, path, head, err);
    if (!b->out)
        return false;
    b->pool = pool_start(&pool_job, threads);
    ok = write_documents(b, err);
    pool_stop(b->pool);
    if (!ok)
        return false;
    close_gaps(b);
    b->starts[b->highest] = b->written;
    h.size = b->written;
    return file_writer_at(b->out, 0, (struct slice){(const char *)&h, sizeof h}, err) &&
           file_writer_at(b->out, sizeof h, starts, err) && file_writer_close(b->out, err);
}

static bool build(struct builder *b, const struct vocabulary *v, size_t threads, const char *path,
                  struct err *err)
{
    b->numbers = map_new(b->job);
    for (size_t i = 0; i < vocabulary_size(v); i++)
        map_put(&b->numbers, vocabulary_word(v, (uint32_t)i), (void *)(uintptr_t)(i + 1));
    if (!xap_documents_of(b->index, b->job, SLICE(""), &b->documents, &b->count, err))
        return false;
    b->highest = b->count ? b->documents[b->count - 1] + 1 : 0;
    b->starts = ARENA_ARRAY(b->job, uint64_t, (size_t)b->highest + 1);
    return write_file(b, threads, path, err);
}

bool forward_build(struct xap_reader *index, const struct vocabulary *v, size_t threads,
                   const char *path, struct err *err)
{
    struct builder b = {.job = arena_new(), .index = index};
    bool ok = build(&b, v, threads, path, err);

    arena_free(b.job);
    return ok;
}

/* ---- reading ---- */

bool forward_open(struct arena *life, const char *path, struct forward **out, struct err *err)
{
    struct forward *f = ARENA_NEW(life, struct forward);
    struct slice file;
    size_t need;

    if (!table_open(life, path, "a forward index", magic, sizeof *f->header, &file, err))
        return false;
    f->header = (const void *)file.ptr;
    need = sizeof *f->header + ((size_t)f->header->documents + 1) * sizeof *f->starts +
           f->header->size;
    if (!table_fits(path, file, need, err))
        return false;
    f->starts = (const void *)(file.ptr + sizeof *f->header);
    f->bytes = (const unsigned char *)(f->starts + f->header->documents + 1);
    *out = f;
    return true;
}

struct forward_walk forward_document(const struct forward *f, uint32_t document)
{
    uint64_t start, end;

    if (document >= f->header->documents)
        return (struct forward_walk){0};
    start = f->starts[document];
    end = f->starts[document + 1];
    if (start > end || end > f->header->size)
        return (struct forward_walk){0};
    return (struct forward_walk){.at = f->bytes + start, .end = f->bytes + end};
}

struct forward_walk forwards_document(const struct forwards *f, uint32_t document)
{
    uint32_t count = (uint32_t)f->count, part = (document - 1) % count;

    return forward_document(f->parts[part], (document - 1) / count + 1);
}

struct forward_walk forwards_own(const struct forwards *f, uint32_t document)
{
    struct forward_walk walk = {0};

    for (size_t i = 0; i < f->count && walk.at == walk.end; i++)
        walk = forward_document(f->parts[i], document);
    return walk;
}

bool forward_next(struct forward_walk *w, uint32_t *word)
{
    while (w->at < w->end) {
        uint32_t n = 0;
        int shift = 0;

        while (w->at < w->end && *w->at >= 0x80 && shift < 28) {
            n |= (uint32_t)(*w->at++ & 0x7F) << shift;
            shift += 7;
        }
        if (w->at < w->end)
            n |= (uint32_t)(*w->at++ & 0x7F) << shift;
        if (n >= first_word) {
            *word = n - first_word;
            return true;
        }
        w->run++;
        w->part += n == part_end;
    }
    return false;
}
