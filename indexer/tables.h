/*
 * tables.h - the files of a generation that are made from its index.
 *
 * What does not need one another is made by threads side by side; one of them meanwhile looks
 * through the structure of the index itself.
 */
#ifndef INDEXER_TABLES_H
#define INDEXER_TABLES_H

#include "engine/forward_build.h"

struct tables {
    const char *folder;               /* has the index */
    struct forward_builder *forward;  /* the articles that were read */
    const struct generation *earlier; /* NULL: none */
    size_t threads;                   /* that read records */
};

/* Vocabulary, forward index, grams, spelling, completion. ERR_ENGINE if the index is damaged. */
bool tables_build(const struct tables *t, struct err *err);

#endif
