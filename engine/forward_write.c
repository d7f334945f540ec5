/* forward_write.c - see forward_inside.h; the layout is in forward_file.h */
#include <stdlib.h>

#include "engine/forward_file.h"
#include "engine/forward_inside.h"
#include "engine/schema.h"

enum { written_at_once = 1 << 20 };

void forward_put(struct buf *out, uint32_t code)
{
    char bytes[forward_number_bytes];
    size_t len = 0;

    for (; code >= 0x80; code >>= 7)
        bytes[len++] = (char)(code | 0x80);
    bytes[len++] = (char)code;
    buf_add(out, (struct slice){bytes, len});
}

/* A different word of a document. */
struct bagged {
    uint32_t number, count;
};

struct writing {
    const uint32_t *numbers; /* by provisional number; NULL: they are final */
    size_t number_count;
    struct slice waiting;
    uint64_t *starts;
    struct forward_header header;
    uint32_t *places;   /* by number, in the bag, + 1; all 0 between documents */
    struct bagged *bag; /* of the document; there is room for every word */
    size_t bag_count;
    struct buf packed, codes, out; /* the bag and the codes of a document; documents */
    struct file_writer *file;
    unsigned weights[FORWARD_SECTIONS + 1]; /* of a word, by the part it is in; then all sections */
};

/* ---- bags ---- */

/* Tags and categories are one part, which counts as categories do. */
static void weigh_parts(unsigned weights[FORWARD_SECTIONS + 1])
{
    static const char *const fields[] = {[FORWARD_TITLE] = "title",
                                         [FORWARD_QUESTIONS] = "questions",
                                         [FORWARD_LABELS] = "category",
                                         [FORWARD_SECTIONS] = "body"};

    for (size_t i = 0; i <= FORWARD_SECTIONS; i++)
        weights[i] = schema_find(slice_of(fields[i]))->weight;
}

static void count_word(struct writing *w, uint32_t number, size_t part)
{
    struct bagged *b;

    if (w->places[number] == 0) {
        w->bag[w->bag_count] = (struct bagged){number, 0};
        w->places[number] = (uint32_t)++w->bag_count;
    }
    b = &w->bag[w->places[number] - 1];
    b->count += w->weights[part < FORWARD_SECTIONS ? part : FORWARD_SECTIONS];
    if (b->count > UINT8_MAX)
        b->count = UINT8_MAX;
}

static int by_number(const void *a, const void *b)
{
    const struct bagged *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

/* Writes the bag and empties it. */
static void put_bag(struct writing *w, size_t length)
{
    uint32_t before = 0;

    if (w->bag_count)
        qsort(w->bag, w->bag_count, sizeof *w->bag, by_number);
    w->packed.len = 0;
    forward_put(&w->packed, (uint32_t)length);
    for (size_t i = 0; i < w->bag_count; i++) {
        forward_put(&w->packed, w->bag[i].number - before);
        buf_char(&w->packed, (char)w->bag[i].count);
        before = w->bag[i].number;
        w->places[before] = 0;
    }
    w->bag_count = 0;
    forward_put(&w->out, (uint32_t)w->packed.len);
    buf_add(&w->out, buf_slice(&w->packed));
}

/* ---- documents ---- */

static bool flush(struct writing *w, struct err *err)
{
    bool ok = file_writer_add(w->file, buf_slice(&w->out), err);

    w->header.size += w->out.len;
    w->out.len = 0;
    return ok;
}

/* A word's code with its number in the vocabulary. */
static uint32_t renumber(const struct writing *w, uint32_t code)
{
    uint32_t word = code - TOKEN_WORD;

    if (code < TOKEN_WORD || !w->numbers)
        return code;
    return TOKEN_WORD + (word < w->number_count ? w->numbers[word] : 0);
}

static void copy(struct writing *w, const struct forward_span *span)
{
    const unsigned char *at = (const unsigned char *)w->waiting.ptr + span->start;
    const unsigned char *end = at + span->codes;
    size_t part = 0;

    w->codes.len = 0;
    while (at < end) {
        uint32_t code = renumber(w, forward_number(&at, end));

        part += code == TOKEN_PART_END;
        if (code >= TOKEN_WORD && code - TOKEN_WORD < w->number_count)
            count_word(w, code - TOKEN_WORD, part);
        forward_put(&w->codes, code);
    }
    put_bag(w, span->words);
    buf_add(&w->out, buf_slice(&w->codes));
    w->header.counted[span->lang]++;
    w->header.words[span->lang] += span->words;
}

static size_t head_size(const struct writing *w)
{
    return sizeof w->header + ((size_t)w->header.documents + 1) * sizeof *w->starts;
}

/* A number without a document starts where the next one does: it is empty. */
static bool write_documents(struct writing *w, const struct forward_builder *b, struct err *err)
{
    for (uint32_t i = 0; i < w->header.documents; i++) {
        forward_pass(b, i);
        w->starts[i] = w->header.size + w->out.len;
        if (b->spans[i])
            copy(w, b->spans[i]);
        if (w->out.len > written_at_once && !flush(w, err))
            return false;
    }
    if (!flush(w, err))
        return false;
    w->starts[w->header.documents] = w->header.size;
    return true;
}

static bool write_head(struct writing *w, struct err *err)
{
    struct slice header = {(const char *)&w->header, sizeof w->header};
    struct slice starts = {(const char *)w->starts, head_size(w) - sizeof w->header};

    return file_writer_at(w->file, 0, header, err) &&
           file_writer_at(w->file, sizeof w->header, starts, err) &&
           file_writer_close(w->file, err);
}

static const uint32_t *numbers_of(struct arena *job, const struct forward_builder *b)
{
    uint32_t *numbers = ARENA_ARRAY(job, uint32_t, b->word_count);

    if (b->with)
        return NULL;
    for (size_t i = 0; i < b->word_count; i++)
        numbers[b->words[i].id] = (uint32_t)i;
    return numbers;
}

static bool write_in(struct arena *job, const struct forward_builder *b, const char *path,
                     struct err *err)
{
    size_t words = b->with ? vocabulary_size(b->with) : b->word_count;
    struct writing w = {.numbers = numbers_of(job, b),
                        .number_count = words,
                        .waiting = b->bytes,
                        .starts = ARENA_ARRAY(job, uint64_t, (size_t)b->documents + 1),
                        .header = {.magic = forward_magic, .documents = b->documents},
                        .places = ARENA_ARRAY(job, uint32_t, words),
                        .bag = ARENA_ARRAY(job, struct bagged, words),
                        .packed = buf_new(job, FORWARD_FILE_MAX),
                        .codes = buf_new(job, FORWARD_FILE_MAX),
                        .out = buf_new(job, FORWARD_FILE_MAX)};

    weigh_parts(w.weights);
    w.file = file_writer_open(job, path, head_size(&w), err);
    return w.file && write_documents(&w, b, err) && write_head(&w, err);
}

bool forward_write(const struct forward_builder *b, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = write_in(job, b, path, err);

    arena_free(job);
    return ok;
}
