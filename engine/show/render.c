/* render.c - see render.h */
#include "engine/show/render.h"

#include <string.h>

enum { html_max = 32 << 20, lists_most = 8, levels_most = 5, spans_open_most = 16 };

static const char *const span_tags[] = {[SPAN_STRONG] = "strong",
                                        [SPAN_EMPHASIS] = "em",
                                        [SPAN_CODE] = "code",
                                        [SPAN_LINK] = "a",
                                        [SPAN_IMAGE] = NULL};

void render_escape(struct buf *out, struct slice text)
{
    size_t plain = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        const char *name = c == '&'    ? "&amp;"
                           : c == '<'  ? "&lt;"
                           : c == '>'  ? "&gt;"
                           : c == '"'  ? "&quot;"
                           : c == '\'' ? "&#39;"
                                       : NULL;

        if (!name)
            continue;
        buf_add(out, (struct slice){text.ptr + plain, i - plain});
        buf_text(out, name);
        plain = i + 1;
    }
    buf_add(out, (struct slice){text.ptr + plain, text.len - plain});
}

/* Schemes that run code (javascript:, data:) are none of these. */
static bool harmless(struct slice address)
{
    static const char *const starts[] = {"http:", "https:", "mailto:", "tel:"};

    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.ptr[i] <= ' ')
            return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (slice_starts(address, starts[i]))
            return true;
    return slice_starts(address, "/") || slice_starts(address, "#");
}

/* Drops the last part of a path. */
static void up(struct slice *path)
{
    while (path->len && path->ptr[path->len - 1] != '/')
        path->len--;
    if (path->len)
        path->len--;
}

struct slice render_join_paths(struct arena *job, struct slice from, struct slice target)
{
    struct slice base = from;

    up(&base);
    while (slice_starts(target, "../") || slice_starts(target, "./")) {
        size_t skip = slice_starts(target, "./") ? 2 : 3;

        if (skip == 3 && base.len == 0)
            return SLICE("");
        if (skip == 3)
            up(&base);
        target = (struct slice){target.ptr + skip, target.len - skip};
    }
    return slice_of(
        arena_printf(job, "%.*s%s%.*s", SLICE_ARG(base), base.len ? "/" : "", SLICE_ARG(target)));
}

/* What is being written. */
struct page {
    struct buf *out;
    const struct article *article;
    const struct render_links *links;
    const struct section *sec;
    enum block_kind lists[lists_most]; /* kinds of the open lists, outermost first */
    size_t list_count;
    bool table, quote;
    unsigned levels[levels_most]; /* as written, of the headings this one stands under */
    size_t level_count;
};

/* Of a file next to the article's own, which a page on the web has not. */
static bool is_relative(struct slice address)
{
    return address.len && address.ptr[0] != '/' && address.ptr[0] != '#' &&
           slice_find(address, ':') == address.len;
}

/* A link between files of the source leads to the other article, or nowhere. */
static struct slice link_target(const struct page *p, struct slice target)
{
    struct slice anchor = target, file = slice_cut(&anchor, '#'), url = SLICE("");

    if (!is_relative(target))
        return target;
    if (p->links && p->article->source.len)
        url = p->links->url(p->links->self,
                            render_join_paths(p->out->arena, p->article->source, file));
    if (url.len == 0)
        return url;
    return slice_of(arena_printf(p->out->arena, "%.*s%s%.*s", SLICE_ARG(url), anchor.len ? "#" : "",
                                 SLICE_ARG(anchor)));
}

static void open_span(const struct page *p, const struct span *s)
{
    struct slice target;

    if (s->kind != SPAN_LINK) {
        buf_printf(p->out, "<%s>", span_tags[s->kind]);
        return;
    }
    target = link_target(p, s->target);
    buf_text(p->out, "<a");
    if (harmless(target)) {
        buf_text(p->out, " href=\"");
        render_escape(p->out, target);
        buf_char(p->out, '"');
    }
    buf_char(p->out, '>');
}

static void image(struct buf *out, const struct span *s)
{
    struct slice description = s->target;
    struct slice address = slice_cut(&description, '\t');

    if (!harmless(address)) {
        render_escape(out, description);
        return;
    }
    buf_text(out, "<img loading=\"lazy\" src=\"");
    render_escape(out, address);
    buf_text(out, "\" alt=\"");
    render_escape(out, description);
    buf_text(out, "\">");
}

/* The text from `at` to `end` with its spans. Spans come outer before inner, by start. */
static void inline_text(const struct page *p, size_t at, size_t end)
{
    const struct section *sec = p->sec;
    struct buf *out = p->out;
    const struct span *open[spans_open_most];
    size_t depth = 0;

    for (size_t i = 0; i <= sec->span_count; i++) {
        const struct span *s = i < sec->span_count ? &sec->spans[i] : NULL;
        size_t until = s && s->start < end ? s->start : end;

        if (s && (s->start < at || s->end > end))
            continue;
        while (depth && open[depth - 1]->end <= until) {
            const struct span *inner = open[--depth];

            render_escape(out, (struct slice){sec->text.ptr + at, inner->end - at});
            buf_printf(out, "</%s>", span_tags[inner->kind]);
            at = inner->end;
        }
        if (until > at)
            render_escape(out, (struct slice){sec->text.ptr + at, until - at});
        at = until > at ? until : at;
        if (!s || s->start > end || (s->start == end && s->kind != SPAN_IMAGE))
            break;
        if (s->kind == SPAN_IMAGE) {
            image(out, s);
        } else if (depth < spans_open_most && s->end > s->start &&
                   (depth == 0 || s->end <= open[depth - 1]->end)) {
            open_span(p, s);
            open[depth++] = s;
        }
    }
    while (depth) {
        const struct span *inner = open[--depth];

        render_escape(out, (struct slice){sec->text.ptr + at, inner->end - at});
        buf_printf(out, "</%s>", span_tags[inner->kind]);
        at = inner->end;
    }
    if (at < end)
        render_escape(out, (struct slice){sec->text.ptr + at, end - at});
}

static void close_table(struct page *p)
{
    if (p->table)
        buf_text(p->out, "</tbody></table>");
    p->table = false;
}

static void close_lists(struct page *p, size_t down_to)
{
    while (p->list_count > down_to)
        buf_text(p->out, p->lists[--p->list_count] == BLOCK_STEP ? "</li></ol>" : "</li></ul>");
}

static void set_quote(struct page *p, bool quoted)
{
    if (p->quote == quoted)
        return;
    close_table(p);
    close_lists(p, 0);
    buf_text(p->out, quoted ? "<blockquote>" : "</blockquote>");
    p->quote = quoted;
}

static void list_item(struct page *p, const struct block *b, size_t start, size_t end)
{
    size_t level = b->level < 1 ? 1 : b->level > lists_most ? lists_most : b->level;

    close_table(p);
    close_lists(p, level);
    if (p->list_count == level && p->lists[level - 1] != b->kind)
        close_lists(p, level - 1);
    if (p->list_count == level)
        buf_text(p->out, "</li>");
    while (p->list_count < level) {
        if (b->kind == BLOCK_STEP && b->number > 1 && p->list_count + 1 == level)
            buf_printf(p->out, "<ol start=\"%d\">", b->number);
        else
            buf_text(p->out, b->kind == BLOCK_STEP ? "<ol>" : "<ul>");
        p->lists[p->list_count++] = b->kind;
        if (p->list_count < level)
            buf_text(p->out, "<li>");
    }
    buf_text(p->out, "<li>");
    inline_text(p, start, end);
}

static void row(struct page *p, const struct block *b, size_t start, size_t end)
{
    const char *cell = b->kind == BLOCK_HEADER_ROW ? "th" : "td";

    close_lists(p, b->level);
    if (!p->table)
        buf_text(p->out, b->kind == BLOCK_HEADER_ROW ? "<table><thead>" : "<table><tbody>");
    else if (b->kind == BLOCK_HEADER_ROW)
        buf_text(p->out, "</tbody></table><table><thead>");
    p->table = true;
    buf_text(p->out, "<tr>");
    while (start <= end) {
        const char *tab = start < end ? memchr(p->sec->text.ptr + start, '\t', end - start) : NULL;
        size_t stop = tab ? (size_t)(tab - p->sec->text.ptr) : end;

        buf_printf(p->out, "<%s>", cell);
        inline_text(p, start, stop);
        buf_printf(p->out, "</%s>", cell);
        start = stop + 1;
    }
    buf_text(p->out, b->kind == BLOCK_HEADER_ROW ? "</tr></thead><tbody>" : "</tr>");
}

static void block(struct page *p, const struct block *b, size_t start, size_t end)
{
    set_quote(p, b->quoted);
    if (b->kind == BLOCK_STEP || b->kind == BLOCK_BULLET) {
        list_item(p, b, start, end);
        return;
    }
    if (b->kind == BLOCK_ROW || b->kind == BLOCK_HEADER_ROW) {
        row(p, b, start, end);
        return;
    }
    close_table(p);
    close_lists(p, b->level);
    if (b->kind == BLOCK_CODE) {
        buf_text(p->out, "<pre><code>");
        render_escape(p->out, (struct slice){p->sec->text.ptr + start, end - start});
        buf_text(p->out, "</code></pre>");
    } else {
        buf_text(p->out, "<p>");
        inline_text(p, start, end);
        buf_text(p->out, "</p>");
    }
}

/* h2 to h6 below the title, which is h1: none is skipped, whatever the author began with. */
static unsigned heading_level(struct page *p, const struct section *sec)
{
    while (p->level_count && p->levels[p->level_count - 1] >= sec->level)
        p->level_count--;
    if (p->level_count < levels_most)
        p->levels[p->level_count++] = sec->level;
    return (unsigned)p->level_count + 1;
}

static void section(struct page *p, const struct section *sec)
{
    struct buf *out = p->out;

    p->sec = sec;
    if (sec->heading.len) {
        unsigned level = heading_level(p, sec);

        buf_printf(out, "<h%u id=\"", level);
        render_escape(out, sec->anchor);
        buf_text(out, "\">");
        render_escape(out, sec->heading);
        buf_printf(out, "</h%u>", level);
    }
    for (size_t i = 0; i < sec->block_count; i++) {
        size_t start = sec->blocks[i].start;
        size_t end = i + 1 < sec->block_count ? sec->blocks[i + 1].start : sec->text.len;

        while (end > start && sec->text.ptr[end - 1] == '\n')
            end--;
        block(p, &sec->blocks[i], start, end);
    }
    set_quote(p, false);
    close_table(p);
    close_lists(p, 0);
}

struct slice render_html(struct arena *job, const struct article *a,
                         const struct render_links *links)
{
    struct buf out = buf_new(job, html_max);
    struct page page = {.out = &out, .article = a, .links = links};

    for (size_t i = 0; i < a->section_count; i++)
        section(&page, &a->sections[i]);
    return buf_slice(&out);
}
