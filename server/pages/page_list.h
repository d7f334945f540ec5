/*
 * page_list.h - which articles and categories a page lists: those in its language that the
 * request may see.
 */
#ifndef SERVER_PAGE_LIST_H
#define SERVER_PAGE_LIST_H

#include "engine/find/search.h"
#include "server/pages/page.h"

struct page_list {
    struct slice category;       /* only articles below it; empty: all */
    const struct texts *without; /* none of these categories; NULL: nothing is left out */
    size_t offset, limit;
    bool count_categories; /* as facet 0 of the result, the most frequent first */
};

/* The most popular first. */
bool page_list_articles(struct page *p, const struct page_list *list, struct search_result *out,
                        struct err *err);

/* In the page's language only; for requests of other kinds. */
const struct filter *page_list_filter(struct page *p);
const struct filter *page_list_in(struct arena *job, struct slice category);

/* The article of a hit. */
bool page_list_article(struct page *p, const struct search_hit *hit, struct article *out,
                       struct err *err);

/* Those of the counted categories that are directly below `parent` (empty: the topmost ones), in
 * the order they are in. */
struct page_categories {
    struct xap_tally *items; /* text: the whole path */
    size_t count;
};
struct page_categories page_list_below(struct arena *job, const struct xap_facet *all,
                                       struct slice parent);

/* Its name without that of its parents. */
struct slice page_list_name(struct slice path);

#endif
