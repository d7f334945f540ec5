/* forward.c - see forward.h: the file is read. Its layout: forward_file.h */
#include "engine/forward.h"

#include <inttypes.h>

#include "engine/table.h"

struct forward {
    const struct forward_header *header;
    const uint64_t *starts;
    const unsigned char *bytes;
};

bool forward_open(struct arena *life, const char *path, struct forward **out, struct err *err)
{
    struct forward *f = ARENA_NEW(life, struct forward);
    struct slice file;
    size_t head;

    if (!table_open(life, path, "a forward index", forward_magic, sizeof *f->header, &file, err))
        return false;
    f->header = (const void *)file.ptr;
    head = sizeof *f->header + ((size_t)f->header->documents + 1) * sizeof *f->starts;
    if (f->header->size > file.len) /* the sum could begin again at zero */
        return err_set(err, ERR_STALE, "%s is damaged: documents of %" PRIu64 " bytes", path,
                       f->header->size);
    if (!table_fits(path, file, head + f->header->size, err))
        return false;
    f->starts = (const void *)(file.ptr + sizeof *f->header);
    f->bytes = (const unsigned char *)(f->starts + f->header->documents + 1);
    *out = f;
    return true;
}

double forward_mean_length(const struct forward *f, enum language lang)
{
    const struct forward_header *h = f->header;

    if (h->counted[lang] == 0 || h->words[lang] < h->counted[lang])
        return 1;
    return (double)h->words[lang] / (double)h->counted[lang];
}

/* A document: its bag, behind which its words stand. */
static struct forward_bag open_document(const struct forward *f, uint32_t document,
                                        const unsigned char **end)
{
    struct forward_bag b = {0};
    uint64_t from, to;
    size_t size;

    *end = NULL;
    if (document >= f->header->documents)
        return b;
    from = f->starts[document];
    to = f->starts[document + 1];
    if (from > to || to > f->header->size)
        return b;
    *end = f->bytes + to;
    b.at = b.end = f->bytes + from;
    size = forward_number(&b.at, *end);
    b.end = size <= (size_t)(*end - b.at) ? b.at + size : *end;
    b.length = forward_number(&b.at, b.end);
    return b;
}

struct forward_walk forward_document(const struct forward *f, uint32_t document)
{
    const unsigned char *end;
    struct forward_bag b = open_document(f, document, &end);

    return (struct forward_walk){.at = b.end, .end = end};
}

struct forward_bag forward_bag(const struct forward *f, uint32_t document)
{
    const unsigned char *end;

    return open_document(f, document, &end);
}

/* Which of them a document is in, and its number there. */
static const struct forward *part_of(const struct forwards *f, uint32_t *document)
{
    uint32_t count = (uint32_t)f->count, part = (*document - 1) % count;

    *document = (*document - 1) / count + 1;
    return f->parts[part];
}

struct forward_walk forwards_document(const struct forwards *f, uint32_t document)
{
    const struct forward *part = part_of(f, &document);

    return forward_document(part, document);
}

struct forward_bag forwards_bag(const struct forwards *f, uint32_t document)
{
    const struct forward *part = part_of(f, &document);

    return forward_bag(part, document);
}

struct forward_bag forwards_own_bag(const struct forwards *f, uint32_t document)
{
    struct forward_bag bag = {0};

    for (size_t i = 0; i < f->count && bag.at == bag.end; i++)
        bag = forward_bag(f->parts[i], document);
    return bag;
}

struct forward_walk forwards_own(const struct forwards *f, uint32_t document)
{
    struct forward_walk walk = {0};

    for (size_t i = 0; i < f->count && walk.at == walk.end; i++)
        walk = forward_document(f->parts[i], document);
    return walk;
}
