/* hits.c - see hits.h */
#include "server/hits.h"

#include "base/clock.h"
#include "engine/passage.h"
#include "engine/render.h"
#include "engine/snippet.h"

enum { formatted_max = 32 << 20 };

/* ---- one article ---- */

bool hits_find_article(struct exchange *x, struct reader *r, struct slice id, struct article *out,
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

/* ---- fields ---- */

static struct texts headings_of(struct arena *job, const struct article *a)
{
    struct texts list = {0};

    for (size_t i = 0; i < a->section_count; i++)
        if (a->sections[i].heading.len)
            texts_add(job, &list, a->sections[i].heading);
    return list;
}

/* Where a field's text or texts are, if it has any. */
static struct texts texts_of(struct arena *job, const struct article *a, struct slice name,
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
        !hits_find_article(x, x->worker->reader, a.id, &a, &ignored))
        return SLICE("");
    return article_url(x->job, &a);
}

struct slice hits_article_html(struct exchange *x, const struct article *a)
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

static void add_field(struct exchange *x, struct json *into, const struct article *a,
                      const struct field *f)
{
    struct arena *job = x->job;
    struct slice name = slice_of(f->name);
    bool is_list;
    struct texts texts = texts_of(job, a, name, &is_list);

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
        json_add_text(into, f->name, hits_article_html(x, a));
    else if (slice_is(name, "attributes") && a->attributes)
        json_add_copy(into, f->name, a->attributes);
}

static bool is_large(const struct field *f)
{
    struct slice name = slice_of(f->name);

    return slice_is(name, "sections") || slice_is(name, "html") || slice_is(name, "attributes") ||
           slice_is(name, "headings");
}

static bool may_see(const struct exchange *x, const struct field *f)
{
    return field_is_public(f) || x->access.role >= ROLE_DESK;
}

static bool wanted(const struct texts *names, const struct field *f)
{
    return texts_have(names, slice_of(f->name)) || (texts_have(names, SLICE("*")) && !is_large(f));
}

void hits_add_article(struct exchange *x, struct json *into, const struct article *a,
                      const struct texts *retrieve)
{
    for (const struct field *f = schema; f->name; f++)
        if (wanted(retrieve, f) && may_see(x, f))
            add_field(x, into, a, f);
}

/* ---- dressing ---- */

static bool known_fields(struct arena *job, const struct texts *names, bool with_words,
                         struct err *err)
{
    for (size_t i = 0; i < names->count; i++) {
        struct slice rest = names->items[i], name = with_words ? slice_cut(&rest, ':') : rest;
        uint64_t words;

        if (!slice_is(name, "*") && !schema_find(name))
            return err_set(err, ERR_INPUT, "there is no attribute `%.*s`; there are %s",
                           SLICE_ARG(name), schema_names(job, field_is_any));
        if (with_words && rest.ptr && (!slice_to_count(rest, &words) || words == 0))
            return err_set(err, ERR_INPUT, "`%.*s`: behind the colon stands a number of words",
                           SLICE_ARG(names->items[i]));
    }
    return true;
}

bool dress_check(struct arena *job, const struct dress *d, const char **which, struct err *err)
{
    *which = "invalid_search_attributes_to_retrieve";
    if (!known_fields(job, &d->retrieve, false, err))
        return false;
    *which = "invalid_search_attributes_to_highlight";
    if (!known_fields(job, &d->highlight, false, err))
        return false;
    *which = "invalid_search_attributes_to_crop";
    return known_fields(job, &d->crop, true, err);
}

/* Words a field is cropped to; 0 if it is not. */
static size_t crop_of(const struct dress *d, const struct field *f)
{
    size_t words = 0;

    for (size_t i = 0; i < d->crop.count; i++) {
        struct slice rest = d->crop.items[i], name = slice_cut(&rest, ':');
        uint64_t n = d->crop_words;

        if (!slice_is(name, f->name) && !slice_is(name, "*"))
            continue;
        if (rest.ptr)
            slice_to_count(rest, &n);
        words = (size_t)n;
        if (slice_is(name, f->name))
            break;
    }
    return words;
}

static void add_marked(struct buf *out, struct slice text, const struct marks *marks,
                       const struct dress *d, bool highlight)
{
    size_t at = 0;

    for (size_t i = 0; highlight && i < marks->count; i++) {
        const struct mark *m = &marks->items[i];

        buf_add(out, (struct slice){text.ptr + at, m->start - at});
        buf_add(out, d->pre_tag);
        buf_add(out, (struct slice){text.ptr + m->start, m->end - m->start});
        buf_add(out, d->post_tag);
        at = m->end;
    }
    buf_add(out, (struct slice){text.ptr + at, text.len - at});
}

static struct slice format(struct arena *job, struct marker *m, struct slice text,
                           const struct dress *d, size_t crop, bool highlight)
{
    struct buf out = buf_new(job, formatted_max);
    struct marks marks = marker_find(m, text);
    struct snippet s;

    if (!crop) {
        add_marked(&out, text, &marks, d, highlight);
        return buf_slice(&out);
    }
    s = snippet_make(job, text, &marks, crop);
    if (s.cut_before)
        buf_add(&out, d->crop_marker);
    add_marked(&out, s.text, &s.marks, d, highlight);
    if (s.cut_after)
        buf_add(&out, d->crop_marker);
    return buf_slice(&out);
}

static void add_formatted(struct exchange *x, struct json *into, const struct article *a,
                          const struct dress *d, struct marker *m)
{
    struct json *o = json_add_object(into, "_formatted"), *array;
    struct arena *job = x->job;

    for (const struct field *f = schema; f->name; f++) {
        bool highlight = wanted(&d->highlight, f), is_list;
        size_t crop = crop_of(d, f);
        struct texts texts = texts_of(job, a, slice_of(f->name), &is_list);

        if (!may_see(x, f) || (!wanted(&d->retrieve, f) && !highlight && !crop))
            continue;
        if (texts.count == 0 || (!highlight && !crop)) {
            add_field(x, o, a, f);
        } else if (is_list) {
            array = json_add_array(o, f->name);
            for (size_t i = 0; i < texts.count; i++)
                json_add_text(array, NULL, format(job, m, texts.items[i], d, crop, highlight));
        } else {
            json_add_text(o, f->name, format(job, m, texts.items[0], d, crop, highlight));
        }
    }
}

static void add_positions(struct arena *job, struct json *into, const struct article *a,
                          const struct dress *d, struct marker *m)
{
    struct json *o = json_add_object(into, "_matchesPosition");

    for (const struct field *f = schema; f->name; f++) {
        bool is_list;
        struct texts texts = texts_of(job, a, slice_of(f->name), &is_list);
        struct json *array = NULL;

        for (size_t i = 0; wanted(&d->retrieve, f) && i < texts.count; i++) {
            struct marks marks = marker_find(m, texts.items[i]);

            for (size_t k = 0; k < marks.count; k++) {
                struct json *at;

                array = array ? array : json_add_array(o, f->name);
                at = json_add_object(array, NULL);
                json_add_number(at, "start", (double)marks.items[k].start);
                json_add_number(at, "length", (double)(marks.items[k].end - marks.items[k].start));
                if (is_list)
                    json_add_number(json_add_array(at, "indices"), NULL, (double)i);
            }
        }
    }
}

static void add_details(struct json *into, const struct search_result *found,
                        const struct search_hit *hit)
{
    const struct evidence *e = &hit->evidence;
    struct json *o = json_add_object(into, "_rankingScoreDetails"), *part;

    part = json_add_object(o, "relevance");
    json_add_number(part, "order", 0);
    json_add_ratio(part, "score", hit->score);
    json_add_ratio(part, "weight", hit->weight);
    json_add_ratio(part, "possible", found->possible);
    json_add_ratio(part, "coverage", e->coverage);
    json_add_ratio(part, "title", e->title);
    json_add_ratio(part, "question", e->question);
    json_add_ratio(part, "section", e->section);
    json_add_ratio(part, "together", e->together);
}

bool hits_add(struct exchange *x, struct reader *r, struct json *into,
              const struct search_result *found, const struct search_hit *hit,
              const struct hit_options *options, struct err *err)
{
    const struct dress *d = options->dress;
    struct marker *m = marker_new(x->job, r->stemmer, &found->query);
    struct json *o = json_add_object(into, NULL), *place;
    const struct section *section;
    struct article a;

    if (!reader_document(r, x->job, hit->document, &a, err))
        return false;
    hits_add_article(x, o, &a, &d->retrieve);
    if (d->highlight.count || d->crop.count)
        add_formatted(x, o, &a, d, m);
    if (d->positions)
        add_positions(x->job, o, &a, d, m);
    if (options->score)
        json_add_ratio(o, "_rankingScore", hit->score);
    if (options->details)
        add_details(o, found, hit);
    section = found->query.word_count ? passage_section(x->job, m, &a, &found->asked) : NULL;
    if (section && section->heading.len) {
        place = json_add_object(o, "_section");
        json_add_text(place, "anchor", section->anchor);
        json_add_text(place, "heading", section->heading);
    }
    json_add_text(o, "_lang", slice_of(language_code(a.lang)));
    return true;
}
