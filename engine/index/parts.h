/*
 * parts.h - a file of a generation that has many parts of different lengths, known by number.
 *
 *      struct parts_writer *w = parts_writer_new(job, path, magic, sizeof own, count, &err);
 *      parts_writer_add(w, part, &err);             // count times, in their order
 *      parts_writer_close(w, &own, &err);
 *
 *      struct parts p;
 *      parts_open(life, path, "a file of records", magic, sizeof own, &p, &err);
 *      parts_at(&p, 7, &part);
 *
 * A header; what the user of the file says of all parts (`own`, a multiple of 8 bytes); where each part
 * begins and the last one ends, from 0; the parts. Written piece by piece, read where it is mapped.
 */
#ifndef ENGINE_PARTS_H
#define ENGINE_PARTS_H

#include "base/err.h"
#include "base/str.h"

struct parts_header {
    uint32_t magic, count;
    uint64_t size; /* of all parts, bytes */
};

struct parts {
    const struct parts_header *header;
    const void *own;
    const uint64_t *starts;
    const char *bytes;
};

/* Mapped until `life` is freed. As table_open (table.h); what parts hold is not looked at. */
bool parts_open(struct arena *life, const char *path, const char *name, uint32_t magic, size_t own,
                struct parts *out, struct err *err);

/* Empty if there is no such part; false if it is damaged. */
static inline bool parts_at(const struct parts *p, uint32_t number, struct slice *out)
{
    uint64_t from, to;

    *out = (struct slice){p->bytes, 0};
    if (number >= p->header->count)
        return true;
    from = p->starts[number];
    to = p->starts[number + 1];
    if (from > to || to > p->header->size)
        return false;
    *out = (struct slice){p->bytes + from, (size_t)(to - from)};
    return true;
}

struct parts_writer;
struct parts_writer *parts_writer_new(struct arena *job, const char *path, uint32_t magic,
                                      size_t own, uint32_t count, struct err *err);
bool parts_writer_add(struct parts_writer *w, struct slice part, struct err *err);
bool parts_writer_close(struct parts_writer *w, const void *own, struct err *err);

#endif
