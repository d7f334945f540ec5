/* fields.c - see fields.h: one table of names, kinds and places. */
#include "indexer/fields.h"

#include <stddef.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "base/yaml.h"
#include "engine/article/schema.h"
#include "indexer/privacy.h"
#include "indexer/scalar.h"
#include "text/words.h"

enum kind {
    KIND_TEXT,
    KIND_LIST,  /* a text is a list of one; a comma-separated one for tags is not guessed */
    KIND_PATHS, /* a list of a/b/c, each with its beginnings */
    KIND_TIME,
    KIND_RATIO, /* 0..1 */
    KIND_BOOL,
    KIND_LANGUAGE,
    KIND_DRAFT,
    KIND_BODY /* the text itself: read by whoever reads the record */
};

struct known {
    const char *name;
    enum kind kind;
    size_t offset;
};

#define AT(member) offsetof(struct article, member)

static const struct known table[] = {
    {"id", KIND_TEXT, AT(id)},
    {"lang", KIND_LANGUAGE, AT(lang)},
    {"title", KIND_TEXT, AT(title)},
    {"body", KIND_BODY, 0},
    {"category", KIND_PATHS, AT(category)},
    {"tags", KIND_LIST, AT(tags)},
    {"questions", KIND_LIST, AT(questions)},
    {"url", KIND_TEXT, AT(url)},
    {"audience", KIND_TEXT, AT(audience)},
    {"updatedAt", KIND_TIME, AT(updated_at)},
    {"updated_at", KIND_TIME, AT(updated_at)},
    {"date", KIND_TIME, AT(updated_at)},
    {"reviewBy", KIND_TIME, AT(review_by)},
    {"owner", KIND_TEXT, AT(owner)},
    {"translationOf", KIND_TEXT, AT(translation_of)},
    {"popularity", KIND_RATIO, AT(popularity)},
    {"bot", KIND_BOOL, AT(bot)},
    {"draft", KIND_DRAFT, 0},
};

enum { known_count = sizeof table / sizeof *table, item_bytes_max = 2000 };

static const struct known *find(struct slice name)
{
    for (size_t i = 0; i < known_count; i++)
        if (scalar_is(name, table[i].name))
            return &table[i];
    return NULL;
}

const char *fields_known(struct slice name)
{
    const struct known *k = find(name);

    return k ? k->name : NULL;
}

/* Names that other programs have for the same. */
static const struct {
    const char *theirs, *ours;
} elsewhere[] = {{"language", "lang"}, {"locale", "lang"}, {"categories", "category"}};

const char *fields_meant(struct slice name)
{
    const char *best = NULL;

    for (size_t i = 0; i < known_count; i++)
        nearest_offer(name, table[i].name, &best);
    for (size_t i = 0; !best && i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (scalar_is(name, elsewhere[i].theirs))
            best = elsewhere[i].ours;
    return best;
}

bool fields_is_list(struct slice name)
{
    const struct known *k = find(name);

    return k && (k->kind == KIND_LIST || k->kind == KIND_PATHS);
}

struct reading {
    struct arena *job;
    const struct origin *where;
    struct report *report;
    struct article *out;
    bool *draft;
};

unsigned fields_line(const struct origin *where, const char *name)
{
    if (where->line)
        return where->line;
    for (const struct json *i = json_first(where->lines); i; i = json_next(i))
        if (scalar_is(json_name(i), name))
            return (unsigned)json_number(i);
    return yaml_key_line(where->front.text, where->front.line, slice_of(name));
}

static unsigned line_of(const struct reading *r, const char *name)
{
    return fields_line(r->where, name);
}

static void not_understood(struct reading *r, const struct known *k, const struct json *v,
                           const char *expected)
{
    if (json_kind(v) == JSON_TEXT)
        report_add(r->report, FINDING_WARNING, r->where->path, line_of(r, k->name),
                   "'%s: %.*s' is not understood: it takes %s", k->name,
                   SLICE_ARG(utf8_cut(json_text(v), 80)), expected);
    else
        report_add(r->report, FINDING_WARNING, r->where->path, line_of(r, k->name),
                   "'%s' holds %s: it takes %s", k->name, json_kind_name(json_kind(v)), expected);
}

/* a/b/c is kept as a, a/b and a/b/c, so that each level can be counted and filtered. */
static void add_path(struct reading *r, struct texts *list, struct slice path)
{
    struct buf so_far = buf_new(r->job, item_bytes_max);

    while (path.ptr) {
        struct slice part = slice_trim(slice_cut(&path, '/'));
        struct slice whole;

        if (part.len == 0)
            continue;
        if (so_far.len)
            buf_char(&so_far, '/');
        buf_add(&so_far, part);
        whole = slice_copy(r->job, buf_slice(&so_far));
        if (!so_far.too_big && !texts_have(list, whole))
            texts_add(r->job, list, whole);
    }
}

static void read_list(struct reading *r, const struct known *k, const struct json *v,
                      struct texts *list)
{
    const struct json *item = json_kind(v) == JSON_ARRAY ? json_first(v) : v;

    for (; item; item = json_kind(v) == JSON_ARRAY ? json_next(item) : NULL) {
        struct slice text;

        if (!scalar_text(r->job, item, &text) || text.len > item_bytes_max) {
            not_understood(r, k, item, "a list of short texts");
            continue;
        }
        if (list->count >= article_list_max) {
            report_add(r->report, FINDING_WARNING, r->where->path, line_of(r, k->name),
                       "'%s' holds more than %d items: the rest is left out", k->name,
                       article_list_max);
            return;
        }
        if (text.len && k->kind == KIND_PATHS)
            add_path(r, list, text);
        else if (text.len && !texts_have(list, text))
            texts_add(r->job, list, text);
    }
}

static void read_field(struct reading *r, const struct known *k, const struct json *v)
{
    void *at = (char *)r->out + k->offset;

    switch (k->kind) {
    case KIND_BODY: return;
    case KIND_PATHS:
    case KIND_LIST: read_list(r, k, v, at); return;
    case KIND_TEXT:
        if (!scalar_text(r->job, v, at))
            not_understood(r, k, v, "a text");
        return;
    case KIND_TIME:
        if (!scalar_time(v, at))
            not_understood(r, k, v, "a date such as 2026-11-21");
        return;
    case KIND_RATIO:
        if (!scalar_ratio(v, at))
            not_understood(r, k, v, "a number from 0 to 1");
        return;
    case KIND_BOOL:
        if (!scalar_truth(v, at))
            not_understood(r, k, v, "true or false");
        return;
    case KIND_DRAFT:
        if (!scalar_truth(v, r->draft))
            not_understood(r, k, v, "true or false");
        return;
    case KIND_LANGUAGE:
        if (!language_parse(json_text(v), at))
            not_understood(r, k, v, "ru or en");
        return;
    }
}

/* Who may see an article is not guessed: where it is said and not understood, the article is
 * not published. */
static bool check_access(struct reading *r, const struct json *record, const struct known *k,
                         const struct json *v, struct err *err)
{
    struct slice text = slice_trim(json_text(v));
    bool is_audience = slice_is(slice_of(k->name), "audience"), truth;

    for (const struct json *i = json_first(record); i != v; i = json_next(i))
        if ((is_audience || k->kind == KIND_DRAFT) && scalar_is(json_name(i), k->name))
            return err_at(err, line_of(r, k->name), "'%s' is given twice", k->name);
    if (is_audience &&
        (json_kind(v) != JSON_TEXT || text.len == 0 || slice_find(text, ',') < text.len))
        return err_at(err, line_of(r, k->name),
                      "'audience' takes one word, such as internal; without the line the article "
                      "is public");
    if (k->kind == KIND_DRAFT && json_kind(v) != JSON_NULL && !scalar_truth(v, &truth))
        return err_at(err, line_of(r, k->name), "'draft' takes true or false");
    return true;
}

/* A part that a browser would take for a folder. */
static bool has_odd_part(struct slice id)
{
    while (id.ptr) {
        struct slice part = slice_cut(&id, '/');

        if (part.len == 0 || slice_is(part, ".") || slice_is(part, ".."))
            return true;
    }
    return false;
}

/* Ids stand in addresses, terms and lists. */
static bool check_id(const struct origin *where, const struct article *a, struct err *err)
{
    if (a->id.len == 0)
        return err_at(err, where->line, "the record has no 'id'");
    if (a->id.len > article_id_max)
        return err_at(err, where->line, "the id '%.*s…' is longer than %d bytes",
                      SLICE_ARG(utf8_cut(a->id, 60)), article_id_max);
    for (size_t i = 0; i < a->id.len; i++)
        if ((unsigned char)a->id.ptr[i] < 0x20 || a->id.ptr[i] == 0x7F)
            return err_at(err, where->line, "the id holds a control character");
    if (has_odd_part(a->id) || slice_is(a->id, "none"))
        return err_at(err, where->line, "the id '%.*s' cannot stand in an address",
                      SLICE_ARG(a->id));
    return true;
}

static void finish(struct reading *r)
{
    struct article *a = r->out;

    if (a->title.len > article_title_max) {
        report_add(r->report, FINDING_WARNING, r->where->path, line_of(r, "title"),
                   "the title is longer than %d bytes: cut", article_title_max);
        a->title = utf8_cut(a->title, article_title_max);
    }
    if (a->url.len && !slice_starts(a->url, "http://") && !slice_starts(a->url, "https://") &&
        !slice_starts(a->url, "/")) {
        report_add(r->report, FINDING_WARNING, r->where->path, line_of(r, "url"),
                   "'url' takes an address that begins with https://, http:// or /: left out");
        a->url = SLICE("");
    }
    a->audience = schema_fold_value(r->job, a->audience);
    if (a->audience.len == 0)
        a->audience = SLICE("public");
}

static bool refuse_private(struct reading *r, struct slice name, const struct json *v,
                           const struct privacy *p, unsigned line, struct err *err)
{
    return err_at(err, line,
                  "'%.*s: %.*s' is no field of Kladez, and who may see an article is not guessed: "
                  "write '%s: %s', or '%s: %s' if it is for everybody",
                  SLICE_ARG(utf8_cut(name, 80)), SLICE_ARG(utf8_cut(scalar_print(r->job, v), 80)),
                  p->name, p->closed, p->name, p->open);
}

/* Of what is inside another field only what has the name of one of ours: programs keep a lot
 * there. */
static bool check_private(struct reading *r, const struct json *record, const struct json *v,
                          struct err *err)
{
    unsigned line = line_of(r, json_name(v).ptr);
    const struct privacy *p = privacy_meant(record, json_name(v), v);

    if (p)
        return refuse_private(r, json_name(v), v, p, line, err);
    for (const struct json *i = json_kind(v) == JSON_OBJECT ? json_first(v) : NULL; i;
         i = json_next(i)) {
        p = privacy_meant(record, json_name(i), i);
        if (p && nearest_meant(json_name(i), slice_of(p->name)))
            return refuse_private(
                r,
                slice_of(arena_printf(r->job, "%.*s.%.*s", SLICE_ARG(json_name(v)),
                                      SLICE_ARG(json_name(i)))),
                i, p, line, err);
    }
    return true;
}

/* A field of another program is kept for the desk; but it may be one of ours, misspelt. */
static bool read_other(struct reading *r, const struct json *record, const struct json *v,
                       struct json **attributes, struct err *err)
{
    struct slice name = json_name(v);
    const char *meant = fields_meant(name);

    if (!check_private(r, record, v, err))
        return false;
    if (meant)
        report_add(r->report, FINDING_WARNING, r->where->path, line_of(r, name.ptr),
                   "'%.*s' is not a field of Kladez, and is kept as an attribute: did you mean "
                   "'%s'?",
                   SLICE_ARG(utf8_cut(name, 80)), meant);
    if (!*attributes)
        *attributes = json_object(r->job);
    json_add_copy(*attributes, slice_cstr(r->job, name), v);
    return true;
}

bool fields_read(struct arena *job, const struct json *record, const struct origin *where,
                 struct report *report, struct article *out, bool *draft, struct err *err)
{
    struct reading r = {job, where, report, out, draft};
    struct json *attributes = NULL;

    out->id = where->id;
    out->source = where->source;
    out->bot = true;
    out->translation_of = where->translation_of;
    out->updated_at = where->modified;
    out->lang = where->lang ? *where->lang : language_count;
    for (const struct json *v = json_first(record); v; v = json_next(v)) {
        const struct known *k = find(json_name(v));

        if (k ? !check_access(&r, record, k, v, err) : !read_other(&r, record, v, &attributes, err))
            return false;
        if (k && json_kind(v) != JSON_NULL)
            read_field(&r, k, v);
    }
    out->attributes = attributes;
    finish(&r);
    return check_id(where, out, err);
}
