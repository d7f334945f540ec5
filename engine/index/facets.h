/*
 * facets.h - the values of a field that many documents have, and how many have each.
 *
 *      struct facet_counts *c = facets_new(job);
 *      facets_add_list(c, slot);                   for each document
 *      facet = facets_list(c);
 */
#ifndef ENGINE_FACETS_H
#define ENGINE_FACETS_H

#include "engine/index/xap.h"

struct facet_counts;

struct facet_counts *facets_new(struct arena *job);

/* The items of a list as it is kept in a slot; nothing is borrowed. */
void facets_add_list(struct facet_counts *c, struct slice list);

/* A number as it is written, without the digits that only rounding makes. */
void facets_add_number(struct facet_counts *c, double number);

struct xap_facet facets_list(const struct facet_counts *c); /* by the bytes of the values */

#endif
