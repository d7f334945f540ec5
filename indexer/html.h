/*
 * html.h - HTML as a tree (libxml2). Scripts, styles, forms, navigation and footers are left out;
 * broken HTML is read as browsers read it.
 */
#ifndef INDEXER_HTML_H
#define INDEXER_HTML_H

#include "base/err.h"
#include "base/json.h"
#include "indexer/page.h"

/* Once, before threads. */
void html_start(void);

/* What an HTML page says of itself. */
struct page_facts {
    struct slice title;     /* <title> */
    struct slice lang;      /* <html lang> */
    struct slice canonical; /* <link rel="canonical"> */
    struct json *fields;    /* <meta name="kladez:FIELD" content="…">; null without content */
    struct json *others;    /* <meta name="…"> that are none */
    struct json *lines;     /* on which all of these stand, by the same names */
};

/* The root of the page, or of its <main> or <article>. `facts` may be NULL. ERR_INPUT if it is too
 * long to hold an article. */
bool html_parse(struct arena *job, struct slice html, struct page_facts *facts,
                const struct node **out, struct err *err);

#endif
