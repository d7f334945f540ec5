/*
 * search_inside.h - what the two halves of a search share: what is asked for (search.c), and what was
 * found (search_hits.c).
 */
#ifndef ENGINE_SEARCH_INSIDE_H
#define ENGINE_SEARCH_INSIDE_H

#include "engine/find/pins.h"
#include "engine/find/search.h"

/* Ranks what was found and takes the page that is asked for: hits, their number, and whether the best
 * is one. `out` has the query and what its words weigh. */
void search_take_hits(struct reader *r, struct arena *job, const struct search_request *q,
                      const struct xap_hits *found, const struct pins *pins,
                      struct search_result *out);

#endif
