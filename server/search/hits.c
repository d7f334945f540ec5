/* hits.c - see hits.h */
#include "server/search/hits.h"

#include "server/search/details.h"
#include "server/search/document.h"

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
    document_add(x, o, &a, &d->retrieve);
    if (d->highlight.count || d->crop.count)
        dress_add_formatted(x, o, &a, section, d, options->marker);
    if (d->positions)
        dress_add_positions(x->job, o, &a, d, options->marker);
    if (options->score)
        json_add_ratio(o, "_rankingScore", hit->score);
    if (options->details)
        details_add(o, found, hit);
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
