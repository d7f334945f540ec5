/* postings_build.c - see forward_build.h; the layout is in postings_file.h */
#include <stdlib.h>

#include "base/file.h"
#include "engine/index/forward_file.h"
#include "engine/index/forward_inside.h"
#include "engine/index/postings_file.h"

enum { at_once = 4 << 20 }; /* postings that are put in order in memory, 8 bytes each */

/* A stem, and where its list begins. */
struct stem {
    uint64_t hash;
    uint32_t start;
};

struct posting {
    uint32_t document, count;
};

struct building {
    struct arena *job;
    const struct forward_builder *from;
    struct postings_header header;
    uint32_t *counts;         /* of a stem: documents */
    struct posting *postings; /* of the stems at hand, one after the other */
    size_t *ends;             /* where those of a stem end, as far as they are there */
    struct stem *stems;
    struct buf list; /* the one being made */
    struct file_writer *file;
};

static bool add(struct building *b, const void *bytes, size_t size, struct err *err)
{
    return file_writer_add(b->file, (struct slice){bytes, size}, err);
}

/* ---- lists ---- */

/* Calls `take` with each stem of each document, by the document's number. */
static void walk(struct building *b,
                 void (*take)(struct building *b, uint32_t stem, struct posting p, uint32_t first,
                              uint32_t end),
                 uint32_t first, uint32_t end)
{
    for (uint32_t i = 0; i < b->from->documents; i++) {
        const struct forward_span *span = b->from->spans[i];
        const unsigned char *at = span ? (const unsigned char *)b->from->bytes.ptr + span->start +
                                             span->codes + span->record
                                       : NULL;
        const unsigned char *last = span ? at + span->stems : NULL;

        forward_pass(b->from, i);
        while (at < last) {
            uint32_t stem = forward_number(&at, last);

            take(b, stem, (struct posting){i, forward_number(&at, last)}, first, end);
        }
    }
}

static void count_one(struct building *b, uint32_t stem, struct posting p, uint32_t first,
                      uint32_t end)
{
    (void)p, (void)first, (void)end;
    b->counts[stem]++;
}

static void place_one(struct building *b, uint32_t stem, struct posting p, uint32_t first,
                      uint32_t end)
{
    if (stem >= first && stem < end)
        b->postings[b->ends[stem]++] = p;
}

static bool add_list(struct building *b, uint32_t stem, const struct posting *list, struct err *err)
{
    uint32_t last = 0;

    b->stems[stem] = (struct stem){b->from->stems[stem], b->header.size};
    b->list.len = 0;
    forward_put(&b->list, b->counts[stem]);
    for (size_t i = 0; i < b->counts[stem]; i++) {
        forward_put(&b->list, list[i].document - last);
        forward_put(&b->list, list[i].count);
        last = list[i].document;
    }
    if (b->list.len > UINT32_MAX - b->header.size - sizeof b->stems->hash)
        return err_set(err, ERR_INPUT, "the lists of stems take more than 4 GiB");
    b->header.size += (uint32_t)b->list.len;
    return add(b, b->list.ptr, b->list.len, err);
}

/* Those of some stems, as many as are put in order at once; `*first` moves behind them. */
static bool add_some(struct building *b, uint32_t *first, struct err *err)
{
    uint32_t end = *first;
    size_t sum = 0;

    while (end < b->header.stems && (end == *first || sum + b->counts[end] <= at_once)) {
        b->ends[end] = sum;
        sum += b->counts[end++];
    }
    walk(b, place_one, *first, end);
    for (; *first < end; ++*first)
        if (!add_list(b, *first, b->postings + b->ends[*first] - b->counts[*first], err))
            return false;
    return true;
}

static bool add_lists(struct building *b, struct err *err)
{
    size_t most = at_once;

    walk(b, count_one, 0, 0);
    for (uint32_t i = 0; i < b->header.stems; i++)
        if (b->counts[i] > most)
            most = b->counts[i];
    b->postings = ARENA_ARRAY(b->job, struct posting, most);
    for (uint32_t first = 0; first < b->header.stems;)
        if (!add_some(b, &first, err))
            return false;
    return true;
}

/* ---- what stands behind them ---- */

static bool fill_up(struct building *b, struct err *err)
{
    static const char zeros[sizeof b->stems->hash];
    size_t size = (sizeof zeros - b->header.size % sizeof zeros) % sizeof zeros;

    b->header.size += (uint32_t)size;
    return add(b, zeros, size, err);
}

static int by_hash(const void *a, const void *b)
{
    const struct stem *x = a, *y = b;

    return (x->hash > y->hash) - (x->hash < y->hash);
}

static bool add_stems(struct building *b, struct err *err)
{
    uint32_t count = b->header.stems;
    uint64_t *hashes = ARENA_ARRAY(b->job, uint64_t, count);
    uint32_t *starts = ARENA_ARRAY(b->job, uint32_t, count);

    if (count)
        qsort(b->stems, count, sizeof *b->stems, by_hash);
    for (uint32_t i = 0; i < count; i++) {
        hashes[i] = b->stems[i].hash;
        starts[i] = b->stems[i].start;
    }
    return add(b, hashes, count * sizeof *hashes, err) &&
           add(b, starts, count * sizeof *starts, err);
}

static bool add_lengths(struct building *b, struct err *err)
{
    uint32_t *lengths = ARENA_ARRAY(b->job, uint32_t, b->header.documents);

    for (uint32_t i = 0; i < b->header.documents; i++)
        if (b->from->spans[i])
            lengths[i] = b->from->spans[i]->length + 1;
    return add(b, lengths, b->header.documents * sizeof *lengths, err);
}

static bool write_in(struct arena *job, const struct forward_builder *from, const char *path,
                     struct err *err)
{
    uint32_t stems = (uint32_t)from->stem_count;
    struct building b = {
        .job = job,
        .from = from,
        .header = {.magic = postings_magic, .documents = from->documents, .stems = stems},
        .counts = ARENA_ARRAY(job, uint32_t, stems),
        .ends = ARENA_ARRAY(job, size_t, stems),
        .stems = ARENA_ARRAY(job, struct stem, stems),
        .list = buf_new(job, FORWARD_FILE_MAX),
        .file = file_writer_open(job, path, sizeof b.header, err)};

    return b.file && add_lists(&b, err) && fill_up(&b, err) && add_stems(&b, err) &&
           add_lengths(&b, err) &&
           file_writer_at(b.file, 0, (struct slice){(const char *)&b.header, sizeof b.header},
                          err) &&
           file_writer_close(b.file, err);
}

bool forward_builder_write_postings(const struct forward_builder *b, const char *path,
                                    struct err *err)
{
    struct arena *job = arena_new();
    bool ok = write_in(job, b, path, err);

    arena_free(job);
    return ok;
}
