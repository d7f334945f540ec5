/* forward.c - see forward.h: the file is read. Its layout: forward_file.h */
#include "engine/forward.h"

#include <inttypes.h>

#include "engine/forward_file.h"
#include "engine/table.h"
#include "engine/tokens.h"

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

struct forward_walk forward_document(const struct forward *f, uint32_t document)
{
    uint64_t start, end;

    if (document >= f->header->documents)
        return (struct forward_walk){0};
    start = f->starts[document];
    end = f->starts[document + 1];
    if (start > end || end > f->header->size)
        return (struct forward_walk){0};
    return (struct forward_walk){.at = f->bytes + start, .end = f->bytes + end};
}

struct forward_walk forwards_document(const struct forwards *f, uint32_t document)
{
    uint32_t count = (uint32_t)f->count, part = (document - 1) % count;

    return forward_document(f->parts[part], (document - 1) / count + 1);
}

struct forward_walk forwards_own(const struct forwards *f, uint32_t document)
{
    struct forward_walk walk = {0};

    for (size_t i = 0; i < f->count && walk.at == walk.end; i++)
        walk = forward_document(f->parts[i], document);
    return walk;
}

bool forward_next(struct forward_walk *w, uint32_t *word)
{
    while (w->at < w->end) {
        uint32_t n = 0;
        int shift = 0;

        while (w->at < w->end && *w->at >= 0x80 && shift < 28) {
            n |= (uint32_t)(*w->at++ & 0x7F) << shift;
            shift += 7;
        }
        if (w->at < w->end)
            n |= (uint32_t)(*w->at++ & 0x7F) << shift;
        if (n >= TOKEN_WORD) {
            *word = n - TOKEN_WORD;
            return true;
        }
        w->run++;
        w->run_of_part++;
        if (n == TOKEN_PART_END) {
            w->part++;
            w->run_of_part = 0;
        }
    }
    return false;
}
