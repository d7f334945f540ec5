/* parts.c - see parts.h */
#include "engine/index/parts.h"

#include <inttypes.h>

#include "base/file.h"
#include "engine/index/table.h"

enum { written_at_once = 1 << 20 };

static size_t starts_size(uint32_t count)
{
    return ((size_t)count + 1) * sizeof(uint64_t);
}

bool parts_open(struct arena *life, const char *path, const char *name, uint32_t magic, size_t own,
                struct parts *out, struct err *err)
{
    struct parts p;
    struct slice file;
    size_t head = sizeof *p.header + own;

    if (!table_open(life, path, name, magic, head, &file, err))
        return false;
    p.header = (const void *)file.ptr;
    p.own = p.header + 1;
    if (p.header->size > file.len) /* the sum could begin again at zero */
        return err_set(err, ERR_STALE, "%s is damaged: parts of %" PRIu64 " bytes", path,
                       p.header->size);
    if (!table_fits(path, file, head + starts_size(p.header->count) + p.header->size, err))
        return false;
    p.starts = (const void *)(file.ptr + head);
    p.bytes = file.ptr + head + starts_size(p.header->count);
    *out = p;
    return true;
}

/* ---- writing ---- */

struct parts_writer {
    struct parts_header header;
    size_t own;
    uint64_t *starts;
    uint32_t added;
    struct buf waiting;
    struct file_writer *file;
};

struct parts_writer *parts_writer_new(struct arena *job, const char *path, uint32_t magic,
                                      size_t own, uint32_t count, struct err *err)
{
    struct parts_writer *w = ARENA_NEW(job, struct parts_writer);

    *w = (struct parts_writer){
        .header = {.magic = magic, .count = count},
        .own = own,
        .starts = arena_alloc(job, starts_size(count)),
        .waiting = buf_new(job, SIZE_MAX),
        .file = file_writer_open(job, path, sizeof w->header + own + starts_size(count), err)};
    return w->file ? w : NULL;
}

static bool flush(struct parts_writer *w, struct err *err)
{
    bool ok = file_writer_add(w->file, buf_slice(&w->waiting), err);

    w->waiting.len = 0;
    return ok;
}

bool parts_writer_add(struct parts_writer *w, struct slice part, struct err *err)
{
    buf_add(&w->waiting, part);
    w->header.size += part.len;
    w->starts[++w->added] = w->header.size;
    return w->waiting.len < written_at_once || flush(w, err);
}

bool parts_writer_close(struct parts_writer *w, const void *own, struct err *err)
{
    struct slice header = {(const char *)&w->header, sizeof w->header};
    struct slice starts = {(const char *)w->starts, starts_size(w->header.count)};

    return flush(w, err) && file_writer_at(w->file, 0, header, err) &&
           file_writer_at(w->file, header.len, (struct slice){own, w->own}, err) &&
           file_writer_at(w->file, header.len + w->own, starts, err) &&
           file_writer_close(w->file, err);
}
