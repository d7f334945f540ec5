/* dress.c - see dress.h */
#include "server/search/dress.h"

#include "engine/show/snippet.h"
#include "server/search/document.h"

enum { formatted_max = 32 << 20 };

/* ---- what is asked for ---- */

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

/* ---- texts, marked and cut ---- */

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

void dress_add_formatted(struct exchange *x, struct json *into, const struct article *a,
                         const struct section *section, const struct dress *d, struct marker *m)
{
    struct json *o = json_add_object(into, "_formatted"), *array;
    struct arena *job = x->job;

    for (const struct field *f = schema; f->name; f++) {
        struct dressing how = {
            .dress = d, .crop = crop_of(d, f), .highlight = document_wants(&d->highlight, f)};
        struct texts texts;
        bool is_list;

        if (!document_may_see(x, f) ||
            (!document_wants(&d->retrieve, f) && !how.highlight && !how.crop))
            continue;
        if (how.crop && section && slice_is(slice_of(f->name), "body")) {
            json_add_text(o, f->name, format_section(job, m, a, section, how));
            continue;
        }
        texts = document_texts(job, a, slice_of(f->name), &is_list);
        if (texts.count == 0 || (!how.highlight && !how.crop)) {
            document_add_field(x, o, a, f);
        } else if (is_list) {
            array = json_add_array(o, f->name);
            for (size_t i = 0; i < texts.count; i++)
                json_add_text(array, NULL, format(job, m, texts.items[i], &how));
        } else {
            json_add_text(o, f->name, format(job, m, texts.items[0], &how));
        }
    }
}

void dress_add_positions(struct arena *job, struct json *into, const struct article *a,
                         const struct dress *d, struct marker *m)
{
    struct json *o = json_add_object(into, "_matchesPosition");

    for (const struct field *f = schema; f->name; f++) {
        struct json *array = NULL;
        struct texts texts;
        bool is_list;

        if (!document_wants(&d->retrieve, f))
            continue;
        texts = document_texts(job, a, slice_of(f->name), &is_list);
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
