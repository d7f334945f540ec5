/* schema.c - see schema.h */
#include "engine/article/schema.h"

#include <inttypes.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "text/words.h"

enum { term_value_max = 180 };

const struct field schema[] = {
    /* name         prefix weight how          slot                 facet  sort */
    {"id", PREFIX_ID, 0, FIELD_EXACT, SLOT_ID, false, false, "unique name of the article"},
    {"lang", "L", 0, FIELD_EXACT, SLOT_LANG, true, false, "ru or en"},
    {"title", "S", 4, FIELD_TEXT, SLOT_TITLE, false, true, "headline"},
    {"questions", "XQ", 3, FIELD_TEXT, SLOT_NONE, false, false, "questions the article answers"},
    {"headings", "XH", 1, FIELD_TEXT, SLOT_NONE, false, false, "headlines of its sections"},
    {"tags", "K", 2, FIELD_EXACT, SLOT_TAGS, true, false, "labels given by the editors"},
    {"category", "C", 1, FIELD_EXACT, SLOT_CATEGORY, true, false,
     "where it stands: each path and its beginnings"},
    {"body", "", 1, FIELD_TEXT, SLOT_NONE, false, false, "the text"},
    {"audience", "A", 0, FIELD_EXACT, SLOT_AUDIENCE, true, false, "who may read it"},
    {"updatedAt", NULL, 0, FIELD_NUMBER, SLOT_UPDATED_AT, false, true, "when it was changed"},
    {"popularity", NULL, 0, FIELD_NUMBER, SLOT_POPULARITY, false, true, "0 to 1"},
    {"url", NULL, 0, FIELD_STORED, SLOT_NONE, false, false, "address of its page"},
    {"translationOf", NULL, 0, FIELD_STORED, SLOT_TRANSLATION_OF, false, false,
     "id of the article in the other language"},
    {"sections", NULL, 0, FIELD_STORED, SLOT_NONE, false, false, "headings, anchors and texts"},
    {"html", NULL, 0, FIELD_STORED, SLOT_NONE, false, false, "the text as HTML"},
    {"owner", NULL, 0, FIELD_STAFF, SLOT_NONE, false, false, "who keeps it up to date"},
    {"reviewBy", NULL, 0, FIELD_STAFF, SLOT_NONE, false, false,
     "when it should be looked at again"},
    {"attributes", NULL, 0, FIELD_STAFF, SLOT_NONE, false, false,
     "front matter Kladez does not know"},
    {0},
};

const struct field *schema_find(struct slice name)
{
    for (const struct field *f = schema; f->name; f++)
        if (slice_is(name, f->name))
            return f;
    return NULL;
}

bool field_is_text(const struct field *f)
{
    return f->weight > 0;
}

bool field_is_filterable(const struct field *f)
{
    return f->how == FIELD_EXACT || f->how == FIELD_NUMBER;
}

bool field_is_facet(const struct field *f)
{
    return f->facet;
}

bool field_is_counted(const struct field *f)
{
    return f->facet || f->how == FIELD_NUMBER;
}

bool field_is_sortable(const struct field *f)
{
    return f->sortable;
}

bool field_is_any(const struct field *f)
{
    return f->name != NULL;
}

bool field_is_public(const struct field *f)
{
    return f->how != FIELD_STAFF;
}

const char *schema_names(struct arena *job, bool (*wanted)(const struct field *f))
{
    struct buf out = buf_new(job, 1024);

    for (const struct field *f = schema; f->name; f++) {
        if (!wanted(f))
            continue;
        if (out.len)
            buf_text(&out, ", ");
        buf_text(&out, f->name);
    }
    return buf_slice(&out).ptr;
}

struct slice schema_fold_value(struct arena *job, struct slice value)
{
    return words_normalise(job, value);
}

struct slice schema_exact_term(struct arena *job, const char *prefix, struct slice value)
{
    struct slice folded = schema_fold_value(job, value);

    if (slice_is(slice_of(prefix), PREFIX_ID)) /* ids are compared as they are */
        return slice_of(arena_printf(job, "%s%.*s", prefix, SLICE_ARG(value)));
    if (value.len <= term_value_max)
        return slice_of(arena_printf(job, "%s%.*s", prefix, SLICE_ARG(folded)));
    return slice_of(arena_printf(job, "%s%.*s#%016" PRIx64, prefix,
                                 SLICE_ARG(utf8_cut(folded, term_value_max)), map_hash(value)));
}

struct slice schema_join_list(struct arena *job, const struct texts *list)
{
    struct buf out = buf_new(job, article_text_max);

    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_char(&out, slot_separator);
        buf_add(&out, list->items[i]);
    }
    return buf_slice(&out);
}
