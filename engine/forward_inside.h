/* forward_inside.h - what the files that make a forward index share: forward_build.c has what
 * documents hold, forward_write.c the file. */
#ifndef ENGINE_FORWARD_INSIDE_H
#define ENGINE_FORWARD_INSIDE_H

#include "base/file.h"
#include "base/map.h"
#include "engine/forward_build.h"
#include "engine/records.h"

#define FORWARD_FILE_MAX ((size_t)16 << 30)

/* Where an article waits: its codes, and behind them its record. */
struct forward_span {
    uint64_t start;
    size_t codes, record; /* bytes */
    size_t words;
    enum language lang;
};

struct earlier {
    struct xap_reader *index;
    struct vocabulary *vocabulary;
    struct forward *forward;
    struct records *records;
    uint32_t *ids;   /* provisional number + 1 by the generation's */
    uint32_t *where; /* the document a word was counted in last, + 1 */
};

struct forward_builder {
    struct arena *life;
    const char *path;
    const struct vocabulary *with; /* whose numbers are used; NULL: they are given here */
    struct map ids;                /* word -> provisional number + 1 */
    struct vocabulary_entry *words;
    size_t word_count;
    struct map waiting; /* article's id -> struct forward_span */
    struct file_writer *out;
    uint64_t size;
    struct earlier *earlier; /* NULL: none */

    /* When all are there. */
    const struct forward_span **spans; /* by number of the document; NULL: no such document */
    uint32_t documents;                /* the highest number + 1 */
    struct slice bytes;                /* what waited */
};

/* As forward_number reads it. */
void forward_put(struct buf *out, uint32_t code);

/* Writes the documents that wait with the vocabulary's numbers. */
bool forward_write(const struct forward_builder *b, const char *path, struct err *err);

#endif
