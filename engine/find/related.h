/*
 * related.h - articles that readers of one may want next.
 *
 * In its language: what its title finds, those of its own category first, then the most popular of
 * that category. It costs a search or two, and needs nothing in the index.
 */
#ifndef ENGINE_RELATED_H
#define ENGINE_RELATED_H

#include "engine/find/search.h"

enum { related_most = 4 };

struct related {
    struct article items[related_most];
    size_t count;
};

/* `audiences` and `scope` as in struct search_request. */
bool related_find(struct reader *r, struct arena *job, const struct article *a,
                  const struct texts *audiences, const struct filter *scope, struct related *out,
                  struct err *err);

#endif
