/* postings.c - see postings.h: the file is read. Its layout: postings_file.h */
#include "engine/index/postings.h"

#include "base/map.h"
#include "engine/index/postings_file.h"
#include "engine/index/table.h"

struct postings {
    const struct postings_header *header;
    const unsigned char *lists;
    const uint64_t *hashes;
    const uint32_t *starts, *lengths;
};

bool postings_open(struct arena *life, const char *path, struct postings **out, struct err *err)
{
    struct postings *p = ARENA_NEW(life, struct postings);
    const struct postings_header *h;
    struct slice file;
    size_t tables;

    if (!table_open(life, path, "an index of stems", postings_magic, sizeof *h, &file, err))
        return false;
    h = p->header = (const void *)file.ptr;
    tables = (size_t)h->stems * (sizeof *p->hashes + sizeof *p->starts) +
             (size_t)h->documents * sizeof *p->lengths;
    if (!table_fits(path, file, sizeof *h + h->size + tables, err))
        return false;
    if (h->size % sizeof *p->hashes)
        return err_set(err, ERR_STALE, "%s is damaged: lists of %u bytes", path, h->size);
    p->lists = (const unsigned char *)file.ptr + sizeof *h;
    p->hashes = (const void *)(p->lists + h->size);
    p->starts = (const void *)(p->hashes + h->stems);
    p->lengths = p->starts + h->stems;
    *out = p;
    return true;
}

uint32_t postings_documents(const struct postings *p)
{
    return p->header->documents;
}

uint32_t postings_length(const struct postings *p, uint32_t document)
{
    return postings_has(p, document) ? p->lengths[document] - 1 : 0;
}

bool postings_has(const struct postings *p, uint32_t document)
{
    return document < p->header->documents && p->lengths[document] > 0;
}

static struct posting_list list_at(const struct postings *p, uint32_t start)
{
    struct posting_list l = {0};

    if (start > p->header->size)
        return l;
    l.at = p->lists + start;
    l.end = p->lists + p->header->size;
    l.count = l.left = forward_number(&l.at, l.end);
    return l;
}

struct posting_list postings_of(const struct postings *p, struct slice stem)
{
    uint64_t hash = map_hash(stem);
    size_t low = 0, high = p->header->stems;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (p->hashes[mid] == hash)
            return list_at(p, p->starts[mid]);
        if (p->hashes[mid] < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return (struct posting_list){0};
}

uint32_t postings_stems(const struct postings *p)
{
    return p->header->stems;
}

struct posting_list postings_list(const struct postings *p, uint32_t stem, uint64_t *hash)
{
    *hash = p->hashes[stem];
    return list_at(p, p->starts[stem]);
}

size_t postings_count(const struct postings_parts *p, struct slice stem)
{
    size_t count = 0;

    for (size_t i = 0; i < p->count; i++)
        count += postings_of(p->parts[i], stem).count;
    return count;
}
