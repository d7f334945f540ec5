/* facets.c - see facets.h */
#include "engine/index/facets.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "engine/article/schema.h"

struct facet_counts {
    struct arena *job;
    struct map counts; /* the number itself is the value */
};

struct facet_counts *facets_new(struct arena *job)
{
    struct facet_counts *c = ARENA_NEW(job, struct facet_counts);

    c->job = job;
    c->counts = map_new(job);
    return c;
}

static void add(struct facet_counts *c, struct slice value)
{
    uintptr_t count = (uintptr_t)map_find(&c->counts, value);

    if (count == 0)
        value = slice_copy(c->job, value);
    map_put(&c->counts, value, (void *)(count + 1));
}

void facets_add_list(struct facet_counts *c, struct slice list)
{
    while (list.len)
        add(c, slice_cut(&list, slot_separator));
}

void facets_add_number(struct facet_counts *c, double number)
{
    char text[32];

    snprintf(text, sizeof text, "%.15g", number);
    add(c, slice_of(text));
}

static int by_text(const void *a, const void *b)
{
    const struct xap_tally *p = a, *q = b;

    return slice_cmp(p->text, q->text);
}

struct xap_facet facets_list(const struct facet_counts *c)
{
    struct xap_facet out = {ARENA_ARRAY(c->job, struct xap_tally, c->counts.count), 0};

    for (size_t i = 0; i < c->counts.count; i++) {
        const struct map_entry *e = &c->counts.entries[i];

        out.values[out.count++] = (struct xap_tally){e->key, (size_t)(uintptr_t)e->value};
    }
    if (out.count)
        qsort(out.values, out.count, sizeof *out.values, by_text);
    return out;
}
