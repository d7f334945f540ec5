/* body.c - see body.h */
#include "indexer/body.h"

#include "base/utf8.h"
#include "indexer/anchor.h"
#include "indexer/draft.h"
#include "text/words.h"

enum { level_max = 6 };

struct reader {
    struct arena *job;
    struct article *article;
    bool is_page; /* an HTML page, which has a title of its own */
    struct section *sections;
    size_t section_count;
    struct draft draft; /* the section that is being read */
    struct map anchors; /* taken ones */
    size_t text_total;
    bool seen_heading;
};

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

static void walk_children(struct reader *r, const struct node *node);

static void heading(struct reader *r, const struct node *node, int level)
{
    struct buf text = buf_new(r->job, 4 * article_title_max);
    struct slice title, in_text;
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
    if (r->article->title.len == 0 && (level == 1 || !r->is_page)) {
        r->article->title = utf8_cut(title, article_title_max);
        return;
    }
    if (first && level == 1 && same_words(r->job, title, r->article->title))
        return;
    end_section(r);
    r->draft.meta.heading = title;
    r->draft.meta.level = (unsigned)level;
    r->draft.meta.anchor =
        anchor_make(r->job, &r->anchors, title, in_text.len ? in_text : node->text);
}

/* ---- blocks ---- */

/* Reads an element as blocks of a kind of its own, then goes on as before. */
static void as_block(struct reader *r, const struct node *node, struct block kind)
{
    struct block before = r->draft.next;

    draft_end_block(&r->draft);
    r->draft.next = kind;
    walk_children(r, node);
    draft_end_block(&r->draft);
    r->draft.next = before;
}

static void list(struct reader *r, const struct node *node, bool steps)
{
    struct block before = r->draft.next;
    uint64_t start = node->start;
    unsigned level = before.level < 20 ? before.level + 1u : 20u;

    draft_end_block(&r->draft);
    for (const struct node *i = node->children; i; i = i->next) {
        struct block item = {.kind = steps ? BLOCK_STEP : BLOCK_BULLET,
                             .level = (uint16_t)level,
                             .number = (uint16_t)(steps ? start : 0),
                             .quoted = before.quoted};

        if (i->role == ROLE_TEXT)
            continue;
        as_block(r, i, item);
        start++;
    }
    r->draft.next = before;
    r->draft.next.kind = BLOCK_PARAGRAPH;
}

static void row(struct reader *r, const struct node *node)
{
    struct block before = r->draft.next;
    bool header = true, any = false;

    for (const struct node *i = node->children; i; i = i->next)
        if (i->role == ROLE_CELL) {
            header = header && i->detail == 1;
            any = true;
        }
    if (!any)
        return;
    draft_begin_row(&r->draft, header);
    any = false;
    for (const struct node *i = node->children; i; i = i->next) {
        if (i->role != ROLE_CELL)
            continue;
        draft_begin_cell(&r->draft, !any);
        any = true;
        walk_children(r, i);
    }
    draft_end_row(&r->draft);
    r->draft.next = before;
}

static void code(struct reader *r, const struct node *node)
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

static void span(struct reader *r, const struct node *node, enum span_kind kind,
                 struct slice target)
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

static void image(struct reader *r, const struct node *node)
{
    if (draft_only_text(&r->draft) || node->address.len == 0)
        return;
    draft_add_image(&r->draft, slice_of(arena_printf(r->job, "%.*s\t%.*s", SLICE_ARG(node->address),
                                                     SLICE_ARG(node->text))));
}

/* ---- walking ---- */

/* A paragraph that is one question in bold type stands where other authors put a heading. */
static bool is_bold_question(const struct reader *r, const struct node *node)
{
    const struct node *only = NULL;

    for (const struct node *i = node->children; i; i = i->next) {
        if (i->role == ROLE_TEXT && slice_trim(i->text).len == 0)
            continue;
        if (only || i->role == ROLE_TEXT)
            return false;
        only = i;
    }
    return only && r->article->title.len && only->role == ROLE_SPAN &&
           only->detail == SPAN_STRONG && slice_ends(slice_trim(node_text(r->job, only)), "?");
}

static void paragraph(struct reader *r, const struct node *node)
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

static void block(struct reader *r, const struct node *node, enum role role)
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

static void element(struct reader *r, const struct node *node)
{
    switch (node->role) {
    case ROLE_SKIP: return;
    case ROLE_TEXT: draft_write(&r->draft, node->text); return;
    case ROLE_THROUGH: walk_children(r, node); return;
    case ROLE_HEADING:
        if (!draft_in_line(&r->draft))
            heading(r, node, node->detail);
        return;
    case ROLE_SPAN: span(r, node, (enum span_kind)node->detail, SLICE("")); return;
    case ROLE_LINK: span(r, node, SPAN_LINK, node->address); return;
    case ROLE_IMAGE: image(r, node); return;
    default: block(r, node, node->role); return;
    }
}

static void walk_children(struct reader *r, const struct node *node)
{
    for (const struct node *i = node->children; i; i = i->next)
        element(r, i);
}

bool body_read(struct arena *job, const struct node *page, bool is_page, struct article *a,
               struct err *err)
{
    struct reader r = {.job = job,
                       .article = a,
                       .is_page = is_page,
                       .draft = draft_new(job),
                       .anchors = map_new(job)};

    walk_children(&r, page);
    end_section(&r);
    if (r.text_total > article_text_max || r.draft.cut)
        return err_set(err, ERR_INPUT, "more than %d bytes of text", article_text_max);
    a->sections = r.sections;
    a->section_count = r.section_count;
    return true;
}
