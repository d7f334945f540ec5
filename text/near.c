/* near.c - see near.h */
#include "text/near.h"

#include "base/utf8.h"
#include "text/distance.h"
#include "text/near_inside.h"

void near_note(struct near_walk *w, size_t count, unsigned cost)
{
    char bytes[2 * morph_word_max + 4];
    struct near_words *found = &w->found;
    struct slice norm = {bytes, 0};

    for (size_t i = 0; i < count; i++)
        norm.len += utf8_put(morph_letter(w->path[i]), bytes + norm.len);
    for (size_t i = 0; i < found->count; i++)
        if (slice_eq(found->items[i].norm, norm)) {
            if (cost < found->items[i].cost)
                found->items[i].cost = cost;
            return;
        }
    found->items = arena_room(w->job, found->items, found->count, sizeof *found->items);
    found->items[found->count++] = (struct near_word){slice_copy(w->job, norm), cost};
}

/* ---- one slip ---- */

struct slip {
    struct near_walk walk;
    uint8_t typed[morph_word_max];
    uint32_t letters[morph_word_max]; /* the same as characters */
    size_t count;
    unsigned max;
};

/* The typed letters from `from` on follow `depth` labels of the path. */
static void walk_rest(struct slip *s, uint32_t state, size_t depth, size_t from)
{
    uint32_t meant[morph_word_max];
    unsigned cost;

    for (; from < s->count && depth < morph_word_max && state != morph_nowhere; from++) {
        state = morph_step(s->walk.morph, state, s->typed[from]);
        s->walk.path[depth++] = s->typed[from];
    }
    if (from < s->count || state == morph_nowhere || !morph_ends(s->walk.morph, state))
        return;
    for (size_t i = 0; i < depth; i++)
        meant[i] = morph_letter(s->walk.path[i]);
    cost = distance_between(s->letters, s->count, meant, depth, s->max);
    if (cost <= s->max)
        near_note(&s->walk, depth, cost);
}

/* The slip is at the letter `at`, or before it; what is before it was typed as it was meant. */
static void walk_slip(struct slip *s, uint32_t state, size_t at)
{
    const struct morph *m = s->walk.morph;
    struct morph_arc arc = {.at = state};

    while (morph_next(m, &arc)) {
        s->walk.path[at] = arc.label;
        walk_rest(s, arc.target, at + 1, at);
        if (at < s->count)
            walk_rest(s, arc.target, at + 1, at + 1);
    }
    if (at < s->count)
        walk_rest(s, state, at, at + 1);
    if (at + 1 >= s->count)
        return;
    state = morph_step(m, state, s->typed[at + 1]);
    if (state == morph_nowhere)
        return;
    s->walk.path[at] = s->typed[at + 1];
    state = morph_step(m, state, s->typed[at]);
    s->walk.path[at + 1] = s->typed[at];
    if (state != morph_nowhere)
        walk_rest(s, state, at + 2, at + 2);
}

struct near_words near_typed(struct arena *job, const struct morph *m, struct slice norm,
                             unsigned max)
{
    struct slip s = {.walk = {.job = job, .morph = m}, .max = max};
    uint32_t state = m->words;

    for (size_t at = 0; at < norm.len; s.count++) {
        if (s.count + 2 > morph_word_max)
            return s.walk.found;
        s.letters[s.count] = utf8_next(norm, &at);
        s.typed[s.count] = morph_label(s.letters[s.count]);
        if (!s.typed[s.count])
            return s.walk.found;
    }
    if (s.count < near_least)
        return s.walk.found;
    for (size_t at = 0; at <= s.count && state != morph_nowhere; at++) {
        walk_slip(&s, state, at);
        if (at == s.count)
            break;
        state = morph_step(m, state, s.typed[at]);
        s.walk.path[at] = s.typed[at];
    }
    return s.walk.found;
}
