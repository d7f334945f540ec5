/*
 * article_record.c - see article.h: an article as it is kept.
 *
 * One field after the other, always the same ones. A number is written 7 bits a byte, low ones first,
 * the last byte below 128; a text as its length and its bytes; a list as how many there are and each of
 * them. What is read points into the record: nothing of it is copied.
 */
#include <string.h>

#include "base/utf8.h"
#include "engine/article/article.h"

enum { record_max = 4 * article_text_max, attributes_max = 1 << 20 };

/* ---- printing ---- */

static void put_number(struct buf *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        buf_char(out, (char)(n | 0x80));
    buf_char(out, (char)n);
}

static void put_text(struct buf *out, struct slice text)
{
    put_number(out, text.len);
    buf_add(out, text);
}

static void put_list(struct buf *out, const struct texts *list)
{
    put_number(out, list->count);
    for (size_t i = 0; i < list->count; i++)
        put_text(out, list->items[i]);
}

static void put_section(struct buf *out, const struct section *s)
{
    put_text(out, s->heading);
    put_text(out, s->anchor);
    put_number(out, s->level);
    put_text(out, s->text);
    put_number(out, s->block_count);
    for (size_t i = 0; i < s->block_count; i++) {
        put_number(out, (uint64_t)s->blocks[i].kind * 2 + s->blocks[i].quoted);
        put_number(out, s->blocks[i].start);
        put_number(out, s->blocks[i].level);
        put_number(out, s->blocks[i].number);
    }
    put_number(out, s->span_count);
    for (size_t i = 0; i < s->span_count; i++) {
        put_number(out, s->spans[i].kind);
        put_number(out, s->spans[i].start);
        put_number(out, s->spans[i].end);
        put_text(out, s->spans[i].target);
    }
}

struct slice article_print(struct arena *job, const struct article *a)
{
    struct buf out = buf_new(job, record_max);

    put_text(&out, a->id);
    put_number(&out, a->lang);
    put_text(&out, a->title);
    put_text(&out, a->url);
    put_text(&out, a->audience);
    put_text(&out, a->translation_of);
    put_text(&out, a->owner);
    put_text(&out, a->source);
    put_list(&out, &a->category);
    put_list(&out, &a->tags);
    put_list(&out, &a->questions);
    put_number(&out, (uint64_t)a->updated_at);
    put_number(&out, (uint64_t)a->review_by);
    buf_add(&out, (struct slice){(const char *)&a->popularity, sizeof a->popularity});
    put_number(&out, a->bot);
    put_text(&out, a->attributes ? json_print(job, a->attributes) : SLICE(""));
    put_number(&out, a->section_count);
    for (size_t i = 0; i < a->section_count; i++)
        put_section(&out, &a->sections[i]);
    return buf_slice(&out);
}

/* ---- parsing ---- */

/* What is left of a record; `damaged` once something did not fit in. */
struct reading {
    struct arena *job;
    struct slice rest;
    bool damaged;
};

static struct slice take(struct reading *r, uint64_t len)
{
    struct slice taken = {r->rest.ptr, (size_t)len};

    if (len > r->rest.len) {
        r->damaged = true;
        return SLICE("");
    }
    r->rest = (struct slice){r->rest.ptr + len, r->rest.len - (size_t)len};
    return taken;
}

/* Up to `most`. */
static uint64_t take_number(struct reading *r, uint64_t most)
{
    uint64_t n = 0;
    unsigned char byte = 0x80;

    for (int shift = 0; shift < 64 && byte >= 0x80; shift += 7) {
        struct slice one = take(r, 1);

        byte = one.len ? (unsigned char)*one.ptr : 0;
        n |= (uint64_t)(byte & 0x7F) << shift;
    }
    if (n > most || byte >= 0x80)
        r->damaged = true;
    return r->damaged ? 0 : n;
}

static struct slice take_text(struct reading *r)
{
    struct slice text = take(r, take_number(r, record_max));

    if (utf8_check(text) < text.len)
        r->damaged = true;
    return text;
}

/* Of things that each take a byte at least. */
static size_t take_count(struct reading *r)
{
    return (size_t)take_number(r, r->rest.len);
}

static struct texts take_list(struct reading *r)
{
    size_t count = take_count(r);
    struct texts list = {ARENA_ARRAY(r->job, struct slice, count), count};

    for (size_t i = 0; i < count; i++)
        list.items[i] = take_text(r);
    return list;
}

static void take_blocks(struct reading *r, struct section *s)
{
    struct block *blocks;
    uint32_t start = 0;

    s->block_count = take_count(r);
    s->blocks = blocks = ARENA_ARRAY(r->job, struct block, s->block_count);
    for (size_t i = 0; i < s->block_count; i++) {
        uint64_t kind = take_number(r, BLOCK_ROW * 2 + 1);

        blocks[i].kind = (enum block_kind)(kind / 2);
        blocks[i].quoted = kind % 2;
        blocks[i].start = (uint32_t)take_number(r, s->text.len);
        blocks[i].level = (uint16_t)take_number(r, UINT16_MAX);
        blocks[i].number = (uint16_t)take_number(r, UINT16_MAX);
        r->damaged |= blocks[i].start < start;
        start = blocks[i].start;
    }
}

static void take_spans(struct reading *r, struct section *s)
{
    struct span *spans;

    s->span_count = take_count(r);
    s->spans = spans = ARENA_ARRAY(r->job, struct span, s->span_count);
    for (size_t i = 0; i < s->span_count; i++) {
        spans[i].kind = (enum span_kind)take_number(r, SPAN_IMAGE);
        spans[i].start = (uint32_t)take_number(r, s->text.len);
        spans[i].end = (uint32_t)take_number(r, s->text.len);
        spans[i].target = take_text(r);
        r->damaged |= spans[i].end < spans[i].start;
    }
}

static void take_sections(struct reading *r, struct article *a)
{
    a->section_count = take_count(r);
    a->sections = ARENA_ARRAY(r->job, struct section, a->section_count);
    for (size_t i = 0; i < a->section_count; i++) {
        struct section *s = &a->sections[i];

        s->heading = take_text(r);
        s->anchor = take_text(r);
        s->level = (unsigned)take_number(r, UINT8_MAX);
        s->text = take_text(r);
        take_blocks(r, s);
        take_spans(r, s);
    }
}

static void take_popularity(struct reading *r, struct article *a)
{
    struct slice bytes = take(r, sizeof a->popularity);

    if (bytes.len)
        memcpy(&a->popularity, bytes.ptr, bytes.len);
    r->damaged |= !(a->popularity >= 0 && a->popularity <= 1);
}

static void take_attributes(struct reading *r, struct article *a)
{
    struct slice text = take_text(r);
    struct err ignored;

    if (text.len && !json_parse(r->job, text, &a->attributes, &ignored))
        r->damaged = true;
}

bool article_parse(struct arena *job, struct slice record, struct article *out, struct err *err)
{
    struct reading r = {.job = job, .rest = record};
    struct article a = {.id = take_text(&r)};

    a.lang = (enum language)take_number(&r, language_count - 1);
    a.title = take_text(&r);
    a.url = take_text(&r);
    a.audience = take_text(&r);
    a.translation_of = take_text(&r);
    a.owner = take_text(&r);
    a.source = take_text(&r);
    a.category = take_list(&r);
    a.tags = take_list(&r);
    a.questions = take_list(&r);
    a.updated_at = (int64_t)take_number(&r, UINT64_MAX);
    a.review_by = (int64_t)take_number(&r, UINT64_MAX);
    take_popularity(&r, &a);
    a.bot = take_number(&r, 1);
    take_attributes(&r, &a);
    take_sections(&r, &a);
    if (r.damaged || r.rest.len)
        return err_set(err, ERR_ENGINE, "the stored article '%.*s' is damaged",
                       (int)utf8_check(a.id), a.id.ptr); /* as far as that is text */
    *out = a;
    return true;
}
