/*
 * markdown.h - Markdown as a tree (cmark-gfm: CommonMark, tables, strikethrough, autolinks,
 * footnotes), and the front matter above it.
 */
#ifndef INDEXER_MARKDOWN_H
#define INDEXER_MARKDOWN_H

#include "base/err.h"
#include "indexer/page.h"

/* Once, before threads. */
void markdown_start(void);

/* The tree that html_parse makes of markdown_html. ERR_INPUT as there. */
bool markdown_parse(struct arena *job, struct slice text, const struct node **out, struct err *err);

struct slice markdown_html(struct arena *job, struct slice text);

/* Front matter as it is written, and the line of the file on which it begins. */
struct front {
    struct slice text;
    unsigned line;
};

/* Cuts the front matter off: lines between a first line `---` (empty ones may stand before
 * it) and the next one. Without one, its text is empty. `*body_line` is the line on which
 * the rest begins. */
bool markdown_front(struct slice text, struct front *front, struct slice *body, unsigned *body_line,
                    struct err *err);

struct markdown_link {
    struct slice target;
    unsigned line;
    bool is_image;
};

/* Calls `link` with each link and image of the text. */
void markdown_links(struct slice text, void (*link)(void *self, const struct markdown_link *link),
                    void *self);

#endif
