/* article.c - see article.h. The record: article_record.c */
#include "engine/article/article.h"

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
    buf_percent(&out, a->id);
    return buf_slice(&out);
}
