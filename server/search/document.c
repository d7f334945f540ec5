/* document.c - see document.h */
#include "server/search/document.h"

#include "base/clock.h"
#include "engine/find/search.h"
#include "engine/show/render.h"

/* ---- fields ---- */

static struct texts headings_of(struct arena *job, const struct article *a)
{
    struct texts list = {0};

    for (size_t i = 0; i < a->section_count; i++)
        if (a->sections[i].heading.len)
            texts_add(job, &list, a->sections[i].heading);
    return list;
}

struct texts document_texts(struct arena *job, const struct article *a, struct slice name,
                            bool *is_list)
{
    struct texts one = {0};

    *is_list = true;
    if (slice_is(name, "category"))
        return a->category;
    if (slice_is(name, "tags"))
        return a->tags;
    if (slice_is(name, "questions"))
        return a->questions;
    if (slice_is(name, "headings"))
        return headings_of(job, a);
    *is_list = false;
    if (slice_is(name, "title"))
        texts_add(job, &one, a->title);
    else if (slice_is(name, "body"))
        texts_add(job, &one, article_body(job, a));
    return one;
}

static void add_optional(struct json *into, const char *name, struct slice text)
{
    if (text.len)
        json_add_text(into, name, text);
    else
        json_add_null(into, name);
}

static void add_time(struct json *into, const char *name, int64_t wall)
{
    char text[clock_text_size];

    if (!wall) {
        json_add_null(into, name);
        return;
    }
    clock_print(wall, text);
    json_add_text(into, name, slice_of(text));
}

static void add_sections(struct json *into, const char *name, const struct article *a)
{
    struct json *array = json_add_array(into, name);

    for (size_t i = 0; i < a->section_count; i++) {
        struct json *o = json_add_object(array, NULL);

        json_add_text(o, "anchor", a->sections[i].anchor);
        json_add_text(o, "heading", a->sections[i].heading);
        json_add_number(o, "level", a->sections[i].level);
        json_add_text(o, "text", a->sections[i].text);
    }
}

/* The address of the article that was read from the file, if the request may see it. */
static struct slice url_of_file(void *self, struct slice path)
{
    struct exchange *x = self;
    struct article a;
    struct err ignored;

    if (!reader_article_of_file(x->worker->reader, x->job, path, &a, &ignored) ||
        !document_find(x, x->worker->reader, a.id, &a, &ignored))
        return SLICE("");
    return article_url(x->job, &a);
}

struct slice document_html(struct exchange *x, const struct article *a)
{
    struct render_links links = {url_of_file, x};

    return render_html(x->job, a, &links);
}

/* An id, if the request may see the article, or nobody has it. */
static struct slice visible_id(struct exchange *x, struct slice id)
{
    struct slice audience;
    struct err ignored;

    if (id.len && reader_audience(x->worker->reader, x->job, id, &audience, &ignored) &&
        !texts_have(&x->access.audiences, audience))
        return SLICE("");
    return id;
}

void document_add_field(struct exchange *x, struct json *into, const struct article *a,
                        const struct field *f)
{
    struct arena *job = x->job;
    struct slice name = slice_of(f->name);
    bool is_list;
    struct texts texts = document_texts(job, a, name, &is_list);

    if (is_list)
        texts_print(into, f->name, &texts);
    else if (texts.count)
        json_add_text(into, f->name, texts.items[0]);
    else if (slice_is(name, "id"))
        json_add_text(into, f->name, a->id);
    else if (slice_is(name, "lang"))
        json_add_text(into, f->name, slice_of(language_code(a->lang)));
    else if (slice_is(name, "audience"))
        json_add_text(into, f->name, a->audience);
    else if (slice_is(name, "url"))
        json_add_text(into, f->name, article_url(job, a));
    else if (slice_is(name, "updatedAt"))
        add_time(into, f->name, a->updated_at);
    else if (slice_is(name, "reviewBy"))
        add_time(into, f->name, a->review_by);
    else if (slice_is(name, "popularity"))
        json_add_number(into, f->name, a->popularity);
    else if (slice_is(name, "translationOf"))
        add_optional(into, f->name, visible_id(x, a->translation_of));
    else if (slice_is(name, "owner"))
        add_optional(into, f->name, a->owner);
    else if (slice_is(name, "sections"))
        add_sections(into, f->name, a);
    else if (slice_is(name, "html"))
        json_add_text(into, f->name, document_html(x, a));
    else if (slice_is(name, "attributes") && a->attributes)
        json_add_copy(into, f->name, a->attributes);
}

static bool is_large(const struct field *f)
{
    struct slice name = slice_of(f->name);

    return slice_is(name, "sections") || slice_is(name, "html") || slice_is(name, "attributes") ||
           slice_is(name, "headings");
}

bool document_may_see(const struct exchange *x, const struct field *f)
{
    return field_is_public(f) || x->access.role >= ROLE_DESK;
}

bool document_wants(const struct texts *names, const struct field *f)
{
    return texts_have(names, slice_of(f->name)) || (texts_have(names, SLICE("*")) && !is_large(f));
}

/* ---- articles ---- */

bool document_find(struct exchange *x, struct reader *r, struct slice id, struct article *out,
                   struct err *err)
{
    struct texts ids = {&id, 1};
    struct search_request request = {
        .limit = 1,
        .audiences = &x->access.audiences,
        .filter = filter_both(x->job, x->access.filter, filter_one_of(x->job, "id", &ids)),
        .distinct = SLOT_NONE};
    struct search_result found;

    if (id.len > article_id_max)
        found.count = 0;
    else if (!search_run(r, x->job, &request, &found, err))
        return false;
    if (found.count == 0)
        return err_set(err, ERR_NOT_FOUND, "Document `%.*s` not found.", SLICE_ARG(id));
    return reader_document(r, x->job, found.hits[0].document, out, err);
}

void document_add(struct exchange *x, struct json *into, const struct article *a,
                  const struct texts *retrieve)
{
    for (const struct field *f = schema; f->name; f++)
        if (document_wants(retrieve, f) && document_may_see(x, f))
            document_add_field(x, into, a, f);
}
