/*
 * records.c - see records.h
 *
 * The first part of the file is the dictionary; behind it are the packed records, empty where no
 * document has the number.
 */
#include "engine/index/records.h"

#include <inttypes.h>

#include "base/pack.h"
#include "engine/article/article.h"
#include "engine/index/parts.h"

enum {
    records_magic = 0x32525A4B,
    record_max = 16 * article_text_max, /* bytes; texts, blocks and spans */
    pieces = 32,                        /* of the dictionary, each of one record */
    piece_max = 2048
};

struct records {
    struct parts parts;
    struct unpacker *unpacker;
};

bool records_open(struct arena *life, const char *path, struct records **out, struct err *err)
{
    struct records *r = ARENA_NEW(life, struct records);
    struct slice dictionary;

    if (!parts_open(life, path, "a file of records", records_magic, 0, &r->parts, err))
        return false;
    if (!parts_at(&r->parts, 0, &dictionary))
        return err_set(err, ERR_STALE, "%s is damaged: its dictionary", path);
    r->unpacker = unpacker_new(life, dictionary);
    *out = r;
    return true;
}

bool records_read(const struct records *r, struct arena *job, uint32_t document, struct slice *out,
                  struct err *err)
{
    struct slice packed;
    struct err cause;

    if (document == UINT32_MAX || !parts_at(&r->parts, document + 1, &packed))
        return err_set(err, ERR_ENGINE, "the record of document %" PRIu32 " is damaged", document);
    if (packed.len == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no document %" PRIu32, document);
    if (unpacker_unpack(r->unpacker, job, packed, record_max, out, &cause))
        return true;
    return err_set(err, ERR_ENGINE, "the record of document %" PRIu32 ": %s", document, cause.text);
}

/* ---- writing ---- */

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

static bool write_record(struct parts_writer *w, struct packer *packer, struct slice record,
                         struct err *err)
{
    struct arena *job = arena_new();
    struct slice packed = record.len ? packer_pack(packer, job, record) : record;
    bool ok = parts_writer_add(w, packed, err);

    arena_free(job);
    return ok;
}

static bool write_in(struct arena *job, const struct records_source *from, const char *path,
                     struct err *err)
{
    struct slice dictionary = dictionary_of(job, from);
    struct packer *packer = packer_new(job, dictionary);
    struct parts_writer *w =
        parts_writer_new(job, path, records_magic, 0, from->documents + 1, err);

    if (!w || !parts_writer_add(w, dictionary, err))
        return false;
    for (uint32_t i = 0; i < from->documents; i++)
        if (!write_record(w, packer, from->record(from->self, i), err))
            return false;
    return parts_writer_close(w, NULL, err);
}

bool records_write(const struct records_source *from, const char *path, struct err *err)
{
    struct arena *job = arena_new();
    bool ok = write_in(job, from, path, err);

    arena_free(job);
    return ok;
}
