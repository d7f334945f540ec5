/* hits.c - see hits.h */
#include "server/hits.h"

#include "base/clock.h"
#include "engine/changes.h"
#include "engine/rank.h"
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

/* How a field is to be dressed. */
struct dressing {
    const struct dress *dress;
    size_t crop; /* words; 0: all of it */
    bool highlight;
    bool more_before, more_after; /* what is given is a part of the field's text */
};

static struct slice format(struct arena *job, struct marker *m, struct slice text,
                           const struct dressing *how)
{
    const struct dress *d = how->dress;
    struct buf out = buf_new(job, formatted_max);
    struct marks marks = marker_find(m, text);
    struct snippet s;

    if (!how->crop) {
        add_marked(&out, text, &marks, d, how->highlight);
        return buf_slice(&out);
    }
    s = snippet_make(job, text, &marks, how->crop);
    if (s.cut_before || how->more_before)
        buf_add(&out, d->crop_marker);
    add_marked(&out, s.text, &s.marks, d, how->highlight);
    if (s.cut_after || how->more_after)
        buf_add(&out, d->crop_marker);
    return buf_slice(&out);
}

/* Of a body that is cut only the section that fits is looked at. */
static struct slice format_section(struct arena *job, struct marker *m, const struct article *a,
                                   const struct section *section, struct dressing how)
{
    how.more_before = section > a->sections || section->heading.len;
    how.more_after = section + 1 < a->sections + a->section_count;
    return format(job, m, section->text, &how);
}

static void add_formatted(struct exchange *x, struct json *into, const struct article *a,
                          const struct section *section, const struct dress *d, struct marker *m)
{
    struct json *o = json_add_object(into, "_formatted"), *array;
    struct arena *job = x->job;

    for (const struct field *f = schema; f->name; f++) {
        struct dressing how = {
            .dress = d, .crop = crop_of(d, f), .highlight = wanted(&d->highlight, f)};
        struct texts texts;
        bool is_list;

        if (!may_see(x, f) || (!wanted(&d->retrieve, f) && !how.highlight && !how.crop))
            continue;
        if (how.crop && section && slice_is(slice_of(f->name), "body")) {
            json_add_text(o, f->name, format_section(job, m, a, section, how));
            continue;
        }
        texts = texts_of(job, a, slice_of(f->name), &is_list);
        if (texts.count == 0 || (!how.highlight && !how.crop)) {
            add_field(x, o, a, f);
        } else if (is_list) {
            array = json_add_array(o, f->name);
            for (size_t i = 0; i < texts.count; i++)
                json_add_text(array, NULL, format(job, m, texts.items[i], &how));
        } else {
            json_add_text(o, f->name, format(job, m, texts.items[0], &how));
        }
    }
}

static void add_positions(struct arena *job, struct json *into, const struct article *a,
                          const struct dress *d, struct marker *m)
{
    struct json *o = json_add_object(into, "_matchesPosition");

    for (const struct field *f = schema; f->name; f++) {
        struct json *array = NULL;
        struct texts texts;
        bool is_list;

        if (!wanted(&d->retrieve, f))
            continue;
        texts = texts_of(job, a, slice_of(f->name), &is_list);
        for (size_t i = 0; i < texts.count; i++) {
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

/* ---- why a hit is there ---- */

/* The words of the query the document has, or has not: distinct ones, as typed. */
static void add_seen(struct json *into, const char *name, const struct search_result *found,
                     uint64_t seen)
{
    struct json *array = json_add_array(into, name);

    for (size_t i = 0; i < found->words.count; i++)
        if (seen >> i & 1)
            json_add_text(array, NULL, found->words.slots[i].word->norm);
}

/* What the weight is made of, each part with the share it adds to the score. */
static void add_parts(struct json *into, const struct search_result *found,
                      const struct search_hit *hit)
{
    struct rank_parts parts = rank_parts_of(&hit->evidence, found->words.all);

    for (int i = 0; i < rank_part_count; i++) {
        struct json *o = json_add_object(into, rank_part_name((enum rank_part)i));

        json_add_number(o, "order", i + 1);
        json_add_ratio(o, "score", found->possible > 0 ? parts.of[i] / found->possible : 0);
        json_add_ratio(o, "weight", parts.of[i]);
    }
}

static void add_details(struct json *into, const struct search_result *found,
                        const struct search_hit *hit)
{
    struct json *o = json_add_object(into, "_rankingScoreDetails"), *whole;

    whole = json_add_object(o, "relevance");
    json_add_number(whole, "order", 0);
    json_add_ratio(whole, "score", hit->score);
    json_add_ratio(whole, "weight", hit->weight);
    json_add_ratio(whole, "possible", found->possible);
    if (hit->evidence.length == 0)
        return; /* sorted, or so far behind that nobody looked closer */
    json_add_ratio(whole, "coverage", hit->evidence.coverage);
    add_seen(whole, "matchedWords", found, hit->evidence.seen);
    add_seen(whole, "missingWords", found, ~hit->evidence.seen);
    add_parts(o, found, hit);
}

static void add_option(struct arena *job, struct json *into, const struct search_result *found,
                       const struct query_option *option)
{
    struct texts stems = {0};
    struct json *o;

    for (size_t i = 0; i < option->count; i++)
        for (size_t k = 0; k < option->parts[i].count; k++)
            if (sight_has_stem(found->sight, option->parts[i].stems[k]))
                texts_add(job, &stems, option->parts[i].stems[k]);
    if (stems.count == 0)
        return;
    o = json_add_object(into, NULL);
    json_add_text(o, "reason", slice_of(changes_reason(option->why)));
    json_add_ratio(o, "weight", option->weight);
    texts_print(o, "stems", &stems);
}

void hits_add_words(struct arena *job, struct json *into, const struct search_result *found)
{
    struct json *array = json_add_array(into, "queryWords");

    for (size_t i = 0; i < found->query.word_count; i++) {
        const struct query_word *w = &found->query.words[i];
        struct texts stems = {w->stems, w->stem_count};
        struct json *o = json_add_object(array, NULL), *options;

        json_add_text(o, "word", w->norm);
        if (w->corrected)
            json_add_ratio(o, "trust", w->trust);
        texts_print(o, "stems", &stems);
        json_add_ratio(o, "rarity", found->rarity[i]);
        json_add_bool(o, "excluded", w->excluded);
        json_add_bool(o, "functionWord", w->function);
        json_add_bool(o, "stopWord", w->stop);
        options = json_add_array(o, "options");
        for (size_t k = 0; k < w->option_count; k++)
            add_option(job, options, found, &w->options[k]);
    }
}

/* ---- one hit ---- */

bool hits_add(struct exchange *x, struct reader *r, struct json *into,
              const struct search_result *found, const struct search_hit *hit,
              const struct hit_options *options, struct err *err)
{
    const struct dress *d = options->dress;
    struct json *o = json_add_object(into, NULL), *place;
    const struct section *section = NULL;
    struct article a;

    if (!reader_document(r, x->job, hit->document, &a, err))
        return false;
    if (hit->section < a.section_count)
        section = &a.sections[hit->section];
    hits_add_article(x, o, &a, &d->retrieve);
    if (d->highlight.count || d->crop.count)
        add_formatted(x, o, &a, section, d, options->marker);
    if (d->positions)
        add_positions(x->job, o, &a, d, options->marker);
    if (options->score)
        json_add_ratio(o, "_rankingScore", hit->score);
    if (options->details)
        add_details(o, found, hit);
    if (section && section->heading.len) {
        place = json_add_object(o, "_section");
        json_add_text(place, "anchor", section->anchor);
        json_add_text(place, "heading", section->heading);
    }
    json_add_text(o, "_lang", slice_of(language_code(a.lang)));
    if (hit->pinned)
        json_add_bool(o, "_pinned", true);
    return true;
}
