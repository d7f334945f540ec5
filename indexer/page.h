/*
 * page.h - the text of an article as a tree, whatever it was written in.
 *
 * html.h and markdown.h make it, body.h reads sections from it. It holds what means something to
 * an article (elements.h) and nothing else. Everything is in the job's memory.
 */
#ifndef INDEXER_PAGE_H
#define INDEXER_PAGE_H

#include "base/str.h"
#include "indexer/elements.h"

enum { page_depth_max = 200 }; /* what lies deeper is left out */

struct node {
    enum role role;
    int detail;           /* as in elements.h */
    struct slice text;    /* of ROLE_TEXT; the description of an image; the id of a heading */
    struct slice address; /* of a link or an image */
    uint64_t start;       /* number of the first of ROLE_STEPS */
    struct node *children, *last, *next;
};

/* A new last child of `parent`; NULL for the root of a tree. */
struct node *node_new(struct arena *job, struct node *parent, enum role role, int detail);

/* The text of a node and of all below it. */
struct slice node_text(struct arena *job, const struct node *node);

/* Line ends and tabs are no part of an address (WHATWG URL, section 4.4). */
struct slice page_address(struct arena *job, struct slice written);

/* A text of one line. */
struct slice page_caption(struct arena *job, struct slice written);

#endif
