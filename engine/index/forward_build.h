/*
 * forward_build.h - what a generation keeps of its articles is made: the forward index (forward.h) with
 * its vocabulary, the inverted index of stems (postings.h), and the records (records.h).
 *
 *      b = forward_builder_new(life, "index/forward.tmp", NULL, &before, &err);
 *      forward_builder_add(b, &article, &err);                  // while articles are read
 *      forward_builder_collect(b, index, &err);                 // when the index is there
 *      forward_builder_write_vocabulary(b, words, &err);        // unless it has one
 *      forward_builder_write(b, forward, &err);
 *      forward_builder_write_postings(b, postings, &err);       // by another thread, if wanted
 *      forward_builder_write_records(b, records, &err);
 *
 * What is added waits in a file of its own. Documents of the index that were not added are taken
 * from the generation before, which must have them from the same source (forward_builder_has). In
 * memory are the words, and a few numbers for each article. For one thread.
 */
#ifndef ENGINE_FORWARD_BUILD_H
#define ENGINE_FORWARD_BUILD_H

#include "engine/article/terms.h"
#include "engine/index/forward.h"
#include "engine/index/generation.h"
#include "engine/index/xap.h"

struct forward_builder;

/* `path` is the file where documents wait, removed when `life` is freed. With the numbers of the
 * vocabulary `with`, whose lack of a word leaves it out, or with new ones (NULL). `earlier` may be
 * NULL, and is with a vocabulary; if it is damaged or of another version nothing is taken from it. */
struct forward_builder *forward_builder_new(struct arena *life, const char *path,
                                            const struct vocabulary *with,
                                            const struct generation *earlier, struct err *err);

/* Can the article be taken from the generation before, read from this source (SLOT_SOURCE)? */
bool forward_builder_has(const struct forward_builder *b, struct slice id, struct slice source);

/* What is kept of an article. */
struct forward_article {
    struct slice id;
    enum language lang;
    const struct tokens *tokens;
    const struct document *document; /* its stems */
    struct slice record;             /* article_print's; empty if records will not be written */
};
bool forward_builder_add(struct forward_builder *b, const struct forward_article *a,
                         struct err *err);

/* Finds all documents of the index, whose numbers the files will have. */
bool forward_builder_collect(struct forward_builder *b, struct xap_reader *index, struct err *err);

/* Gives the words the numbers that the forward index will have them by. */
bool forward_builder_write_vocabulary(struct forward_builder *b, const char *path, struct err *err);
bool forward_builder_write(const struct forward_builder *b, const char *path, struct err *err);
bool forward_builder_write_postings(const struct forward_builder *b, const char *path,
                                    struct err *err);
bool forward_builder_write_records(const struct forward_builder *b, const char *path,
                                   struct err *err);

#endif
