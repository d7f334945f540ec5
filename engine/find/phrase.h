/*
 * phrase.h - do the words of a query's phrases stand together in a document?
 *
 * As written, one behind the other, within one title, question or block.
 */
#ifndef ENGINE_PHRASE_H
#define ENGINE_PHRASE_H

#include "engine/index/forward.h"
#include "engine/query/query.h"

struct phrases;

/* The demanded and excluded phrases of a query; NULL if it has none. */
struct phrases *phrases_of(struct arena *job, const struct query *q, const struct vocabulary *v,
                           const struct forwards *f);

/* True if the document, by its number in its own database, has every demanded phrase and
 * none of the excluded ones. */
bool phrases_accept(const struct phrases *p, uint32_t document);

#endif
