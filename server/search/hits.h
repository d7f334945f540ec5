/*
 * hits.h - a hit of a search, as the routes show it.
 */
#ifndef SERVER_HITS_H
#define SERVER_HITS_H

#include "engine/find/search.h"
#include "server/search/dress.h"

struct hit_options {
    const struct dress *dress;
    bool score, details;
    struct marker *marker; /* of the query: one for all hits of a result */
};
bool hits_add(struct exchange *x, struct reader *r, struct json *into,
              const struct search_result *found, const struct search_hit *hit,
              const struct hit_options *options, struct err *err);

#endif
