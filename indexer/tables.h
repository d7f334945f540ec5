/*
 * tables.h - the files of a generation that are made from its index.
 *
 * What does not need one another is made by threads side by side; one of them meanwhile looks
 * through the structure of the index itself.
 */
#ifndef INDEXER_TABLES_H
#define INDEXER_TABLES_H

#include "engine/index/forward_build.h"

/* Vocabulary, forward index, records, grams, spelling, completion; `folder` has the index, `forward` the
 * articles. ERR_ENGINE if the index is damaged. */
bool tables_build(const char *folder, struct forward_builder *forward, struct err *err);

#endif
