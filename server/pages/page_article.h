/*
 * page_article.h - parts of an article's page.
 */
#ifndef SERVER_PAGE_ARTICLE_H
#define SERVER_PAGE_ARTICLE_H

#include "server/pages/page.h"

/* "Was this article helpful?", and what was missing, in forms that need no script. `said` is what
 * the address says was just answered: "1", "0", "why", or nothing. */
void page_add_helpful(struct page *p, const struct article *a, struct slice said);

/* schema.org: Article; FAQPage where most headings ask a question. */
void page_add_schema(struct page *p, const struct article *a);

#endif
