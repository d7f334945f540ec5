/*
 * forward_build.h - a forward index (forward.h) and its vocabulary are made.
 *
 *      b = forward_builder_new(life, "index/forward.tmp", NULL, &err);
 *      forward_builder_add(b, id, lang, &tokens, &err);        // while articles are read
 *      forward_builder_finish(b, &from, words, forward, &err); // when the index is there
 *
 * What is added waits in a file of its own. Documents of the index that were not added are taken
 * from an earlier generation, if the same source is behind them there, or else from their records.
 * In memory are the words, and a few numbers for each article. For one thread.
 */
#ifndef ENGINE_FORWARD_BUILD_H
#define ENGINE_FORWARD_BUILD_H

#include "engine/forward.h"
#include "engine/generation.h"
#include "engine/tokens.h"

struct forward_builder;

/* `path` is the file where documents wait, removed when `life` is freed. With the numbers of the
 * vocabulary `with`, whose lack of a word leaves it out, or with new ones (NULL). */
struct forward_builder *forward_builder_new(struct arena *life, const char *path,
                                            const struct vocabulary *with, struct err *err);
bool forward_builder_add(struct forward_builder *b, struct slice id, enum language lang,
                         const struct tokens *tokens, struct err *err);

struct forward_source {
    struct xap_reader *index;         /* its documents are written */
    const struct generation *earlier; /* NULL: none */
    size_t threads;                   /* that read records */
};

/* Writes the files; `vocabulary` may be NULL if there is one already. */
bool forward_builder_finish(struct forward_builder *b, const struct forward_source *from,
                            const char *vocabulary, const char *forward, struct err *err);

#endif
