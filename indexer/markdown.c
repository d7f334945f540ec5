/* markdown.c - see markdown.h. The only user of cmark-gfm. */
#include "indexer/markdown.h"

#include <stdlib.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

static const char *const extensions[] = {"table", "strikethrough", "autolink"};

void markdown_start(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

static cmark_node *parse(struct slice text)
{
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES);
    cmark_node *root;

    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        cmark_syntax_extension *e = cmark_find_syntax_extension(extensions[i]);

        if (e)
            cmark_parser_attach_syntax_extension(parser, e);
    }
    cmark_parser_feed(parser, text.ptr, text.len);
    root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

struct slice markdown_html(struct arena *job, struct slice text)
{
    cmark_node *root = parse(text);
    char *html = cmark_render_html(root, CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES, NULL);

    cmark_node_free(root);
    arena_defer(job, free, html);
    return slice_of(html);
}

/* The line at the front of `*rest`, without white space at its end. */
static struct slice take_line(struct slice *rest)
{
    struct slice line = slice_cut(rest, '\n');

    while (line.len && strchr(" \t\r", line.ptr[line.len - 1]))
        line.len--;
    return line;
}

bool markdown_front(struct slice text, struct front *front, struct slice *body, unsigned *body_line,
                    struct err *err)
{
    struct slice rest = text, line = take_line(&rest);
    const char *start;
    unsigned n = 1, opened;

    for (; rest.ptr && line.len == 0; n++) /* empty lines before it are a slip of the hand */
        line = take_line(&rest);
    start = rest.ptr;
    opened = n;

    *front = (struct front){SLICE(""), 1};
    *body = text;
    *body_line = 1;
    if (!slice_is(line, "---"))
        return true;
    while (rest.ptr) {
        const char *line_start = rest.ptr;

        line = take_line(&rest);
        n++;
        if (slice_is(line, "---") || slice_is(line, "...")) {
            *front = (struct front){{start, (size_t)(line_start - start)}, opened + 1};
            *body = rest;
            *body_line = n + 1;
            return true;
        }
    }
    return err_at(err, opened, "the front matter that begins with --- has no closing ---");
}

void markdown_links(struct slice text, void (*link)(void *self, struct slice target, unsigned line),
                    void *self)
{
    cmark_node *root = parse(text);
    cmark_iter *iter = cmark_iter_new(root);
    unsigned line = 1;

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (cmark_node_get_start_line(node) > 0)
            line = (unsigned)cmark_node_get_start_line(node);
        if ((type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) &&
            cmark_iter_get_root(iter) != node)
            link(self, slice_of(cmark_node_get_url(node)), line);
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
}
