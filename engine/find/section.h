/*
 * section.h - the section of a document that covers most of a query, for results of a search.
 *
 * The rule is that of passage.h, without kinds of answers: a word counts as much as it is rare and
 * as it tells one section from the others, half as much again in the heading; what the title says
 * tells nothing; between equals the first. It is read from the forward index, which costs a
 * hundredth of looking through the text.
 */
#ifndef ENGINE_SECTION_H
#define ENGINE_SECTION_H

#include <stdint.h>

#include "engine/find/evidence.h"

#define SECTION_NONE SIZE_MAX

/* What sections are chosen by; `rarity` of each word of the query, 0 for those that say nothing. */
struct section_query {
    const struct evidence_query *words;
    const struct query_word *first; /* of the query */
    const double *rarity;
};

/* The number of the section in its article, or SECTION_NONE. As long as the likeness of the query
 * is valid (likeness.h). */
size_t section_choose(struct arena *job, const struct forwards *f, const struct section_query *q,
                      uint32_t document);

#endif
