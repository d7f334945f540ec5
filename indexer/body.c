/* body.c - see body.h. The only user of libxml2's HTML parser. */
#include "indexer/body.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/map.h"
#include "base/utf8.h"
#include "text/words.h"

enum { anchor_max = 80, depth_max = 200, level_max = 6 };

/* What an element means. Those not in the table are passed through. */
enum role {
    ROLE_THROUGH,
    ROLE_SKIP,
    ROLE_BLOCK,
    ROLE_HEADING,
    ROLE_BULLETS,
    ROLE_STEPS,
    ROLE_ITEM,
    ROLE_QUOTE,
    ROLE_CODE,
    ROLE_ROW,
    ROLE_CELL,
    ROLE_BREAK,
    ROLE_SPAN,
    ROLE_LINK,
    ROLE_IMAGE
};

struct element {
    const char *name;
    enum role role;
    int detail; /* level of a heading, kind of a span, 1 for a header cell */
};

static const struct element elements[] = {
    {"script", ROLE_SKIP, 0},
    {"style", ROLE_SKIP, 0},
    {"template", ROLE_SKIP, 0},
    {"noscript", ROLE_SKIP, 0},
    {"nav", ROLE_SKIP, 0},
    {"footer", ROLE_SKIP, 0},
    {"form", ROLE_SKIP, 0},
    {"button", ROLE_SKIP, 0},
    {"svg", ROLE_SKIP, 0},
    {"iframe", ROLE_SKIP, 0},
    {"object", ROLE_SKIP, 0},
    {"select", ROLE_SKIP, 0},
    {"head", ROLE_SKIP, 0},
    {"p", ROLE_BLOCK, 0},
    {"div", ROLE_BLOCK, 0},
    {"section", ROLE_BLOCK, 0},
    {"article", ROLE_BLOCK, 0},
    {"main", ROLE_BLOCK, 0},
    {"header", ROLE_BLOCK, 0},
    {"aside", ROLE_BLOCK, 0},
    {"figure", ROLE_BLOCK, 0},
    {"figcaption", ROLE_BLOCK, 0},
    {"address", ROLE_BLOCK, 0},
    {"details", ROLE_BLOCK, 0},
    {"summary", ROLE_BLOCK, 0},
    {"dl", ROLE_BLOCK, 0},
    {"dt", ROLE_BLOCK, 0},
    {"dd", ROLE_BLOCK, 0},
    {"table", ROLE_BLOCK, 0},
    {"caption", ROLE_BLOCK, 0},
    {"h1", ROLE_HEADING, 1},
    {"h2", ROLE_HEADING, 2},
    {"h3", ROLE_HEADING, 3},
    {"h4", ROLE_HEADING, 4},
    {"h5", ROLE_HEADING, 5},
    {"h6", ROLE_HEADING, 6},
    {"ul", ROLE_BULLETS, 0},
    {"ol", ROLE_STEPS, 0},
    {"li", ROLE_ITEM, 0},
    {"blockquote", ROLE_QUOTE, 0},
    {"pre", ROLE_CODE, 0},
    {"tr", ROLE_ROW, 0},
    {"td", ROLE_CELL, 0},
    {"th", ROLE_CELL, 1},
    {"br", ROLE_BREAK, 0},
    {"hr", ROLE_BREAK, 0},
    {"b", ROLE_SPAN, SPAN_STRONG},
    {"strong", ROLE_SPAN, SPAN_STRONG},
    {"i", ROLE_SPAN, SPAN_EMPHASIS},
    {"em", ROLE_SPAN, SPAN_EMPHASIS},
    {"code", ROLE_SPAN, SPAN_CODE},
    {"kbd", ROLE_SPAN, SPAN_CODE},
    {"samp", ROLE_SPAN, SPAN_CODE},
    {"a", ROLE_LINK, 0},
    {"img", ROLE_IMAGE, 0},
};

/* The section being written. */
struct draft {
    struct section meta;
    struct buf text;
    struct block *blocks;
    size_t block_count;
    struct span *spans;
    size_t span_count;
};

struct reader {
    struct arena *job;
    struct article *article;
    struct page_facts *facts;
    struct section *sections;
    size_t section_count;
    struct draft draft;
    size_t drafts;      /* that were before it */
    struct map anchors; /* taken ones */
    size_t text_total;
    int depth;
    bool seen_heading;

    /* Around the place that is being read. */
    struct block next; /* the block to begin when text comes */
    bool in_block, in_code, space_pending;
    struct buf *heading; /* text goes here instead, inside a heading */
};

static void add_block(struct reader *r, struct block b)
{
    struct draft *d = &r->draft;

    d->blocks = arena_room(r->job, d->blocks, d->block_count, sizeof b);
    d->blocks[d->block_count++] = b;
}

static void add_span(struct reader *r, struct span s)
{
    struct draft *d = &r->draft;

    d->spans = arena_room(r->job, d->spans, d->span_count, sizeof s);
    d->spans[d->span_count++] = s;
}

/* libxml2 makes bytes that are no UTF-8 of characters XML does not allow (U+FFFF). */
static struct slice text_of(struct arena *job, const xmlChar *s)
{
    struct slice text = slice_of((const char *)s);
    struct buf out;
    char bytes[4];

    if (utf8_check(text) == text.len)
        return text;
    out = buf_new(job, 3 * text.len);
    for (size_t at = 0; at < text.len;)
        buf_add(&out, (struct slice){bytes, utf8_put(utf8_next(text, &at), bytes)});
    return buf_slice(&out);
}

static struct slice attribute(struct arena *job, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp((xmlNode *)node, (const xmlChar *)name);
    struct slice copy = slice_copy(job, text_of(job, value));

    xmlFree(value);
    return slice_trim(copy);
}

/* Line ends and tabs are no part of an address (WHATWG URL, section 4.4). */
static struct slice address(struct arena *job, const xmlNode *node, const char *name)
{
    struct slice s = attribute(job, node, name);
    char *text = (char *)slice_cstr(job, s);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '\n' && s.ptr[i] != '\r' && s.ptr[i] != '\t')
            text[len++] = s.ptr[i];
    return (struct slice){text, len};
}

/* A text of one line. */
static struct slice caption(struct arena *job, const xmlNode *node, const char *name)
{
    struct slice s = attribute(job, node, name);
    char *text = (char *)slice_cstr(job, s);

    for (size_t i = 0; i < s.len; i++)
        if (text[i] == '\n' || text[i] == '\r' || text[i] == '\t')
            text[i] = ' ';
    return (struct slice){text, s.len};
}

static const struct element *element_of(const xmlNode *node)
{
    static const struct element through = {"", ROLE_THROUGH, 0};

    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp((const char *)node->name, elements[i].name) == 0)
            return &elements[i];
    return &through;
}

/* ---- writing ---- */

/* Spans that were opened behind white space which is gone begin where it began. */
static void pull_spans(struct draft *d)
{
    for (size_t i = d->span_count; i > 0 && d->spans[i - 1].start > d->text.len; i--)
        d->spans[i - 1].start = (uint32_t)d->text.len;
}

static void end_block(struct reader *r)
{
    struct buf *t = &r->draft.text;

    if (r->in_block && !r->in_code)
        while (t->len && (t->ptr[t->len - 1] == ' ' || t->ptr[t->len - 1] == '\t'))
            t->ptr[--t->len] = 0;
    pull_spans(&r->draft);
    r->in_block = false;
    r->space_pending = false;
}

static void begin_block(struct reader *r)
{
    struct block b = r->next;

    if (r->in_block)
        return;
    if (r->draft.block_count)
        buf_char(&r->draft.text, '\n');
    b.start = (uint32_t)r->draft.text.len;
    add_block(r, b);
    r->in_block = true;
    if (b.kind == BLOCK_STEP || b.kind == BLOCK_BULLET)
        r->next.kind = BLOCK_PARAGRAPH; /* what follows in the same item */
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* White space becomes single spaces; at the ends of a block there is none. */
static void write_text(struct reader *r, struct slice text)
{
    struct buf *out = r->heading ? r->heading : &r->draft.text;

    if (r->in_code) {
        begin_block(r);
        buf_add(out, text);
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (is_blank(text.ptr[i])) {
            r->space_pending = r->heading ? out->len > 0 : r->in_block;
            continue;
        }
        if (!r->heading)
            begin_block(r);
        if (r->space_pending && out->len && out->ptr[out->len - 1] != '\t' &&
            out->ptr[out->len - 1] != '\n')
            buf_char(out, ' ');
        r->space_pending = false;
        buf_char(out, text.ptr[i]);
    }
}

/* White space trimmed off the end of a block, or of the text, may have been inside a span. */
static void tidy_spans(struct draft *d)
{
    size_t n = 0, block = 0;

    for (size_t i = 0; i < d->span_count; i++) {
        struct span s = d->spans[i];

        while (block + 1 < d->block_count && d->blocks[block + 1].start <= s.start)
            block++;
        if (block + 1 < d->block_count && s.end == d->blocks[block + 1].start)
            s.end--;
        if (s.end > d->text.len)
            s.end = (uint32_t)d->text.len;
        if (s.start < s.end || (s.kind == SPAN_IMAGE && s.start <= d->text.len))
            d->spans[n++] = s;
    }
    d->span_count = n;
}

static void end_section(struct reader *r)
{
    struct draft *d = &r->draft;

    end_block(r);
    if (d->meta.heading.len || d->block_count) {
        struct section s = d->meta;

        tidy_spans(d);
        s.text = buf_slice(&d->text);
        s.blocks = d->blocks;
        s.block_count = d->block_count;
        s.spans = d->spans;
        s.span_count = d->span_count;
        r->sections = arena_room(r->job, r->sections, r->section_count, sizeof s);
        r->sections[r->section_count++] = s;
        r->text_total += s.text.len;
    }
    *d = (struct draft){.text = buf_new(r->job, article_text_max)};
    r->drafts++;
}

/* ---- headings ---- */

/* "Heading {#name}", as many Markdown dialects write an anchor. */
static struct slice cut_written_anchor(struct slice *heading)
{
    struct slice anchor = {0};
    size_t open = heading->len;

    if (!slice_ends(*heading, "}"))
        return anchor;
    while (open > 0 && heading->ptr[open - 1] != '{')
        open--;
    if (open < 1 || heading->ptr[open] != '#')
        return anchor;
    anchor = (struct slice){heading->ptr + open + 1, heading->len - open - 2};
    *heading = slice_trim((struct slice){heading->ptr, open - 1});
    return anchor;
}

static struct slice anchor_of(struct reader *r, struct slice heading, struct slice written)
{
    struct slice base = written, anchor;
    char *text;

    if (base.len == 0 || base.len > anchor_max) {
        base = utf8_cut(words_join(r->job, heading, anchor_max * 4), anchor_max);
        text = (char *)slice_cstr(r->job, base);
        for (size_t i = 0; i < base.len; i++)
            if (text[i] == ' ' || text[i] == '\'' || text[i] == '/' || text[i] == '#')
                text[i] = '-';
        base.ptr = text;
    }
    if (base.len == 0)
        base = SLICE("section");
    anchor = base;
    for (int n = 2; map_find(&r->anchors, anchor); n++)
        anchor = slice_of(arena_printf(r->job, "%.*s-%d", SLICE_ARG(base), n));
    map_put(&r->anchors, anchor, r);
    return anchor;
}

static bool same_words(struct arena *job, struct slice a, struct slice b)
{
    return slice_eq(words_join(job, a, 2 * article_title_max),
                    words_join(job, b, 2 * article_title_max));
}

static void walk_children(struct reader *r, const xmlNode *node);

static void heading(struct reader *r, const xmlNode *node, int level)
{
    struct buf text = buf_new(r->job, 4 * article_title_max);
    struct slice written = caption(r->job, node, "id"), title, in_text;
    bool first = !r->seen_heading;

    end_block(r);
    r->heading = &text;
    walk_children(r, node);
    r->heading = NULL;
    r->space_pending = false;
    title = buf_slice(&text);
    title.len = utf8_check(title); /* a very long one was cut, perhaps within a character */
    title = slice_trim(title);
    in_text = cut_written_anchor(&title);
    if (title.len == 0)
        return;
    r->seen_heading = true;
    if (r->article->title.len == 0 && (level == 1 || !r->facts)) {
        r->article->title = utf8_cut(title, article_title_max);
        return;
    }
    if (first && level == 1 && same_words(r->job, title, r->article->title))
        return;
    end_section(r);
    r->draft.meta.heading = title;
    r->draft.meta.level = (unsigned)level;
    r->draft.meta.anchor = anchor_of(r, title, in_text.len ? in_text : written);
}

/* ---- blocks ---- */

/* Reads an element as blocks of a kind of its own, then goes on as before. */
static void as_block(struct reader *r, const xmlNode *node, struct block kind)
{
    struct block before = r->next;

    end_block(r);
    r->next = kind;
    walk_children(r, node);
    end_block(r);
    r->next = before;
}

static void list(struct reader *r, const xmlNode *node, bool steps)
{
    struct block before = r->next;
    uint64_t start = 1;
    unsigned level = before.level < 20 ? before.level + 1u : 20u;

    if (steps && !slice_to_count(attribute(r->job, node, "start"), &start))
        start = 1;
    end_block(r);
    for (const xmlNode *i = node->children; i; i = i->next) {
        struct block item = {.kind = steps ? BLOCK_STEP : BLOCK_BULLET,
                             .level = (uint16_t)level,
                             .number = (uint16_t)(steps ? start : 0),
                             .quoted = before.quoted};

        if (i->type != XML_ELEMENT_NODE)
            continue;
        as_block(r, i, item);
        start++;
    }
    r->next = before;
    r->next.kind = BLOCK_PARAGRAPH;
}

static void row(struct reader *r, const xmlNode *node)
{
    struct block before = r->next;
    bool header = true, any = false;

    for (const xmlNode *i = node->children; i; i = i->next)
        if (i->type == XML_ELEMENT_NODE && element_of(i)->role == ROLE_CELL) {
            header = header && element_of(i)->detail == 1;
            any = true;
        }
    if (!any)
        return;
    end_block(r);
    r->next.kind = header ? BLOCK_HEADER_ROW : BLOCK_ROW;
    begin_block(r);
    any = false;
    for (const xmlNode *i = node->children; i; i = i->next) {
        if (i->type != XML_ELEMENT_NODE || element_of(i)->role != ROLE_CELL)
            continue;
        if (any)
            buf_char(&r->draft.text, '\t');
        any = true;
        r->space_pending = false;
        walk_children(r, i);
    }
    r->in_block = false; /* empty cells at the end of the row stay */
    r->space_pending = false;
    r->next = before;
}

static void code(struct reader *r, const xmlNode *node)
{
    struct block kind = {.kind = BLOCK_CODE, .level = r->next.level, .quoted = r->next.quoted};
    struct block before = r->next;
    struct buf *t = &r->draft.text;

    if (r->heading || r->in_code) {
        walk_children(r, node);
        return;
    }
    end_block(r);
    r->next = kind;
    r->in_code = true;
    walk_children(r, node);
    while (r->in_block && t->len > r->draft.blocks[r->draft.block_count - 1].start &&
           is_blank(t->ptr[t->len - 1]))
        t->ptr[--t->len] = 0;
    r->in_block = r->in_code = false;
    r->next = before;
}

/* Text inside a row or heading stays in it, whatever blocks are written there. */
static bool inside_line(const struct reader *r)
{
    return r->heading ||
           (r->in_block && (r->next.kind == BLOCK_ROW || r->next.kind == BLOCK_HEADER_ROW));
}

/* ---- spans ---- */

/* Is an image the last thing that was written? */
static bool behind_image(const struct draft *d)
{
    const struct span *last = d->span_count ? &d->spans[d->span_count - 1] : NULL;

    return last && last->kind == SPAN_IMAGE && last->start == d->text.len;
}

/* The one space that stands before what begins now. */
static void write_space(struct reader *r)
{
    struct buf *text = &r->draft.text;

    if (!r->in_block || !r->space_pending || text->len == 0)
        return;
    if (text->ptr[text->len - 1] != ' ' || behind_image(&r->draft))
        buf_char(text, ' ');
    r->space_pending = false;
}

static void span(struct reader *r, const xmlNode *node, enum span_kind kind, struct slice target)
{
    size_t slot = r->draft.span_count, blocks = r->draft.block_count, drafts = r->drafts;
    struct buf *text = &r->draft.text;
    struct span s = {.kind = kind, .target = target};
    bool in_block = r->in_block;

    if (r->heading || r->in_code) {
        walk_children(r, node);
        return;
    }
    write_space(r);
    s.start = in_block ? (uint32_t)text->len : 0;
    add_span(r, s); /* outer ones come first */
    walk_children(r, node);
    if (r->drafts != drafts)
        return; /* a heading inside it began a new section */
    if (!in_block && r->draft.block_count > blocks)
        r->draft.spans[slot].start = r->draft.blocks[blocks].start;
    if (in_block || r->draft.block_count > blocks)
        r->draft.spans[slot].end = (uint32_t)text->len; /* else it is empty */
}

static void image(struct reader *r, const xmlNode *node)
{
    struct span s = {.kind = SPAN_IMAGE};
    struct slice source = address(r->job, node, "src");

    if (r->heading || r->in_code || source.len == 0)
        return;
    write_space(r);
    begin_block(r);
    s.start = s.end = (uint32_t)r->draft.text.len;
    s.target = slice_of(arena_printf(r->job, "%.*s\t%.*s", SLICE_ARG(source),
                                     SLICE_ARG(caption(r->job, node, "alt"))));
    add_span(r, s);
}

/* ---- walking ---- */

static bool says_nothing(const xmlNode *node)
{
    return node->type == XML_COMMENT_NODE ||
           (node->type == XML_TEXT_NODE &&
            slice_trim(slice_of((const char *)node->content)).len == 0);
}

/* A paragraph that is one question in bold type stands where other authors put a heading. */
static bool is_bold_question(const struct reader *r, const xmlNode *node)
{
    const xmlNode *only = NULL;
    xmlChar *text;
    bool asks;

    for (const xmlNode *i = node->children; i; i = i->next) {
        if (says_nothing(i))
            continue;
        if (only || i->type != XML_ELEMENT_NODE)
            return false;
        only = i;
    }
    if (!only || r->article->title.len == 0 || element_of(only)->role != ROLE_SPAN ||
        element_of(only)->detail != SPAN_STRONG)
        return false;
    text = xmlNodeGetContent((xmlNode *)only);
    asks = slice_ends(slice_trim(slice_of((const char *)text)), "?");
    xmlFree(text);
    return asks;
}

static void element(struct reader *r, const xmlNode *node)
{
    const struct element *e = element_of(node);
    struct block kind = r->next;
    bool line = inside_line(r);

    switch (e->role) {
    case ROLE_SKIP: return;
    case ROLE_THROUGH: walk_children(r, node); return;
    case ROLE_HEADING:
        if (!line)
            heading(r, node, e->detail);
        return;
    case ROLE_SPAN: span(r, node, (enum span_kind)e->detail, SLICE("")); return;
    case ROLE_LINK: span(r, node, SPAN_LINK, address(r->job, node, "href")); return;
    case ROLE_IMAGE: image(r, node); return;
    default: break;
    }
    if (line) { /* a table in a cell, a paragraph in a heading */
        r->space_pending = true;
        if (e->role != ROLE_BREAK)
            walk_children(r, node);
        r->space_pending = true;
        return;
    }
    switch (e->role) {
    case ROLE_BULLETS:
    case ROLE_STEPS: list(r, node, e->role == ROLE_STEPS); return;
    case ROLE_QUOTE:
        kind.quoted = true;
        as_block(r, node, kind);
        return;
    case ROLE_CODE: code(r, node); return;
    case ROLE_ROW: row(r, node); return;
    case ROLE_BREAK: end_block(r); return;
    case ROLE_BLOCK:
        if (kind.kind == BLOCK_STEP || kind.kind == BLOCK_BULLET) { /* <li><p>… */
            end_block(r);
            walk_children(r, node);
            end_block(r);
            return;
        }
        if (kind.kind == BLOCK_PARAGRAPH && !kind.quoted && is_bold_question(r, node)) {
            heading(r, node, level_max);
            return;
        }
        as_block(r, node, kind);
        return;
    default: walk_children(r, node); return;
    }
}

static void walk_children(struct reader *r, const xmlNode *node)
{
    if (r->depth >= depth_max)
        return;
    r->depth++;
    for (const xmlNode *i = node->children; i; i = i->next) {
        if (i->type == XML_TEXT_NODE || i->type == XML_CDATA_SECTION_NODE)
            write_text(r, text_of(r->job, i->content));
        else if (i->type == XML_ELEMENT_NODE)
            element(r, i);
    }
    r->depth--;
}

/* ---- the page ---- */

static const xmlNode *find_element(const xmlNode *node, const char *name, int depth)
{
    for (const xmlNode *i = node; i && depth < depth_max; i = i->next) {
        const xmlNode *below;

        if (i->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp((const char *)i->name, name) == 0)
            return i;
        below = find_element(i->children, name, depth + 1);
        if (below)
            return below;
    }
    return NULL;
}

static void read_head(struct reader *r, const xmlNode *root)
{
    const xmlNode *head = find_element(root, "head", 0);

    r->facts->lang = attribute(r->job, root, "lang");
    r->facts->fields = json_object(r->job);
    for (const xmlNode *i = head ? head->children : NULL; i; i = i->next) {
        struct slice name, content;

        if (i->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp((const char *)i->name, "title") == 0) {
            xmlChar *text = xmlNodeGetContent((xmlNode *)i);

            r->facts->title = slice_trim(slice_copy(r->job, text_of(r->job, text)));
            xmlFree(text);
        }
        name = attribute(r->job, i, "rel");
        if (slice_is(name, "canonical"))
            r->facts->canonical = address(r->job, i, "href");
        name = attribute(r->job, i, "name");
        content = attribute(r->job, i, "content");
        if (slice_starts(name, "kladez:") && content.len)
            json_add_text(r->facts->fields, name.ptr + strlen("kladez:"), content);
    }
}

static void free_page(void *what)
{
    xmlFreeDoc(what);
}

void body_start(void)
{
    xmlInitParser();
}

bool body_read(struct arena *job, struct slice html, struct article *a, struct page_facts *facts,
               struct err *err)
{
    struct reader r = {.job = job, .article = a, .facts = facts, .anchors = map_new(job)};
    const xmlNode *root, *content;
    htmlDocPtr page;

    if (html.len > 4 * (size_t)article_text_max)
        return err_set(err, ERR_INPUT, "more than %d bytes of HTML", 4 * article_text_max);
    page = htmlReadMemory(html.ptr, (int)html.len, NULL, "UTF-8",
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    root = page ? xmlDocGetRootElement(page) : NULL;
    if (page)
        arena_defer(job, free_page, page);
    r.draft.text = buf_new(job, article_text_max);
    if (root) {
        if (facts)
            read_head(&r, root);
        content = find_element(root, "main", 0);
        if (!content)
            content = find_element(root, "article", 0);
        walk_children(&r, content ? content : root);
    }
    end_section(&r);
    if (r.text_total > article_text_max || r.draft.text.too_big)
        return err_set(err, ERR_INPUT, "more than %d bytes of text", article_text_max);
    a->sections = r.sections;
    a->section_count = r.section_count;
    return true;
}
