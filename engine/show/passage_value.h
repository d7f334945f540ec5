/*
 * passage_value.h - how much of what was asked a section of an article has. Of passage.c.
 *
 * In units of rarity, as passage.h says.
 */
#ifndef ENGINE_PASSAGE_VALUE_H
#define ENGINE_PASSAGE_VALUE_H

#include "engine/show/passage.h"

/* The words of the query in a text, a bit each. */
uint64_t value_words(struct marker *m, struct slice text);

/* Of all words of the query, and of a text of the kind that is wanted. */
double value_of_all(const struct passage_query *q);
double value_of_kind(const struct passage_query *q);

/* Of each section; -1 for one without text. */
double *value_of_sections(struct arena *job, struct marker *m, const struct article *a,
                          const struct passage_query *q);

#endif
