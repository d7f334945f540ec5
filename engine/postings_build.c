/* postings_build.c - see postings.h: the file is made. Its layout: postings_file.h */
#include <stdlib.h>

#include "base/file.h"
#include "base/map.h"
#include "engine/forward_inside.h"
#include "engine/postings.h"
#include "engine/postings_file.h"
#include "engine/xap.h"

/* A stem, and where its list begins. */
struct stem {
    uint64_t hash;
    uint32_t start;
};

struct building {
    struct arena *job;
    struct postings_header header;
    struct stem *stems;
    struct buf list; /* the one being made */
    struct file_writer *file;
};

static bool add(struct building *b, const void *bytes, size_t size, struct err *err)
{
    return file_writer_add(b->file, (struct slice){bytes, size}, err);
}

static bool take_stem(void *self, struct slice term, const struct xap_posting *list, size_t count,
                      struct err *err)
{
    struct building *b = self;
    struct slice name = {term.ptr + sizeof PREFIX_STEM - 1, term.len - (sizeof PREFIX_STEM - 1)};
    struct stem *stem;
    uint32_t last = 0;

    b->stems = arena_room(b->job, b->stems, b->header.stems, sizeof *b->stems);
    stem = &b->stems[b->header.stems++];
    *stem = (struct stem){map_hash(name), b->header.size};
    b->list.len = 0;
    forward_put(&b->list, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        bool once = list[i].count == 1;

        forward_put(&b->list, (list[i].document - last) * 2 + once);
        if (!once)
            forward_put(&b->list, list[i].count);
        last = list[i].document;
    }
    if (b->list.len > UINT32_MAX - b->header.size - sizeof stem->hash)
        return err_set(err, ERR_INPUT, "the lists of stems take more than 4 GiB");
    b->header.size += (uint32_t)b->list.len;
    return add(b, b->list.ptr, b->list.len, err);
}

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

static bool add_lengths(struct building *b, struct xap_reader *index, struct err *err)
{
    uint32_t *documents, *lengths;
    size_t count;
    double length;

    if (!xap_documents_of(index, b->job, SLICE(""), &documents, &count, err))
        return false;
    b->header.documents = count ? documents[count - 1] + 1 : 0;
    lengths = ARENA_ARRAY(b->job, uint32_t, b->header.documents);
    for (size_t i = 0; i < count; i++) {
        if (!xap_length(index, documents[i], &length, err))
            return false;
        lengths[documents[i]] = (uint32_t)length + 1;
    }
    return add(b, lengths, b->header.documents * sizeof *lengths, err);
}

static bool build_in(struct arena *job, struct xap_reader *index, const char *path, struct err *err)
{
    struct building b = {.job = job,
                         .header = {.magic = postings_magic},
                         .list = buf_new(job, FORWARD_FILE_MAX),
                         .file = file_writer_open(job, path, sizeof b.header, err)};

    return b.file && xap_each_term(index, SLICE(PREFIX_STEM), take_stem, &b, err) &&
           fill_up(&b, err) && add_stems(&b, err) && add_lengths(&b, index, err) &&
           file_writer_at(b.file, 0, (struct slice){(const char *)&b.header, sizeof b.header},
                          err) &&
           file_writer_close(b.file, err);
}

bool postings_build(struct xap_reader *index, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = build_in(job, index, path, err);

    arena_free(job);
    return ok;
}
