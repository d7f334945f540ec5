/*
 * details.h - why a hit stands where it does, and what the words of the query became.
 */
#ifndef SERVER_DETAILS_H
#define SERVER_DETAILS_H

#include "base/json.h"
#include "engine/find/search.h"

/* `_rankingScoreDetails`. */
void details_add(struct json *into, const struct search_result *found,
                 const struct search_hit *hit);

/* What each word of the query was looked for as, and why: only words the request may be told of. */
void details_add_words(struct arena *job, struct json *into, const struct search_result *found);

#endif
