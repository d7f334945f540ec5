/*
 * html.h - HTML written so that no text can be taken for code.
 *
 *      HTML(&out, "<a href=\"$\">$</a>@", url, title, more);
 *
 * Each $ takes a text, which is escaped; each @ takes HTML as it is. The arguments are slices,
 * as many as there are signs (asserted). What has no arguments is written with buf_text.
 */
#ifndef SERVER_HTML_H
#define SERVER_HTML_H

#include "engine/show/marks.h"

#define HTML(out, format, ...)                                                                     \
    html_write((out), (format), (const struct slice[]){__VA_ARGS__},                               \
               sizeof((const struct slice[]){__VA_ARGS__}) / sizeof(struct slice))

void html_write(struct buf *out, const char *format, const struct slice *args, size_t count);

/* The text on one line, its marks as <mark>. Cells, steps and lines are parted by a dot where no
 * sign does it. */
void html_marked(struct buf *out, struct slice text, const struct marks *marks);

/* A value that can stand between <script> tags: JSON whose < > & are written as \u003C … */
void html_json(struct buf *out, const struct json *value);

#endif
