/*
 * body.h - a page as the sections of an article.
 *
 * Whatever an article was written in, its tree (page.h) comes through here, so that it reads the
 * same. Headings begin sections; paragraphs, steps, bullets, code and table rows become blocks;
 * strong, em, code, links and images become spans.
 */
#ifndef INDEXER_BODY_H
#define INDEXER_BODY_H

#include "engine/article/article.h"
#include "indexer/page.h"

/*
 * Sets the sections of `a`. If it has no title, the first heading becomes it: of any level
 * in what was Markdown, of level 1 in an HTML page (`is_page`). A first heading of level 1
 * that repeats the title is no section. ERR_INPUT if there is more text than an article may hold.
 */
bool body_read(struct arena *job, const struct node *page, bool is_page, struct article *a,
               struct err *err);

#endif
