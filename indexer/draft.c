/* draft.c - see draft.h */
#include "indexer/draft.h"

struct draft draft_new(struct arena *job)
{
    return (struct draft){.job = job, .text = buf_new(job, article_text_max)};
}

static void add_block(struct draft *d, struct block b)
{
    d->blocks = arena_room(d->job, d->blocks, d->block_count, sizeof b);
    d->blocks[d->block_count++] = b;
}

static void add_span(struct draft *d, struct span s)
{
    d->spans = arena_room(d->job, d->spans, d->span_count, sizeof s);
    d->spans[d->span_count++] = s;
}

/* ---- blocks ---- */

/* Spans that were opened behind white space which is gone begin where it began. */
static void pull_spans(struct draft *d)
{
    for (size_t i = d->span_count; i > 0 && d->spans[i - 1].start > d->text.len; i--)
        d->spans[i - 1].start = (uint32_t)d->text.len;
}

void draft_end_block(struct draft *d)
{
    struct buf *t = &d->text;

    if (d->in_block && !d->in_code)
        while (t->len && (t->ptr[t->len - 1] == ' ' || t->ptr[t->len - 1] == '\t'))
            t->ptr[--t->len] = 0;
    pull_spans(d);
    d->in_block = false;
    d->space_pending = false;
}

void draft_begin_block(struct draft *d)
{
    struct block b = d->next;

    if (d->in_block)
        return;
    if (d->block_count)
        buf_char(&d->text, '\n');
    b.start = (uint32_t)d->text.len;
    add_block(d, b);
    d->in_block = true;
    if (b.kind == BLOCK_STEP || b.kind == BLOCK_BULLET)
        d->next.kind = BLOCK_PARAGRAPH; /* what follows in the same item */
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

void draft_write(struct draft *d, struct slice text)
{
    struct buf *out = d->heading ? d->heading : &d->text;

    if (d->in_code) {
        draft_begin_block(d);
        buf_add(out, text);
        return;
    }
    for (size_t i = 0, end; i < text.len; i = end) {
        end = i + 1;
        if (is_blank(text.ptr[i])) {
            d->space_pending = d->heading ? out->len > 0 : d->in_block;
            continue;
        }
        if (!d->heading)
            draft_begin_block(d);
        if (d->space_pending && out->len && out->ptr[out->len - 1] != '\t' &&
            out->ptr[out->len - 1] != '\n')
            buf_char(out, ' ');
        d->space_pending = false;
        while (end < text.len && end - i < out->max - out->len && !is_blank(text.ptr[end]))
            end++;
        buf_add(out, (struct slice){text.ptr + i, end - i});
    }
}

void draft_begin_code(struct draft *d, struct block kind)
{
    draft_end_block(d);
    d->next = kind;
    d->in_code = true;
}

void draft_end_code(struct draft *d)
{
    struct buf *t = &d->text;

    while (d->in_block && t->len > d->blocks[d->block_count - 1].start &&
           is_blank(t->ptr[t->len - 1]))
        t->ptr[--t->len] = 0;
    d->in_block = d->in_code = false;
}

void draft_begin_row(struct draft *d, bool header)
{
    draft_end_block(d);
    d->next.kind = header ? BLOCK_HEADER_ROW : BLOCK_ROW;
    draft_begin_block(d);
}

void draft_begin_cell(struct draft *d, bool first)
{
    if (!first)
        buf_char(&d->text, '\t');
    d->space_pending = false;
}

void draft_end_row(struct draft *d)
{
    d->in_block = false;
    d->space_pending = false;
}

bool draft_in_line(const struct draft *d)
{
    return d->heading ||
           (d->in_block && (d->next.kind == BLOCK_ROW || d->next.kind == BLOCK_HEADER_ROW));
}

bool draft_only_text(const struct draft *d)
{
    return d->heading || d->in_code;
}

/* ---- spans ---- */

/* Is an image the last thing that was written? */
static bool behind_image(const struct draft *d)
{
    const struct span *last = d->span_count ? &d->spans[d->span_count - 1] : NULL;

    return last && last->kind == SPAN_IMAGE && last->start == d->text.len;
}

/* The one space that stands before what begins now. */
static void write_space(struct draft *d)
{
    struct buf *text = &d->text;

    if (!d->in_block || !d->space_pending || text->len == 0)
        return;
    if (text->ptr[text->len - 1] != ' ' || behind_image(d))
        buf_char(text, ' ');
    d->space_pending = false;
}

struct draft_span draft_begin_span(struct draft *d, enum span_kind kind, struct slice target)
{
    struct draft_span begun = {d->span_count, d->block_count, d->number, d->in_block};
    struct span s = {.kind = kind, .target = target};

    write_space(d);
    s.start = d->in_block ? (uint32_t)d->text.len : 0;
    add_span(d, s); /* outer ones come first */
    return begun;
}

void draft_end_span(struct draft *d, struct draft_span begun)
{
    bool any = d->block_count > begun.blocks;

    if (d->number != begun.number)
        return; /* a heading inside it began a new section */
    if (!begun.in_block && any)
        d->spans[begun.slot].start = d->blocks[begun.blocks].start;
    if (begun.in_block || any)
        d->spans[begun.slot].end = (uint32_t)d->text.len; /* else it is empty */
}

void draft_add_image(struct draft *d, struct slice target)
{
    struct span s = {.kind = SPAN_IMAGE, .target = target};

    write_space(d);
    draft_begin_block(d);
    s.start = s.end = (uint32_t)d->text.len;
    add_span(d, s);
}

/* ---- the section ---- */

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

bool draft_finish(struct draft *d, struct section *out)
{
    struct draft after = {.job = d->job,
                          .text = buf_new(d->job, article_text_max),
                          .number = d->number + 1,
                          .cut = d->cut || d->text.too_big,
                          .next = d->next,
                          .in_code = d->in_code,
                          .heading = d->heading};
    bool any;

    draft_end_block(d);
    any = d->meta.heading.len || d->block_count;
    if (any) {
        tidy_spans(d);
        *out = d->meta;
        out->text = buf_slice(&d->text);
        out->blocks = d->blocks;
        out->block_count = d->block_count;
        out->spans = d->spans;
        out->span_count = d->span_count;
    }
    *d = after;
    return any;
}
