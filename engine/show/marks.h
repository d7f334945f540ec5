/*
 * marks.h - where in an original text the words of a query stand.
 *
 * A word of the text is marked if it is a word of the query, has its stem, begins with
 * the word being typed, or is the same written joined or hyphened. Marks are byte ranges of
 * the text as it was given: whole words, ascending, never overlapping.
 * A marker serves one query and remembers the words it has judged, so that long texts
 * cost little more than reading them. Pure; one thread.
 */
#ifndef ENGINE_MARKS_H
#define ENGINE_MARKS_H

#include "engine/query/query.h"

struct mark {
    size_t start, end; /* bytes */
    unsigned word;     /* which word of the query */
    size_t at;         /* how many words of the text stand before it */
};

struct marks {
    struct mark *items;
    size_t count;
};

struct marker;

struct marker *marker_new(struct arena *job, struct stemmer *stemmer, const struct query *q);
struct marks marker_find(struct marker *m, struct slice text);

#endif
