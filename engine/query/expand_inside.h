/*
 * expand_inside.h - what the files of expand.h have in common.
 */
#ifndef ENGINE_EXPAND_INSIDE_H
#define ENGINE_EXPAND_INSIDE_H

#include "engine/query/expand.h"

enum {
    beginnings_looked_at = 120, /* words that go on from the one being typed */
    beginnings_most = 40,       /* different stems of theirs… */
    beginnings_of_function = 10 /* …if it is a function word, and most likely whole */
};

/* Stems of words, each once, without those of the word itself. */
struct gathering {
    struct arena *job;
    const struct expansion *e;
    const struct query_word *w;
    struct texts stems;
};

bool expand_has_stem(const struct query_word *w, struct slice stem);

void expand_gather(struct gathering *g, struct slice stem);

/* The stems of the most frequent words that begin so. */
void expand_gather_words(struct gathering *g, struct slice beginning, size_t looked_at,
                         size_t most);

/* Has the knowledge base the word, in any form? */
bool expand_knows_any(const struct vocabulary *v, const struct query_word *w);

/* What an unfinished word may become. */
void expand_beginnings(struct arena *job, const struct expansion *e, struct query_word *w);

/* The words that were meant take the place of those that were typed. */
struct corrections expand_corrections(struct arena *job, const struct expansion *e,
                                      struct query *q);

/* What else customers call it. */
void expand_thesaurus(struct arena *job, const struct expansion *e, struct query *q);

#endif
