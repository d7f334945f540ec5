/* meant.c - see meant.h */
#include "engine/query/meant.h"

/* Below this weight a typing error may be a word that the knowledge base has not got. */
static const double sure = 0.6;

/* Of two readings of the same words the second may have so much of the first one's weight. */
static const double second_most = 0.5;

static bool is_reading(enum correction_kind kind)
{
    return kind == CORRECTION_LAYOUT || kind == CORRECTION_TRANSLIT;
}

static bool same_place(const struct correction *a, const struct correction *b)
{
    return a->first == b->first && a->count == b->count;
}

/* Is the first of those at its place beyond doubt? */
static bool is_sure(const struct corrections *found, size_t i)
{
    const struct correction *c = &found->items[i];

    if (i > 0 && same_place(c, c - 1))
        return false;
    if (is_reading(c->kind))
        return true;
    return c->weight >= sure && (i + 1 == found->count || !same_place(c, c + 1) ||
                                 c[1].weight <= second_most * c->weight);
}

struct slice meant_text(struct arena *job, struct slice text, const struct corrections *found)
{
    struct corrections kept = {ARENA_ARRAY(job, struct correction, found->count + 1), 0};

    for (size_t i = 0; i < found->count; i++)
        if (is_sure(found, i))
            kept.items[kept.count++] = found->items[i];
    return correct_text(job, text, &kept);
}
