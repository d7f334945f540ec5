/*
 * pins.h - what editors have pinned for a query, as far as the one who asks may see it.
 *
 * Pinned articles are found whether they have the words or not, and stand at their places in the
 * whole list, so that pages go on from each other; hidden ones are not found. What the caller's
 * filter or audience leaves out is left out. Pins are for a plain question: a query with a minus or
 * with quotes is meant as it stands. A mistyped question has the pins of the right one.
 */
#ifndef ENGINE_PINS_H
#define ENGINE_PINS_H

#include "engine/index/reader.h"

struct pin {
    uint32_t document;
    unsigned position; /* from 1, ascending */
};

struct pins {
    struct pin items[wording_position_max];
    struct slice terms[wording_position_max]; /* of their ids */
    size_t count;
    struct texts hidden; /* terms of ids */
};

/* `filter` is everything that limits the search. The clock says which pins hold today. */
bool pins_find(struct reader *r, struct arena *job, const struct query *q,
               const struct filter *filter, struct pins *out, struct err *err);

/* The tree with pinned documents and without hidden ones. */
const struct query_node *pins_tree(struct arena *job, const struct query_node *tree,
                                   const struct pins *pins);

bool pins_have(const struct pins *pins, uint32_t document);

/* Which pin stands at place `place` (from 0) of a list of `others` and the pins, `before` of which
 * stand earlier; or NULL if it is the turn of another document. */
const struct pin *pins_at(const struct pins *pins, size_t place, size_t before, size_t others);

#endif
