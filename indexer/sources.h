/*
 * sources.h - the sources of the last index run that went through, so that `kladez index` alone
 * repeats it.
 */
#ifndef INDEXER_SOURCES_H
#define INDEXER_SOURCES_H

#include "base/err.h"
#include "base/str.h"

bool sources_remember(const char *data, const char *const *sources, size_t count, struct err *err);

/* ERR_INPUT: nothing was indexed there before. */
bool sources_recall(struct arena *job, const char *data, const char ***sources, size_t *count,
                    struct err *err);

#endif
