/*
 * body.h - HTML, read into the sections of an article (libxml2).
 *
 * Both HTML files and Markdown, turned into HTML first, come through here, so that an
 * article reads the same whatever it was written in. Headings begin sections; paragraphs,
 * steps, bullets, code and table rows become blocks; strong, em, code, links and images
 * become spans. Scripts, styles, forms, navigation and footers are left out. Broken HTML
 * is read as browsers read it.
 */
#ifndef INDEXER_BODY_H
#define INDEXER_BODY_H

#include "engine/article.h"

/* Once, before threads. */
void body_start(void);

/* What an HTML page says of itself. */
struct page_facts {
    struct slice title;     /* <title> */
    struct slice lang;      /* <html lang> */
    struct slice canonical; /* <link rel="canonical"> */
    struct json *fields;    /* <meta name="kladez:FIELD" content="…"> */
};

/*
 * Sets the sections of `a`. If it has no title, the first heading becomes it: of any level
 * in what was Markdown (`facts` is NULL), of level 1 in a page. A first heading of level 1
 * that repeats the title is no section. ERR_INPUT if there is more text than an article may hold.
 */
bool body_read(struct arena *job, struct slice html, struct article *a, struct page_facts *facts,
               struct err *err);

#endif
