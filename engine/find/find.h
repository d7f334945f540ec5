/*
 * find.h - the hits of a query's tree: what matches, passes the filter and is accepted, best first.
 */
#ifndef ENGINE_FIND_H
#define ENGINE_FIND_H

#include "engine/index/reader.h"

struct find_request {
    const struct query_node *query;
    const struct filter *filter; /* NULL: everything */
    struct xap_size among;       /* as in match.h */
    size_t count;                /* hits wanted */
    bool popular_first;          /* and what was changed last; instead of by weight */
    /* The rest as in struct xap_request. */
    const struct xap_sort *sorts;
    size_t sort_count;
    int distinct;
    const int *facets;
    size_t facet_count;
    /* Which matches count, by their number in their own database; NULL: all of them. */
    bool (*accept)(void *self, uint32_t document);
    void *accept_self;
};

bool find_hits(struct reader *r, struct arena *job, const struct find_request *request,
               struct xap_hits *out, struct err *err);

#endif
