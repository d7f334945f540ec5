/*
 * forward_inside.h - what the files that make a forward index share: forward_build.c has what
 * documents hold, forward_earlier.c what the generation before has of them; forward_write.c makes the
 * forward index of that, postings_build.c the inverted one.
 */
#ifndef ENGINE_FORWARD_INSIDE_H
#define ENGINE_FORWARD_INSIDE_H

#include "base/file.h"
#include "base/map.h"
#include "engine/index/forward_build.h"
#include "engine/index/postings.h"
#include "engine/index/records.h"

#define FORWARD_FILE_MAX ((size_t)16 << 30)

/* Where an article waits: its codes, behind them its record, and its stems: the number of each and
 * what it counts. */
struct forward_span {
    struct slice id;
    uint64_t start;
    size_t codes, record, stems; /* bytes */
    uint32_t words, length;
    enum language lang;
};

/* A stem of a document. */
struct forward_stem {
    uint32_t stem, count; /* its number in the earlier generation's postings */
};

struct earlier {
    struct xap_reader *index;
    struct vocabulary *vocabulary;
    struct forward *forward;
    struct records *records;
    struct postings *postings;
    struct forward_stem *stems; /* of all documents, as they are asked for; and of each the first */
    uint32_t *first_stem;
    uint64_t *hashes; /* of stems */
    uint32_t *ids;    /* provisional number + 1 by the generation's */
    uint32_t *where;  /* the document a word was counted in last, + 1 */
};

struct forward_builder {
    struct arena *life;
    const char *path;
    const struct vocabulary *with; /* whose numbers are used; NULL: they are given here */
    struct map ids;                /* word -> provisional number + 1 */
    struct vocabulary_entry *words;
    size_t word_count;
    struct map stem_ids; /* hash of a stem, 8 bytes -> number + 1 */
    uint64_t *stems;     /* by number: the hash */
    size_t stem_count;
    struct map waiting; /* article's id -> struct forward_span */
    struct file_writer *out;
    uint64_t size;
    struct earlier *earlier; /* NULL: none */

    /* When all are there. */
    const struct forward_span **spans; /* by number of the document; NULL: no such document */
    uint32_t documents;                /* the highest number + 1 */
    struct slice bytes;                /* what waited */
};

/* Between two documents when all are gone through: what waited need not all be in memory. */
static inline void forward_pass(const struct forward_builder *b, uint32_t document)
{
    if (document % 4096 == 4095)
        file_forget(b->bytes);
}

/* ---- what waits ---- */

/* The provisional number of a word of one more document, or the vocabulary's; -1 for a word it has
 * not. */
int64_t forward_number_of(struct forward_builder *b, struct slice word);

/* Adds a stem, by its hash and what it counts, to those of a document. */
void forward_put_stem(struct forward_builder *b, struct buf *out, uint64_t hash, uint32_t count);

/* Lets an article wait: `span` has what is not seen from the texts. */
bool forward_add_span(struct forward_builder *b, struct slice id, struct forward_span span,
                      struct slice codes, struct slice record, struct slice stems, struct err *err);

/* ---- the generation before ---- */

/* NULL if there is none that can be used: all articles are read again then. */
struct earlier *earlier_open(struct arena *life, const struct generation *g);

/* Lets an article of `index` wait as the generation before has it; ERR_ENGINE if that has not. */
bool forward_take_again(struct forward_builder *b, struct arena *job, struct xap_reader *index,
                        uint32_t document, struct slice id, struct err *err);

/* ---- the files ---- */

/* As forward_number reads it. */
void forward_put(struct buf *out, uint32_t code);

#endif
