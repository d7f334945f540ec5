/* pins.c - see pins.h */
#include "engine/find/pins.h"

#include "base/clock.h"
#include "engine/query/expand.h"

/* Is a word demanded as it stands, or excluded? */
static bool is_plain(const struct query *q)
{
    for (size_t i = 0; i < q->word_count; i++)
        if (q->words[i].excluded || (q->words[i].phrase && q->phrases_demanded))
            return false;
    return true;
}

/* Documents with any of the terms, or found by `tree` (NULL: by nothing), which alone has weight. */
static const struct query_node *any_of(struct arena *job, const struct slice *terms, size_t count,
                                       const struct query_node *tree)
{
    struct query_node *any = ARENA_NEW(job, struct query_node);

    *any = (struct query_node){.kind = QUERY_ANY, .weight = 1};
    any->parts = ARENA_ARRAY(job, const struct query_node *, count + 1);
    if (tree)
        any->parts[any->count++] = tree;
    for (size_t i = 0; i < count; i++) {
        struct query_node *term = ARENA_NEW(job, struct query_node);

        *term = (struct query_node){.kind = QUERY_TERM, .term = terms[i]};
        any->parts[any->count++] = term;
    }
    return any;
}

/* Keeps the pins that the search may find. */
static bool keep_visible(struct reader *r, struct arena *job, const struct filter *filter,
                         struct pins *pins, struct err *err)
{
    struct allowed_set seen;
    size_t kept = 0;

    if (!allowed_by(r->allowed, job, r->index, filter, &seen, err))
        return false;
    for (size_t i = 0; i < pins->count; i++)
        if (allowed_has(&seen, pins->items[i].document)) {
            pins->terms[kept] = pins->terms[i];
            pins->items[kept++] = pins->items[i];
        }
    pins->count = kept;
    return true;
}

bool pins_find(struct reader *r, struct arena *job, const struct query *q,
               const struct filter *filter, struct pins *out, struct err *err)
{
    struct wording_places places;
    struct pins pins = {0};

    *out = pins;
    if (!is_plain(q))
        return true;
    places = wording_pins(r->wording, job, expand_wording(job, q), q->word_count, clock_now());
    for (size_t i = 0; i < places.pinned_count; i++) {
        struct slice term = schema_exact_term(job, PREFIX_ID, places.pinned[i].id);
        struct err missing;

        pins.terms[pins.count] = term;
        pins.items[pins.count].position = places.pinned[i].position;
        if (xap_document_of(r->index, term, &pins.items[pins.count].document, &missing))
            pins.count++;
        else if (missing.code != ERR_NOT_FOUND)
            return err_set(err, missing.code, "%s", missing.text);
    }
    for (size_t i = 0; i < places.hidden.count; i++)
        texts_add(job, &pins.hidden, schema_exact_term(job, PREFIX_ID, places.hidden.items[i]));
    if (pins.count && !keep_visible(r, job, filter, &pins, err))
        return false;
    *out = pins;
    return true;
}

const struct query_node *pins_tree(struct arena *job, const struct query_node *tree,
                                   const struct pins *pins)
{
    if (pins->count && tree->kind != QUERY_EVERYTHING)
        tree = any_of(job, pins->terms, pins->count, tree);
    for (size_t i = 0; i < pins->hidden.count; i++)
        tree = query_without(job, tree, pins->hidden.items[i]);
    return tree;
}

bool pins_have(const struct pins *pins, uint32_t document)
{
    for (size_t i = 0; i < pins->count; i++)
        if (pins->items[i].document == document)
            return true;
    return false;
}

/* Where the others end, the pins that are left follow. */
const struct pin *pins_at(const struct pins *pins, size_t place, size_t before, size_t others)
{
    const struct pin *next = before < pins->count ? &pins->items[before] : NULL;

    return next && (next->position <= place + 1 || place - before >= others) ? next : NULL;
}
