/* body.c - see body.h. The only user of libxml2's HTML parser. */
#include "indexer/body.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/utf8.h"
#include "indexer/anchor.h"
#include "indexer/draft.h"
#include "indexer/elements.h"
#include "text/words.h"

enum { depth_max = 200, level_max = 6 };

struct reader {
    struct arena *job;
    struct article *article;
    struct page_facts *facts;
    struct section *sections;
    size_t section_count;
    struct draft draft; /* the section that is being read */
    struct map anchors; /* taken ones */
    size_t text_total;
    int depth;
    bool seen_heading;
};

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
    return elements_find((const char *)node->name);
}

static void end_section(struct reader *r)
{
    struct section s;

    if (!draft_finish(&r->draft, &s))
        return;
    r->sections = arena_room(r->job, r->sections, r->section_count, sizeof s);
    r->sections[r->section_count++] = s;
    r->text_total += s.text.len;
}

/* ---- headings ---- */

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

    draft_end_block(&r->draft);
    r->draft.heading = &text;
    walk_children(r, node);
    r->draft.heading = NULL;
    r->draft.space_pending = false;
    title = buf_slice(&text);
    title.len = utf8_check(title); /* a very long one was cut, perhaps within a character */
    title = slice_trim(title);
    in_text = anchor_cut(&title);
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
    r->draft.meta.anchor = anchor_make(r->job, &r->anchors, title, in_text.len ? in_text : written);
}

/* ---- blocks ---- */

/* Reads an element as blocks of a kind of its own, then goes on as before. */
static void as_block(struct reader *r, const xmlNode *node, struct block kind)
{
    struct block before = r->draft.next;

    draft_end_block(&r->draft);
    r->draft.next = kind;
    walk_children(r, node);
    draft_end_block(&r->draft);
    r->draft.next = before;
}

static void list(struct reader *r, const xmlNode *node, bool steps)
{
    struct block before = r->draft.next;
    uint64_t start = 1;
    unsigned level = before.level < 20 ? before.level + 1u : 20u;

    if (steps && !slice_to_count(attribute(r->job, node, "start"), &start))
        start = 1;
    draft_end_block(&r->draft);
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
    r->draft.next = before;
    r->draft.next.kind = BLOCK_PARAGRAPH;
}

static bool is_cell(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && element_of(node)->role == ROLE_CELL;
}

static void row(struct reader *r, const xmlNode *node)
{
    struct block before = r->draft.next;
    bool header = true, any = false;

    for (const xmlNode *i = node->children; i; i = i->next)
        if (is_cell(i)) {
            header = header && element_of(i)->detail == 1;
            any = true;
        }
    if (!any)
        return;
    draft_begin_row(&r->draft, header);
    any = false;
    for (const xmlNode *i = node->children; i; i = i->next) {
        if (!is_cell(i))
            continue;
        draft_begin_cell(&r->draft, !any);
        any = true;
        walk_children(r, i);
    }
    draft_end_row(&r->draft);
    r->draft.next = before;
}

static void code(struct reader *r, const xmlNode *node)
{
    struct block before = r->draft.next;
    struct block kind = {.kind = BLOCK_CODE, .level = before.level, .quoted = before.quoted};

    if (draft_only_text(&r->draft)) {
        walk_children(r, node);
        return;
    }
    draft_begin_code(&r->draft, kind);
    walk_children(r, node);
    draft_end_code(&r->draft);
    r->draft.next = before;
}

/* ---- spans ---- */

static void span(struct reader *r, const xmlNode *node, enum span_kind kind, struct slice target)
{
    struct draft_span begun;

    if (draft_only_text(&r->draft)) {
        walk_children(r, node);
        return;
    }
    begun = draft_begin_span(&r->draft, kind, target);
    walk_children(r, node);
    draft_end_span(&r->draft, begun);
}

static void image(struct reader *r, const xmlNode *node)
{
    struct slice source = address(r->job, node, "src");

    if (draft_only_text(&r->draft) || source.len == 0)
        return;
    draft_add_image(&r->draft, slice_of(arena_printf(r->job, "%.*s\t%.*s", SLICE_ARG(source),
                                                     SLICE_ARG(caption(r->job, node, "alt")))));
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

static void paragraph(struct reader *r, const xmlNode *node)
{
    struct block kind = r->draft.next;

    if (kind.kind == BLOCK_STEP || kind.kind == BLOCK_BULLET) { /* <li><p>… */
        draft_end_block(&r->draft);
        walk_children(r, node);
        draft_end_block(&r->draft);
    } else if (kind.kind == BLOCK_PARAGRAPH && !kind.quoted && is_bold_question(r, node)) {
        heading(r, node, level_max);
    } else {
        as_block(r, node, kind);
    }
}

static void block(struct reader *r, const xmlNode *node, enum role role)
{
    struct block quote = r->draft.next;

    quote.quoted = true;
    if (draft_in_line(&r->draft)) { /* a table in a cell, a paragraph in a heading */
        r->draft.space_pending = true;
        if (role != ROLE_BREAK)
            walk_children(r, node);
        r->draft.space_pending = true;
        return;
    }
    switch (role) {
    case ROLE_BULLETS:
    case ROLE_STEPS: list(r, node, role == ROLE_STEPS); return;
    case ROLE_QUOTE: as_block(r, node, quote); return;
    case ROLE_CODE: code(r, node); return;
    case ROLE_ROW: row(r, node); return;
    case ROLE_BREAK: draft_end_block(&r->draft); return;
    case ROLE_BLOCK: paragraph(r, node); return;
    default: walk_children(r, node); return;
    }
}

static void element(struct reader *r, const xmlNode *node)
{
    const struct element *e = element_of(node);

    switch (e->role) {
    case ROLE_SKIP: return;
    case ROLE_THROUGH: walk_children(r, node); return;
    case ROLE_HEADING:
        if (!draft_in_line(&r->draft))
            heading(r, node, e->detail);
        return;
    case ROLE_SPAN: span(r, node, (enum span_kind)e->detail, SLICE("")); return;
    case ROLE_LINK: span(r, node, SPAN_LINK, address(r->job, node, "href")); return;
    case ROLE_IMAGE: image(r, node); return;
    default: block(r, node, e->role); return;
    }
}

static void walk_children(struct reader *r, const xmlNode *node)
{
    if (r->depth >= depth_max)
        return;
    r->depth++;
    for (const xmlNode *i = node->children; i; i = i->next) {
        if (i->type == XML_TEXT_NODE || i->type == XML_CDATA_SECTION_NODE)
            draft_write(&r->draft, text_of(r->job, i->content));
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
    struct reader r = {.job = job, .article = a, .facts = facts};
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
    r.anchors = map_new(job);
    r.draft = draft_new(job);
    if (root) {
        if (facts)
            read_head(&r, root);
        content = find_element(root, "main", 0);
        if (!content)
            content = find_element(root, "article", 0);
        walk_children(&r, content ? content : root);
    }
    end_section(&r);
    if (r.text_total > article_text_max || r.draft.cut)
        return err_set(err, ERR_INPUT, "more than %d bytes of text", article_text_max);
    a->sections = r.sections;
    a->section_count = r.section_count;
    return true;
}
