/* markdown.c - see markdown.h. The only user of cmark-gfm. */
#include "indexer/markdown.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "engine/article/article.h"
#include "indexer/html.h"

static const char *const extensions[] = {"table", "strikethrough", "autolink"};

void markdown_start(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

/* While it reads what is inside lines, cmark has the characters that extensions care for in a table
 * of the whole process: with two threads at once links were lost or found by chance. */
static pthread_mutex_t lines_lock = PTHREAD_MUTEX_INITIALIZER;

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
    pthread_mutex_lock(&lines_lock);
    root = cmark_parser_finish(parser);
    pthread_mutex_unlock(&lines_lock);
    cmark_parser_free(parser);
    return root;
}

static struct slice html_of(struct arena *job, cmark_node *root)
{
    char *html = cmark_render_html(root, CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES, NULL);

    arena_defer(job, free, html);
    return slice_of(html);
}

struct slice markdown_html(struct arena *job, struct slice text)
{
    cmark_node *root = parse(text);
    struct slice html = html_of(job, root);

    cmark_node_free(root);
    return html;
}

/* ---- the tree ---- */

/* As cmark writes it into HTML: what no address may have becomes %XX (RFC 3986, section 2.1). */
static struct slice address_of(struct arena *job, const char *url)
{
    static const char kept[] = "!#$%&'()*+,-./:;=?@_~";
    struct slice s = slice_of(url);
    struct buf out = buf_new(job, SIZE_MAX);

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            strchr(kept, c))
            buf_char(&out, (char)c);
        else
            buf_printf(&out, "%%%02X", c);
    }
    return page_address(job, buf_slice(&out));
}

/* What stands for an image that cannot be shown. */
static void add_description(struct buf *out, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
        buf_text(out, cmark_node_get_literal(node));
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        buf_char(out, ' ');
    for (cmark_node *i = cmark_node_first_child(node); i; i = cmark_node_next(i))
        add_description(out, i);
}

/* Of a list whose items are not parted by empty lines, paragraphs are no blocks. */
static bool is_tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;

    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

/* Those of extensions have no constant. */
static struct node *add_extension(struct arena *job, struct node *parent, cmark_node *from)
{
    const char *type = cmark_node_get_type_string(from);
    cmark_node *row = cmark_node_parent(from);

    if (strcmp(type, "table") == 0)
        return node_new(job, parent, ROLE_BLOCK, 0);
    if (strcmp(type, "table_header") == 0 || strcmp(type, "table_row") == 0)
        return node_new(job, parent, ROLE_ROW, 0);
    if (strcmp(type, "table_cell") == 0)
        return node_new(job, parent, ROLE_CELL, cmark_gfm_extensions_get_table_row_is_header(row));
    return strcmp(type, "strikethrough") == 0 ? node_new(job, parent, ROLE_THROUGH, 0) : NULL;
}

static struct node *add_list(struct arena *job, struct node *parent, cmark_node *from)
{
    bool steps = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
    struct node *n = node_new(job, parent, steps ? ROLE_STEPS : ROLE_BULLETS, 0);

    if (steps)
        n->start = (uint64_t)cmark_node_get_list_start(from);
    return n;
}

/* Characters that XML has not, and so no text that comes through libxml2. U+FFFE and U+FFFF, written
 * as numbers, cmark makes the bytes FE and FF. */
static bool is_odd(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c >= ' ' && c < 0xFE && c != 0xBE && c != 0xBF) /* nearly all */
            continue;
        if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c >= 0xFE ||
            (c >= 0xBE && i >= 2 && memcmp(text.ptr + i - 2, "\xEF\xBF", 2) == 0))
            return true;
    }
    return false;
}

static struct node *add_image(struct arena *job, struct node *parent, cmark_node *from)
{
    struct node *n = node_new(job, parent, ROLE_IMAGE, 0);
    struct buf text = buf_new(job, SIZE_MAX);

    add_description(&text, from);
    if (is_odd(buf_slice(&text)))
        return NULL;
    n->text = page_caption(job, buf_slice(&text));
    n->address = address_of(job, cmark_node_get_url(from));
    return n;
}

static struct node *add_link(struct arena *job, struct node *parent, cmark_node *from)
{
    struct node *n = node_new(job, parent, ROLE_LINK, 0);

    n->address = address_of(job, cmark_node_get_url(from));
    return n;
}

/* NULL if there are such characters, which HTML has a way to leave out. */
static struct node *add_literal(struct arena *job, struct node *parent, cmark_node *from)
{
    struct slice text = slice_of(cmark_node_get_literal(from));

    if (is_odd(text))
        return NULL;
    if (text.len)
        node_new(job, parent, ROLE_TEXT, 0)->text = slice_copy(job, text);
    return parent;
}

/* What a node of cmark's tree is in ours, without what is below it. NULL for what is left
 * to HTML: raw HTML, footnotes, odd characters. */
static struct node *add_node(struct arena *job, struct node *parent, cmark_node *from)
{
    switch (cmark_node_get_type(from)) {
    case CMARK_NODE_BLOCK_QUOTE: return node_new(job, parent, ROLE_QUOTE, 0);
    case CMARK_NODE_LIST: return add_list(job, parent, from);
    case CMARK_NODE_ITEM: return node_new(job, parent, ROLE_ITEM, 0);
    case CMARK_NODE_CODE_BLOCK: return add_literal(job, node_new(job, parent, ROLE_CODE, 0), from);
    case CMARK_NODE_PARAGRAPH:
        return node_new(job, parent, is_tight(from) ? ROLE_THROUGH : ROLE_BLOCK, 0);
    case CMARK_NODE_HEADING:
        return node_new(job, parent, ROLE_HEADING, cmark_node_get_heading_level(from));
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_LINEBREAK: return node_new(job, parent, ROLE_BREAK, 0);
    case CMARK_NODE_TEXT: return add_literal(job, parent, from);
    case CMARK_NODE_SOFTBREAK:
        node_new(job, parent, ROLE_TEXT, 0)->text = SLICE("\n");
        return parent;
    case CMARK_NODE_CODE:
        return add_literal(job, node_new(job, parent, ROLE_SPAN, SPAN_CODE), from);
    case CMARK_NODE_EMPH: return node_new(job, parent, ROLE_SPAN, SPAN_EMPHASIS);
    case CMARK_NODE_STRONG: return node_new(job, parent, ROLE_SPAN, SPAN_STRONG);
    case CMARK_NODE_LINK: return add_link(job, parent, from);
    case CMARK_NODE_IMAGE: return add_image(job, parent, from);
    default: return add_extension(job, parent, from);
    }
}

static bool add_children(struct arena *job, struct node *parent, cmark_node *from, int depth)
{
    if (depth >= page_depth_max)
        return true;
    for (cmark_node *i = cmark_node_first_child(from); i; i = cmark_node_next(i)) {
        struct node *n = add_node(job, parent, i);

        if (!n || (n->role != ROLE_IMAGE && !add_children(job, n, i, depth + 1)))
            return false;
    }
    return true;
}

bool markdown_parse(struct arena *job, struct slice text, const struct node **out, struct err *err)
{
    struct node *page = node_new(job, NULL, ROLE_THROUGH, 0);
    cmark_node *root = parse(text);
    bool ok = true;

    if (add_children(job, page, root, 0))
        *out = page;
    else
        ok = html_parse(job, html_of(job, root), NULL, out, err);
    cmark_node_free(root);
    return ok;
}

/* ---- front matter, links ---- */

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

void markdown_links(struct slice text, void (*link)(void *self, const struct markdown_link *link),
                    void *self)
{
    cmark_node *root = parse(text);
    cmark_iter *iter = cmark_iter_new(root);
    struct markdown_link found = {.line = 1};

    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (cmark_node_get_start_line(node) > 0)
            found.line = (unsigned)cmark_node_get_start_line(node);
        if (event != CMARK_EVENT_ENTER || (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE))
            continue;
        found.target = slice_of(cmark_node_get_url(node));
        found.is_image = type == CMARK_NODE_IMAGE;
        link(self, &found);
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
}
