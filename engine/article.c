/*
 * article.c - see article.h
 *
 * The record is JSON. Blocks and spans, of which there are many, are packed into one
 * text a section: "kind start level number quoted;…" and "kind start end target\n…", so
 * that reading a hit does not build a value for each number.
 */
#include "engine/article.h"

#include <inttypes.h>
#include <stdlib.h>

void texts_add(struct arena *a, struct texts *list, struct slice text)
{
    list->items = arena_room(a, list->items, list->count, sizeof *list->items);
    list->items[list->count++] = text;
}

bool texts_have(const struct texts *list, struct slice text)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_eq(list->items[i], text))
            return true;
    return false;
}

void texts_print(struct json *into, const char *name, const struct texts *list)
{
    struct json *array = json_add_array(into, name);

    for (size_t i = 0; i < list->count; i++)
        json_add_text(array, NULL, list->items[i]);
}

struct texts texts_parse(struct arena *job, const struct json *array)
{
    struct texts list = {0};

    for (const struct json *i = json_first(array); i; i = json_next(i))
        texts_add(job, &list, json_text(i));
    return list;
}

struct texts article_asked(struct arena *job, const struct article *a)
{
    struct texts list = {0};

    for (size_t i = 0; i < a->questions.count; i++)
        texts_add(job, &list, a->questions.items[i]);
    for (size_t i = 0; i < a->section_count && list.count < article_list_max; i++) {
        struct slice heading = a->sections[i].heading;

        if (slice_ends(heading, "?") && !texts_have(&list, heading))
            texts_add(job, &list, heading);
    }
    return list;
}

struct slice article_body(struct arena *job, const struct article *a)
{
    struct buf out = buf_new(job, 2 * article_text_max);

    for (size_t i = 0; i < a->section_count; i++) {
        const struct section *s = &a->sections[i];

        if (out.len && (s->heading.len || s->text.len))
            buf_char(&out, '\n');
        buf_add(&out, s->heading);
        if (s->heading.len && s->text.len)
            buf_char(&out, '\n');
        buf_add(&out, s->text);
    }
    return buf_slice(&out);
}

struct slice article_url(struct arena *job, const struct article *a)
{
    struct buf out = buf_new(job, 8 * article_id_max);

    if (a->url.len)
        return a->url;
    buf_text(&out, "/articles/");
    for (size_t i = 0; i < a->id.len; i++) {
        unsigned char c = (unsigned char)a->id.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || c == '~' || c == '/';

        if (plain)
            buf_char(&out, (char)c);
        else
            buf_printf(&out, "%%%02X", c); /* RFC 3986, section 2.1 */
    }
    return buf_slice(&out);
}

static struct slice pack_blocks(struct arena *job, const struct section *s)
{
    struct buf out = buf_new(job, article_text_max);

    for (size_t i = 0; i < s->block_count; i++) {
        const struct block *b = &s->blocks[i];

        buf_printf(&out, "%d %" PRIu32 " %d %d %d;", (int)b->kind, b->start, b->level, b->number,
                   b->quoted);
    }
    return buf_slice(&out);
}

static struct slice pack_spans(struct arena *job, const struct section *s)
{
    struct buf out = buf_new(job, 2 * article_text_max);

    for (size_t i = 0; i < s->span_count; i++) {
        const struct span *p = &s->spans[i];

        buf_printf(&out, "%d %" PRIu32 " %" PRIu32 " ", (int)p->kind, p->start, p->end);
        buf_add(&out, p->target);
        buf_char(&out, '\n');
    }
    return buf_slice(&out);
}

static void print_list(struct json *into, const char *name, const struct texts *list)
{
    if (list->count)
        texts_print(into, name, list);
}

static void print_text(struct json *into, const char *name, struct slice text)
{
    if (text.len)
        json_add_text(into, name, text);
}

static void print_section(struct arena *job, struct json *into, const struct section *s)
{
    struct json *o = json_add_object(into, NULL);

    print_text(o, "h", s->heading);
    print_text(o, "a", s->anchor);
    if (s->level)
        json_add_number(o, "l", s->level);
    print_text(o, "t", s->text);
    print_text(o, "b", pack_blocks(job, s));
    print_text(o, "s", pack_spans(job, s));
}

struct slice article_print(struct arena *job, const struct article *a)
{
    struct json *o = json_object(job), *sections;

    json_add_text(o, "id", a->id);
    json_add_text(o, "lang", slice_of(language_code(a->lang)));
    json_add_text(o, "title", a->title);
    print_text(o, "url", a->url);
    json_add_text(o, "audience", a->audience);
    print_text(o, "translationOf", a->translation_of);
    print_text(o, "owner", a->owner);
    print_text(o, "source", a->source);
    print_list(o, "category", &a->category);
    print_list(o, "tags", &a->tags);
    print_list(o, "questions", &a->questions);
    json_add_number(o, "updatedAt", (double)a->updated_at);
    if (a->review_by)
        json_add_number(o, "reviewBy", (double)a->review_by);
    if (a->popularity > 0)
        json_add_number(o, "popularity", a->popularity);
    if (!a->bot)
        json_add_bool(o, "bot", false);
    if (a->attributes)
        json_add_copy(o, "attributes", a->attributes);
    sections = json_add_array(o, "sections");
    for (size_t i = 0; i < a->section_count; i++)
        print_section(job, sections, &a->sections[i]);
    return json_print(job, o);
}

/* Numbers parted by spaces, at most `most`; the text moves behind them. */
static size_t numbers(const char **at, unsigned long *out, size_t most)
{
    size_t n = 0;

    while (n < most && **at >= '0' && **at <= '9') {
        char *end;

        out[n++] = strtoul(*at, &end, 10);
        *at = *end == ' ' ? end + 1 : end;
    }
    return n;
}

static bool unpack_blocks(struct arena *job, struct slice packed, struct section *s)
{
    size_t count = 0;
    struct block *blocks;
    const char *at = packed.ptr;

    for (size_t i = 0; i < packed.len; i++)
        count += packed.ptr[i] == ';';
    blocks = ARENA_ARRAY(job, struct block, count);
    for (size_t i = 0; i < count; i++) {
        unsigned long n[5];

        if (numbers(&at, n, 5) != 5 || *at++ != ';' || n[0] > BLOCK_ROW || n[1] > s->text.len ||
            (i > 0 && n[1] < blocks[i - 1].start))
            return false;
        blocks[i] = (struct block){.kind = (enum block_kind)n[0],
                                   .start = (uint32_t)n[1],
                                   .level = (uint16_t)n[2],
                                   .number = (uint16_t)n[3],
                                   .quoted = n[4] != 0};
    }
    s->blocks = blocks;
    s->block_count = count;
    return true;
}

static bool unpack_spans(struct arena *job, struct slice packed, struct section *s)
{
    size_t count = 0;
    struct span *spans;

    for (size_t i = 0; i < packed.len; i++)
        count += packed.ptr[i] == '\n';
    spans = ARENA_ARRAY(job, struct span, count);
    for (size_t i = 0; i < count; i++) {
        struct slice line = slice_cut(&packed, '\n');
        const char *at = line.ptr;
        unsigned long n[3];

        if (numbers(&at, n, 3) != 3 || n[0] > SPAN_IMAGE || n[1] > n[2] || n[2] > s->text.len)
            return false;
        spans[i] = (struct span){.kind = (enum span_kind)n[0],
                                 .start = (uint32_t)n[1],
                                 .end = (uint32_t)n[2],
                                 .target = {at, (size_t)(line.ptr + line.len - at)}};
    }
    s->spans = spans;
    s->span_count = count;
    return true;
}

static bool parse_section(struct arena *job, const struct json *o, struct section *out)
{
    out->heading = json_text(json_member(o, "h"));
    out->anchor = json_text(json_member(o, "a"));
    out->level = (unsigned)json_number(json_member(o, "l"));
    out->text = json_text(json_member(o, "t"));
    return unpack_blocks(job, json_text(json_member(o, "b")), out) &&
           unpack_spans(job, json_text(json_member(o, "s")), out);
}

static bool parse_sections(struct arena *job, const struct json *array, struct article *a)
{
    size_t n = 0;

    a->section_count = json_size(array);
    a->sections = ARENA_ARRAY(job, struct section, a->section_count);
    for (const struct json *i = json_first(array); i; i = json_next(i))
        if (!parse_section(job, i, &a->sections[n++]))
            return false;
    return true;
}

bool article_parse(struct arena *job, struct slice record, struct article *out, struct err *err)
{
    struct article a = {0};
    const struct json *o, *bot;

    if (!json_parse(job, record, &o, err))
        return err_in(err, "the stored article");
    bot = json_member(o, "bot");
    a.id = json_text(json_member(o, "id"));
    a.title = json_text(json_member(o, "title"));
    a.url = json_text(json_member(o, "url"));
    a.audience = json_text(json_member(o, "audience"));
    a.translation_of = json_text(json_member(o, "translationOf"));
    a.owner = json_text(json_member(o, "owner"));
    a.source = json_text(json_member(o, "source"));
    a.category = texts_parse(job, json_member(o, "category"));
    a.tags = texts_parse(job, json_member(o, "tags"));
    a.questions = texts_parse(job, json_member(o, "questions"));
    a.updated_at = (int64_t)json_number(json_member(o, "updatedAt"));
    a.review_by = (int64_t)json_number(json_member(o, "reviewBy"));
    a.popularity = json_number(json_member(o, "popularity"));
    a.bot = json_kind(bot) == JSON_NONE || json_bool(bot);
    a.attributes = json_member(o, "attributes");
    if (!language_parse(json_text(json_member(o, "lang")), &a.lang) ||
        !parse_sections(job, json_member(o, "sections"), &a))
        return err_set(err, ERR_ENGINE, "the stored article '%.*s' is damaged", SLICE_ARG(a.id));
    *out = a;
    return true;
}
