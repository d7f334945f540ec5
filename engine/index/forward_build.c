/*
 * forward_build.c - see forward_build.h
 *
 * Words get provisional numbers in the order they are met, with which the documents wait, each with its
 * record behind it. When all are there, the vocabulary says which number each word has, and
 * forward_write.c copies them.
 */
#include "engine/index/forward_build.h"

#include <assert.h>

#include "engine/index/forward_inside.h"

static void remove_waiting(void *what)
{
    const struct forward_builder *b = what;
    struct err ignored;

    file_remove(b->path, &ignored);
}

struct forward_builder *forward_builder_new(struct arena *life, const char *path,
                                            const struct vocabulary *with,
                                            const struct generation *earlier, struct err *err)
{
    struct forward_builder *b = ARENA_NEW(life, struct forward_builder);

    assert(!with || !earlier); /* whose words need not be in it */
    *b = (struct forward_builder){.life = life,
                                  .path = slice_cstr(life, slice_of(path)),
                                  .with = with,
                                  .ids = map_new(life),
                                  .stem_ids = map_new(life),
                                  .waiting = map_new(life),
                                  .earlier = earlier ? earlier_open(life, earlier) : NULL};
    b->out = file_writer_open(life, b->path, 0, err);
    if (!b->out)
        return NULL;
    arena_defer(life, remove_waiting, b);
    return b;
}

/* ---- what articles have ---- */

int64_t forward_number_of(struct forward_builder *b, struct slice word)
{
    uintptr_t id;
    void **place;

    if (b->with)
        return vocabulary_find(b->with, word);
    place = map_at_copy(&b->ids, word);
    if (!*place) {
        b->words = arena_room(b->life, b->words, b->word_count, sizeof *b->words);
        b->words[b->word_count] = (struct vocabulary_entry){b->ids.entries[b->word_count].key, 0,
                                                            (uint32_t)b->word_count};
        *place = (void *)(uintptr_t)++b->word_count;
    }
    id = (uintptr_t)*place;
    b->words[id - 1].documents++;
    return (int64_t)id - 1;
}

static void fetch_words(const struct forward_builder *b, struct arena *job, const struct tokens *t)
{
    struct slice *words = ARENA_ARRAY(job, struct slice, t->different);

    for (size_t i = 0; i < t->different; i++)
        words[i] = t->words[i].text;
    map_fetch(&b->ids, words, t->different);
}

/* `words`: those that have a number. */
static struct slice encode(struct forward_builder *b, struct arena *job, const struct tokens *t,
                           uint32_t *words)
{
    int64_t *numbers = ARENA_ARRAY(job, int64_t, t->different);
    struct buf out = buf_new(job, FORWARD_FILE_MAX);

    fetch_words(b, job, t);
    for (size_t i = 0; i < t->different; i++)
        numbers[i] = forward_number_of(b, t->words[i].text);
    for (size_t i = 0; i < t->count; i++) {
        int64_t number = t->codes[i] < TOKEN_WORD ? 0 : numbers[t->codes[i] - TOKEN_WORD];

        if (t->codes[i] < TOKEN_WORD)
            forward_put(&out, t->codes[i]);
        else if (number >= 0)
            forward_put(&out, TOKEN_WORD + (uint32_t)number);
        *words += t->codes[i] >= TOKEN_WORD && number >= 0;
    }
    return buf_slice(&out);
}

static struct slice key_of(const uint64_t *hash)
{
    return (struct slice){(const char *)hash, sizeof *hash};
}

static uint32_t stem_number(struct forward_builder *b, uint64_t hash)
{
    void **place = map_at_copy(&b->stem_ids, key_of(&hash));

    if (!*place) {
        b->stems = arena_room(b->life, b->stems, b->stem_count, sizeof *b->stems);
        b->stems[b->stem_count] = hash;
        *place = (void *)(uintptr_t)++b->stem_count;
    }
    return (uint32_t)(uintptr_t)*place - 1;
}

void forward_put_stem(struct forward_builder *b, struct buf *out, uint64_t hash, uint32_t count)
{
    forward_put(out, stem_number(b, hash));
    forward_put(out, count);
}

bool forward_add_span(struct forward_builder *b, struct slice id, struct forward_span span,
                      struct slice codes, struct slice record, struct slice stems, struct err *err)
{
    struct forward_span *kept = ARENA_NEW(b->life, struct forward_span);

    *kept = span;
    kept->id = slice_copy(b->life, id);
    kept->start = b->size;
    kept->codes = codes.len;
    kept->record = record.len;
    kept->stems = stems.len;
    b->size += codes.len + record.len + stems.len;
    map_put(&b->waiting, kept->id, kept);
    return file_writer_add(b->out, codes, err) && file_writer_add(b->out, record, err) &&
           file_writer_add(b->out, stems, err);
}

static struct slice encode_stems(struct forward_builder *b, struct arena *job,
                                 const struct document *d)
{
    uint64_t *hashes = ARENA_ARRAY(job, uint64_t, d->stem_count);
    struct slice *keys = ARENA_ARRAY(job, struct slice, d->stem_count);
    struct buf out = buf_new(job, FORWARD_FILE_MAX);

    for (size_t i = 0; i < d->stem_count; i++) {
        hashes[i] = map_hash(d->stems[i].text);
        keys[i] = key_of(&hashes[i]);
    }
    map_fetch(&b->stem_ids, keys, d->stem_count);
    for (size_t i = 0; i < d->stem_count; i++)
        forward_put_stem(b, &out, hashes[i], d->stems[i].count);
    return buf_slice(&out);
}

bool forward_builder_add(struct forward_builder *b, const struct forward_article *a,
                         struct err *err)
{
    struct arena *job = arena_new();
    struct forward_span span = {.length = a->document->length, .lang = a->lang};
    struct slice codes = encode(b, job, a->tokens, &span.words);
    struct slice stems = encode_stems(b, job, a->document);
    bool ok = forward_add_span(b, a->id, span, codes, a->record, stems, err);

    arena_free(job);
    return ok;
}

/* ---- all of an index ---- */

static bool find(struct forward_builder *b, struct xap_reader *index, uint32_t document,
                 struct slice id, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = map_find(&b->waiting, id) || forward_take_again(b, job, index, document, id, err);

    if (ok)
        b->spans[document] = map_find(&b->waiting, id);
    arena_free(job);
    return ok;
}

bool forward_builder_collect(struct forward_builder *b, struct xap_reader *index, struct err *err)
{
    uint32_t *documents;
    struct slice *ids;
    size_t count;

    if (!xap_documents_of(index, b->life, SLICE(""), &documents, &count, err) ||
        !xap_values(index, b->life, SLOT_ID, documents, count, &ids, err))
        return false;
    b->documents = count ? documents[count - 1] + 1 : 0;
    b->spans = ARENA_ARRAY(b->life, const struct forward_span *, b->documents);
    for (size_t i = 0; i < count; i++)
        if (!find(b, index, documents[i], ids[i], err))
            return false;
    return file_writer_close(b->out, err) &&
           (b->size == 0 || file_map(b->life, b->path, &b->bytes, err));
}

bool forward_builder_write_vocabulary(struct forward_builder *b, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = vocabulary_write(b->words, b->word_count, stemmer_new(job), path, err);

    arena_free(job);
    return ok;
}

static struct slice record_of(const void *self, uint32_t document)
{
    const struct forward_builder *b = self;
    const struct forward_span *span = b->spans[document];

    forward_pass(b, document);
    return span ? (struct slice){b->bytes.ptr + span->start + span->codes, span->record}
                : SLICE("");
}

bool forward_builder_write_records(const struct forward_builder *b, const char *path,
                                   struct err *err)
{
    return records_write(&(struct records_source){record_of, b, b->documents}, path, err);
}
