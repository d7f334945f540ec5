/* forward_write.c - see forward_build.h; the layout is in forward_file.h */
#include <stdlib.h>

#include "engine/index/forward_file.h"
#include "engine/index/forward_inside.h"
#include "engine/index/parts.h"

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
struct different {
    uint32_t number, times;
    uint32_t end;   /* of its places among those of all words, as far as they are there */
    uint32_t where; /* its only place, or where its list begins */
};

struct writing {
    const uint32_t *numbers; /* by provisional number; NULL: they are final */
    struct slice waiting;
    struct forward_about about;
    uint32_t *indexes; /* by number: which of the different words, + 1; 0 between documents */

    /* The document at hand; there is room for any. */
    struct different *list;
    uint32_t count;
    uint32_t *words;  /* their numbers, in order */
    uint32_t *places; /* of each different word, one after the other */
    uint32_t ends[FORWARD_SECTIONS];
    struct buf runs, lists, out;
};

/* ---- a document ---- */

static void take_word(struct writing *w, uint32_t word, uint32_t place)
{
    uint32_t number = w->numbers ? w->numbers[word] : word;

    w->words[place] = number;
    if (w->indexes[number] == 0) {
        w->list[w->count] = (struct different){.number = number};
        w->indexes[number] = ++w->count;
    }
    w->list[w->indexes[number] - 1].times++;
}

/* Words, runs, and where the parts before the sections end. */
static void take_codes(struct writing *w, const struct forward_span *span)
{
    const unsigned char *at = (const unsigned char *)w->waiting.ptr + span->start;
    const unsigned char *last = at + span->codes;
    uint32_t place = 0, first = 0;
    size_t part = 0;

    w->count = 0;
    w->runs.len = w->lists.len = 0;
    while (at < last) {
        uint32_t code = forward_number(&at, last);

        if (code >= TOKEN_WORD) {
            take_word(w, code - TOKEN_WORD, place++);
            continue;
        }
        forward_put(&w->runs, code == TOKEN_RUN_END ? place - first + 1 : 0);
        first = place;
        if (code == TOKEN_PART_END && part < FORWARD_SECTIONS)
            w->ends[part++] = place;
    }
}

static int by_number(const void *a, const void *b)
{
    const struct different *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

static void sort_places(struct writing *w, uint32_t words)
{
    uint32_t before = 0;

    if (w->count)
        qsort(w->list, w->count, sizeof *w->list, by_number);
    for (uint32_t i = 0; i < w->count; i++) {
        w->indexes[w->list[i].number] = i + 1;
        w->list[i].end = before;
        before += w->list[i].times;
    }
    for (uint32_t place = 0; place < words; place++)
        w->places[w->list[w->indexes[w->words[place]] - 1].end++] = place;
}

static void put_places(struct writing *w, struct different *d)
{
    const uint32_t *places = w->places + d->end - d->times;
    uint32_t before = 0;

    if (d->times == 1) {
        d->where = places[0];
        return;
    }
    d->where = (uint32_t)w->lists.len;
    forward_put(&w->lists, d->times);
    for (uint32_t i = 0; i < d->times; i++) {
        forward_put(&w->lists, places[i] - before);
        before = places[i];
    }
}

/* Do two bytes not do for each number and place? */
static bool is_wide(const struct writing *w, uint32_t words)
{
    return (w->count && w->list[w->count - 1].number > UINT16_MAX) ||
           words > forward_several(false) || w->lists.len > forward_several(false);
}

static void put_item(struct writing *w, uint32_t item, bool wide)
{
    uint16_t two = (uint16_t)item;

    buf_add(&w->out, wide ? (struct slice){(const char *)&item, sizeof item}
                          : (struct slice){(const char *)&two, sizeof two});
}

static void put_document(struct writing *w, struct slice id, uint32_t words)
{
    bool wide = is_wide(w, words);

    w->out.len = 0;
    forward_put(&w->out, (uint32_t)id.len);
    buf_add(&w->out, id);
    forward_put(&w->out, words);
    forward_put(&w->out, w->count);
    for (size_t i = 0; i < FORWARD_SECTIONS; i++)
        forward_put(&w->out, w->ends[i]);
    forward_put(&w->out, (uint32_t)w->runs.len);
    forward_put(&w->out, (uint32_t)w->lists.len);
    for (uint32_t i = 0; i < w->count; i++)
        put_item(w, w->list[i].number, wide);
    for (uint32_t i = 0; i < w->count; i++)
        put_item(w, w->list[i].where | (w->list[i].times > 1 ? forward_several(wide) : 0), wide);
    buf_add(&w->out, buf_slice(&w->runs));
    buf_add(&w->out, buf_slice(&w->lists));
}

static struct slice document_of(struct writing *w, const struct forward_span *span)
{
    take_codes(w, span);
    sort_places(w, span->words);
    for (uint32_t i = 0; i < w->count; i++) {
        put_places(w, &w->list[i]);
        w->indexes[w->list[i].number] = 0;
    }
    put_document(w, span->id, span->words);
    w->about.counted[span->lang]++;
    w->about.words[span->lang] += span->words;
    return buf_slice(&w->out);
}

/* ---- documents ---- */

/* A number without a document has an empty part. */
static bool write_documents(struct writing *w, struct parts_writer *out,
                            const struct forward_builder *b, struct err *err)
{
    for (uint32_t i = 0; i < b->documents; i++) {
        forward_pass(b, i);
        if (!parts_writer_add(out, b->spans[i] ? document_of(w, b->spans[i]) : SLICE(""), err))
            return false;
    }
    return parts_writer_close(out, &w->about, err);
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

/* Of the longest document. */
static size_t words_most(const struct forward_builder *b)
{
    size_t most = 0;

    for (uint32_t i = 0; i < b->documents; i++)
        if (b->spans[i] && b->spans[i]->words > most)
            most = b->spans[i]->words;
    return most;
}

static bool write_in(struct arena *job, const struct forward_builder *b, const char *path,
                     struct err *err)
{
    size_t words = b->with ? vocabulary_size(b->with) : b->word_count, most = words_most(b);
    struct writing w = {.numbers = numbers_of(job, b),
                        .waiting = b->bytes,
                        .indexes = ARENA_ARRAY(job, uint32_t, words),
                        .list = ARENA_ARRAY(job, struct different, most),
                        .words = ARENA_ARRAY(job, uint32_t, most),
                        .places = ARENA_ARRAY(job, uint32_t, most),
                        .runs = buf_new(job, FORWARD_FILE_MAX),
                        .lists = buf_new(job, FORWARD_FILE_MAX),
                        .out = buf_new(job, FORWARD_FILE_MAX)};
    struct parts_writer *out =
        parts_writer_new(job, path, forward_magic, sizeof w.about, b->documents, err);

    return out && write_documents(&w, out, b, err);
}

bool forward_builder_write(const struct forward_builder *b, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = write_in(job, b, path, err);

    arena_free(job);
    return ok;
}
