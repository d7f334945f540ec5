/* forward_inside.h - what the files that make a forward index share: forward_build.c has what
 * documents hold, forward_write.c the file. */
#ifndef ENGINE_FORWARD_INSIDE_H
#define ENGINE_FORWARD_INSIDE_H

#include "base/file.h"
#include "base/map.h"
#include "engine/forward_build.h"

#define FORWARD_FILE_MAX ((size_t)16 << 30)

/* Where an article waits. */
struct forward_span {
    uint64_t start;
    size_t size;
    size_t words;
    enum language lang;
};

struct forward_builder {
    struct arena *life;
    const char *path;
    const struct vocabulary *with; /* whose numbers are used; NULL: they are given here */
    struct map ids;                /* word -> provisional number + 1 */
    struct vocabulary_entry *words;
    size_t word_count;
    struct map spans; /* article's id -> struct forward_span */
    struct file_writer *out;
    uint64_t size;
};

/* As forward_number reads it. */
void forward_put(struct buf *out, uint32_t code);

/* Writes the documents that wait, by their number in the index (NULL: no such document), with the
 * vocabulary's numbers. */
bool forward_write(struct forward_builder *b, const struct forward_span *const *spans,
                   uint32_t documents, const char *path, struct err *err);

#endif
