/*
 * counting.h - which searches of which requests count (crowd.h).
 *
 * A search box sends every key, so a search counts when somebody says that it was meant: an event
 * of a search box or page, or the help centre's page of results. Whoever has a key of the desk or
 * above tries things out and is not counted. Words are masked (mask.h) before they are counted.
 */
#ifndef SERVER_COUNTING_H
#define SERVER_COUNTING_H

#include "engine/find/search.h"
#include "server/exchange.h"

/* A search was replied to under this id; an event may follow. */
void counting_answered(struct exchange *x, struct slice query_id, struct slice text,
                       const struct search_result *found);

/* The event: the search was meant, or a hit of it was picked. An id that is not known any more
 * counts nothing. */
void counting_meant(struct exchange *x, struct slice query_id, bool picked);

/* The help centre's page of results was asked for. */
void counting_page(struct exchange *x, struct slice text, const struct search_result *found);

/* An article's page was opened: from such a page? */
void counting_opened(struct exchange *x);

#endif
