/*
 * pager.h - a long list in pages, ?page=2 and so on.
 */
#ifndef SERVER_PAGER_H
#define SERVER_PAGER_H

#include "server/pages/page.h"

struct pager {
    size_t number, size, offset; /* number from 1 */
};

/* The page of the list that the request asks for; what is no number is the first one. */
struct pager pager_of(const struct page *p, size_t size);

/* Links to the pages there are; nothing for a single one. `base` ends with what goes before
 * "page=2": `join`, "?" or "&". */
void pager_add(struct page *p, const struct pager *g, size_t total, struct slice base,
               struct slice join);

#endif
