/*
 * records.c - see records.h
 *
 * The file: a header; where each record begins, and where the last one ends; the dictionary; the
 * records. A number without a document has an empty one.
 */
#include "engine/records.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/pack.h"
#include "engine/article.h"
#include "engine/table.h"

enum {
    records_magic = 0x31525A4B,
    record_max = 16 * article_text_max, /* bytes; text as JSON writes it, blocks and spans */
    pieces = 32,                        /* of the dictionary, each of one record */
    piece_max = 2048,
    written_at_once = 1 << 20
};

struct header {
    uint32_t magic, documents; /* the highest number + 1 */
    uint64_t dictionary, size; /* bytes of the dictionary, and of all records */
};

struct records {
    const struct header *header;
    const uint64_t *starts;
    const char *bytes;
    struct unpacker *unpacker;
};

static size_t head_size(uint32_t documents)
{
    return sizeof(struct header) + ((size_t)documents + 1) * sizeof(uint64_t);
}

bool records_open(struct arena *life, const char *path, struct records **out, struct err *err)
{
    struct records *r = ARENA_NEW(life, struct records);
    struct slice file;
    size_t head;

    if (!table_open(life, path, "a file of records", records_magic, sizeof *r->header, &file, err))
        return false;
    r->header = (const void *)file.ptr;
    head = head_size(r->header->documents);
    if (r->header->size > file.len || r->header->dictionary > file.len)
        return err_set(err, ERR_STALE, "%s is damaged: records of %" PRIu64 " bytes", path,
                       r->header->size);
    if (!table_fits(path, file, head + r->header->dictionary + r->header->size, err))
        return false;
    r->starts = (const void *)(file.ptr + sizeof *r->header);
    r->bytes = file.ptr + head + r->header->dictionary;
    r->unpacker =
        unpacker_new(life, (struct slice){file.ptr + head, (size_t)r->header->dictionary});
    *out = r;
    return true;
}

bool records_read(const struct records *r, struct arena *job, uint32_t document, struct slice *out,
                  struct err *err)
{
    bool there = document < r->header->documents;
    uint64_t from = there ? r->starts[document] : 0, to = there ? r->starts[document + 1] : 0;
    struct err cause;

    if (from > to || to > r->header->size)
        return err_set(err, ERR_ENGINE, "the record of document %" PRIu32 " is damaged", document);
    if (from == to)
        return err_set(err, ERR_NOT_FOUND, "there is no document %" PRIu32, document);
    if (unpacker_unpack(r->unpacker, job, (struct slice){r->bytes + from, to - from}, record_max,
                        out, &cause))
        return true;
    return err_set(err, ERR_ENGINE, "the record of document %" PRIu32 ": %s", document, cause.text);
}

/* ---- writing ---- */

struct writing {
    const struct records_source *from;
    struct header header;
    uint64_t *starts;
    struct file_writer *file;
    struct packer *packer;
    struct buf out;
};

/* Pieces of records from all over, so that it has both languages and every kind. */
static struct slice dictionary_of(struct arena *job, const struct records_source *from)
{
    struct buf out = buf_new(job, pieces * piece_max);

    for (uint64_t i = 0; i < pieces; i++) {
        struct slice record = from->record(from->self, (uint32_t)(i * from->documents / pieces));

        buf_add(&out, (struct slice){record.ptr, record.len < piece_max ? record.len : piece_max});
    }
    return buf_slice(&out);
}

static bool flush(struct writing *w, struct err *err)
{
    bool ok = file_writer_add(w->file, buf_slice(&w->out), err);

    w->header.size += w->out.len;
    w->out.len = 0;
    return ok;
}

static bool write_records(struct writing *w, struct err *err)
{
    for (uint32_t i = 0; i < w->header.documents; i++) {
        struct slice record = w->from->record(w->from->self, i);
        struct arena *job = arena_new();

        w->starts[i] = w->header.size + w->out.len;
        if (record.len)
            buf_add(&w->out, packer_pack(w->packer, job, record));
        arena_free(job);
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
    struct slice starts = {(const char *)w->starts,
                           head_size(w->header.documents) - sizeof w->header};

    return file_writer_at(w->file, 0, header, err) &&
           file_writer_at(w->file, sizeof w->header, starts, err) &&
           file_writer_close(w->file, err);
}

bool records_write(const struct records_source *from, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    struct slice dictionary = dictionary_of(job, from);
    struct writing w = {.from = from,
                        .header = {records_magic, from->documents, dictionary.len, 0},
                        .starts = ARENA_ARRAY(job, uint64_t, (size_t)from->documents + 1),
                        .file = file_writer_open(job, path, head_size(from->documents), err),
                        .packer = packer_new(job, dictionary),
                        .out = buf_new(job, SIZE_MAX)};
    bool ok = w.file && file_writer_add(w.file, dictionary, err) && write_records(&w, err) &&
              write_head(&w, err);

    arena_free(job);
    return ok;
}
