/*
 * forward_write.c - see forward.h: the file is made.
 *
 * Threads read the articles; words get provisional numbers in the order they are met, with which
 * the documents are written to a file of their own. When all are read, the vocabulary says which
 * number each word has, and the documents are copied with these.
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/map.h"
#include "base/pool.h"
#include "engine/forward.h"
#include "engine/forward_file.h"
#include "engine/tokens.h"
#include "engine/xap.h"

#define FILE_MAX ((size_t)16 << 30)

enum { copied_at_once = 1 << 20, number_bytes = 5 };

/* A document on its way through the workers. */
struct item {
    struct arena *job;
    uint32_t document;
    struct slice record;
    enum language lang;
    struct tokens tokens;
    bool ok;
    struct err err;
};

static void work(void *self, void *what)
{
    struct item *item = what;
    struct article a;

    (void)self;
    item->ok = article_parse(item->job, item->record, &a, &item->err);
    if (!item->ok)
        return;
    item->lang = a.lang;
    item->tokens = tokens_of(item->job, &a);
}

static const struct pool_job pool_job = {.work = work};

struct builder {
    struct arena *job;
    struct xap_reader *index;
    const struct vocabulary *with; /* whose numbers are used; NULL: they are given here */
    struct map ids;                /* word -> provisional number + 1 */
    struct vocabulary_entry *words;
    size_t word_count;
    uint32_t *documents;
    size_t count;
    uint64_t *starts; /* by document number */
    struct forward_header header;
    struct file_writer *out;
};

static void put(struct buf *out, uint32_t n)
{
    char bytes[number_bytes];
    size_t len = 0;

    for (; n >= 0x80; n >>= 7)
        bytes[len++] = (char)(n | 0x80);
    bytes[len++] = (char)n;
    buf_add(out, (struct slice){bytes, len});
}

/* The provisional number, or the vocabulary's; -1 for a word it has not. */
static int64_t number_of(struct builder *b, struct slice word)
{
    uintptr_t id;

    if (b->with)
        return vocabulary_find(b->with, word);
    id = (uintptr_t)map_find(&b->ids, word);
    if (!id) {
        b->words = arena_room(b->job, b->words, b->word_count, sizeof *b->words);
        word = slice_copy(b->job, word);
        b->words[b->word_count] = (struct vocabulary_entry){word, 0, (uint32_t)b->word_count};
        id = ++b->word_count;
        map_put(&b->ids, word, (void *)id);
    }
    b->words[id - 1].documents++;
    return (int64_t)id - 1;
}

/* What a word counts, by the part of the article it is in; from sections on the last. */
static const unsigned field_counts[] = {4, 3, 1, 1};

/* What each different word counts: at most a byte. */
static unsigned char *count_words(struct arena *job, const struct tokens *t)
{
    unsigned char *counts = ARENA_ARRAY(job, unsigned char, t->words.count);
    size_t part = 0, last = sizeof field_counts / sizeof *field_counts - 1;

    for (size_t i = 0; i < t->count; i++) {
        if (t->codes[i] == TOKEN_PART_END) {
            part++;
        } else if (t->codes[i] >= TOKEN_WORD) {
            unsigned char *count = &counts[t->codes[i] - TOKEN_WORD];
            unsigned more = *count + field_counts[part < last ? part : last];

            *count = (unsigned char)(more < UINT8_MAX ? more : UINT8_MAX);
        }
    }
    return counts;
}

/* A word of a bag: its number, and what it counts in the low byte. */
static int by_number(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void put_bag(struct arena *job, struct buf *out, uint64_t *words, size_t count,
                    size_t length)
{
    struct buf bag = buf_new(job, FILE_MAX);
    uint32_t before = 0;

    if (count)
        qsort(words, count, sizeof *words, by_number);
    put(&bag, (uint32_t)length);
    for (size_t i = 0; i < count; i++) {
        put(&bag, (uint32_t)(words[i] >> 8) - before);
        buf_char(&bag, (char)(words[i] & 0xFF));
        before = (uint32_t)(words[i] >> 8);
    }
    put(out, (uint32_t)bag.len);
    buf_add(out, buf_slice(&bag));
}

static struct slice encode(struct builder *b, const struct item *item)
{
    const struct tokens *t = &item->tokens;
    int64_t *numbers = ARENA_ARRAY(item->job, int64_t, t->words.count);
    uint64_t *bag = ARENA_ARRAY(item->job, uint64_t, t->words.count);
    unsigned char *counts = count_words(item->job, t);
    struct buf out = buf_new(item->job, FILE_MAX);
    size_t known = 0;

    for (size_t i = 0; i < t->words.count; i++) {
        numbers[i] = number_of(b, t->words.items[i]);
        if (numbers[i] >= 0)
            bag[known++] = (uint64_t)numbers[i] << 8 | counts[i];
    }
    put_bag(item->job, &out, bag, known, t->word_count);
    for (size_t i = 0; i < t->count; i++) {
        int64_t number = t->codes[i] < TOKEN_WORD ? 0 : numbers[t->codes[i] - TOKEN_WORD];

        if (t->codes[i] < TOKEN_WORD)
            put(&out, t->codes[i]);
        else if (number >= 0)
            put(&out, TOKEN_WORD + (uint32_t)number);
    }
    return buf_slice(&out);
}

static bool take_one(struct builder *b, struct pool *pool, struct err *err)
{
    struct item *item = pool_take(pool);
    bool ok = item->ok;
    struct slice bytes;

    if (ok) {
        bytes = encode(b, item);
        b->starts[item->document] = b->header.size;
        b->header.size += bytes.len;
        b->header.counted[item->lang]++;
        b->header.words[item->lang] += item->tokens.word_count;
        ok = file_writer_add(b->out, bytes, err);
    } else {
        *err = item->err;
    }
    arena_free(item->job);
    return ok;
}

static bool give_one(struct builder *b, struct pool *pool, uint32_t document, struct err *err)
{
    struct arena *job = arena_new();
    struct item *item = ARENA_NEW(job, struct item);

    item->job = job;
    item->document = document;
    if (!xap_record(b->index, job, document, &item->record, err)) {
        arena_free(job);
        return false;
    }
    pool_give(pool, item);
    return true;
}

static bool write_documents(struct builder *b, struct pool *pool, struct err *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < b->count; i++) {
        if (pool_full(pool))
            ok = take_one(b, pool, err);
        ok = ok && give_one(b, pool, b->documents[i], err);
    }
    while (!pool_empty(pool)) {
        struct err ignored;

        ok = take_one(b, pool, ok ? err : &ignored) && ok;
    }
    return ok;
}

/* A number without a document starts where the next one does: it is empty. */
static void close_gaps(struct builder *b)
{
    uint64_t next = b->header.size;
    size_t i = b->count;

    for (uint32_t document = b->header.documents; document-- > 0;) {
        if (i > 0 && b->documents[i - 1] == document) {
            next = b->starts[document];
            i--;
        } else {
            b->starts[document] = next;
        }
    }
    b->starts[b->header.documents] = b->header.size;
}

static size_t head_size(const struct builder *b)
{
    return sizeof b->header + ((size_t)b->header.documents + 1) * sizeof *b->starts;
}

static bool write_head(struct builder *b, struct err *err)
{
    struct slice header = {(const char *)&b->header, sizeof b->header};
    struct slice starts = {(const char *)b->starts, head_size(b) - sizeof b->header};

    return file_writer_at(b->out, 0, header, err) &&
           file_writer_at(b->out, sizeof b->header, starts, err) && file_writer_close(b->out, err);
}

/* The documents of the index, written to `path`, with room for the head if they stay there. */
static bool read_documents(struct builder *b, size_t threads, size_t skip, const char *path,
                           struct err *err)
{
    struct pool *pool;
    bool ok;

    b->out = file_writer_open(b->job, path, skip, err);
    if (!b->out)
        return false;
    pool = pool_start(&pool_job, threads);
    ok = write_documents(b, pool, err);
    pool_stop(pool);
    if (ok)
        close_gaps(b);
    return ok;
}

static bool list_documents(struct builder *b, struct err *err)
{
    if (!xap_documents_of(b->index, b->job, SLICE(""), &b->documents, &b->count, err))
        return false;
    b->header.magic = forward_magic;
    b->header.documents = b->count ? b->documents[b->count - 1] + 1 : 0;
    b->starts = ARENA_ARRAY(b->job, uint64_t, (size_t)b->header.documents + 1);
    return true;
}

/* Copies the provisional file with the vocabulary's numbers. */
struct copying {
    struct builder *b;
    const uint32_t *numbers; /* by provisional number */
    struct buf out;
    uint64_t written;
};

static bool flush(struct copying *c, struct err *err)
{
    bool ok = file_writer_add(c->b->out, buf_slice(&c->out), err);

    c->written += c->out.len;
    c->out.len = 0;
    return ok;
}

static uint32_t read_number(const unsigned char *bytes, size_t *at)
{
    uint32_t n = 0;
    int shift = 0;

    for (; bytes[*at] >= 0x80; shift += 7)
        n |= (uint32_t)(bytes[(*at)++] & 0x7F) << shift;
    return n | (uint32_t)bytes[(*at)++] << shift;
}

/* The bag at `*at`, sorted anew. */
static void copy_bag(struct copying *c, const unsigned char *bytes, size_t *at)
{
    struct arena *job = arena_new();
    size_t size = read_number(bytes, at), end = *at + size, count = 0;
    uint32_t length = read_number(bytes, at), number = 0;
    uint64_t *words = ARENA_ARRAY(job, uint64_t, size);

    while (*at < end) {
        number += read_number(bytes, at);
        words[count++] = (uint64_t)c->numbers[number] << 8 | bytes[(*at)++];
    }
    put_bag(job, &c->out, words, count, length);
    arena_free(job);
}

static bool copy_documents(struct copying *c, struct slice from, struct err *err)
{
    const unsigned char *bytes = (const unsigned char *)from.ptr;
    struct builder *b = c->b;
    size_t at = 0;

    for (uint32_t document = 0; document < b->header.documents; document++) {
        uint64_t end = b->starts[document + 1];

        b->starts[document] = c->written + c->out.len;
        if (at < end)
            copy_bag(c, bytes, &at);
        while (at < end) {
            uint32_t code = read_number(bytes, &at);

            put(&c->out, code < TOKEN_WORD ? code : TOKEN_WORD + c->numbers[code - TOKEN_WORD]);
        }
        if (c->out.len > copied_at_once && !flush(c, err))
            return false;
    }
    return flush(c, err);
}

static bool renumber(struct builder *b, const char *from, const char *path, struct err *err)
{
    uint32_t *numbers = ARENA_ARRAY(b->job, uint32_t, b->word_count);
    struct copying c = {b, numbers, buf_new(b->job, FILE_MAX), 0};
    struct slice file;

    for (size_t i = 0; i < b->word_count; i++)
        numbers[b->words[i].id] = (uint32_t)i;
    b->out = file_writer_open(b->job, path, head_size(b), err);
    if (!b->out || !file_map(b->job, from, &file, err) || !copy_documents(&c, file, err))
        return false;
    b->header.size = b->starts[b->header.documents] = c.written;
    return write_head(b, err);
}

static bool build(struct builder *b, size_t threads, const char *vocabulary, const char *forward,
                  struct err *err)
{
    const char *provisional = arena_printf(b->job, "%s.tmp", forward);

    return list_documents(b, err) && read_documents(b, threads, 0, provisional, err) &&
           file_writer_close(b->out, err) &&
           vocabulary_write(b->words, b->word_count, stemmer_new(b->job), vocabulary, err) &&
           renumber(b, provisional, forward, err) && file_remove(provisional, err);
}

bool forward_build(struct xap_reader *index, size_t threads, const char *vocabulary,
                   const char *forward, struct err *err)
{
    struct builder b = {.job = arena_new(), .index = index};
    bool ok;

    b.ids = map_new(b.job);
    ok = build(&b, threads, vocabulary, forward, err);
    arena_free(b.job);
    return ok;
}

bool forward_build_with(struct xap_reader *index, const struct vocabulary *v, const char *path,
                        struct err *err)
{
    struct builder b = {.job = arena_new(), .index = index, .with = v};
    bool ok = list_documents(&b, err) && read_documents(&b, 1, head_size(&b), path, err) &&
              write_head(&b, err);

    arena_free(b.job);
    return ok;
}
