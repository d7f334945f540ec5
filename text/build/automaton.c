/* automaton.c - see automaton.h */
#include "text/build/automaton.h"

#include <assert.h>
#include <string.h>

#include "base/map.h"
#include "text/morph_table.h"

enum { labels = morph_label_bits + 1, slots = 1 << 22 };

/* A state that keys may still change: all of them lie on the way of the last key. */
struct open {
    uint32_t arcs[labels];
    size_t count;
};

struct automaton {
    struct arena *job;
    uint32_t *arcs;
    size_t count;
    uint32_t *written; /* of `slots`: first arc of a written state + 1, by its hash */
    struct open way[morph_word_max + 1];
    char last[morph_word_max];
    size_t last_len;
};

struct automaton *automaton_new(struct arena *job)
{
    struct automaton *a = ARENA_NEW(job, struct automaton);

    a->job = job;
    a->written = ARENA_ARRAY(job, uint32_t, slots);
    return a;
}

static bool is_written_at(const struct automaton *a, size_t at, const struct open *state)
{
    return at + state->count <= a->count &&
           memcmp(a->arcs + at, state->arcs, state->count * sizeof *a->arcs) == 0;
}

/* The last arc of a state is marked as such, so that equal arcs are equal states. */
static uint32_t write_state(struct automaton *a, struct open *state)
{
    struct slice bytes = {(const char *)state->arcs, state->count * sizeof *state->arcs};
    size_t slot;

    state->arcs[state->count - 1] |= morph_arc_last;
    for (slot = map_hash(bytes) % slots; a->written[slot]; slot = (slot + 1) % slots)
        if (is_written_at(a, a->written[slot] - 1, state))
            return a->written[slot] - 1;
    for (size_t i = 0; i < state->count; i++) {
        a->arcs = arena_room(a->job, a->arcs, a->count, sizeof *a->arcs);
        a->arcs[a->count++] = state->arcs[i];
    }
    a->written[slot] = (uint32_t)(a->count - state->count) + 1;
    return a->written[slot] - 1;
}

/* Writes the states of the last key that are deeper than `depth`. */
static void close_below(struct automaton *a, size_t depth)
{
    for (size_t i = a->last_len; i > depth; i--) {
        struct open *above = &a->way[i - 1];

        above->arcs[above->count - 1] |= write_state(a, &a->way[i]) << morph_target_shift;
        a->way[i].count = 0;
    }
}

void automaton_add(struct automaton *a, struct slice key, uint32_t number)
{
    size_t same = 0;
    struct open *end = &a->way[key.len];

    assert(key.len <= morph_word_max);
    while (same < key.len && same < a->last_len && key.ptr[same] == a->last[same])
        same++;
    close_below(a, same);
    for (size_t i = same; i < key.len; i++)
        a->way[i].arcs[a->way[i].count++] = (uint8_t)key.ptr[i];
    end->arcs[end->count++] = number << morph_target_shift;
    memcpy(a->last, key.ptr, key.len);
    a->last_len = key.len;
}

uint32_t automaton_finish(struct automaton *a)
{
    uint32_t root;

    close_below(a, 0);
    root = write_state(a, &a->way[0]);
    a->way[0].count = 0;
    a->last_len = 0;
    return root;
}

const uint32_t *automaton_arcs(const struct automaton *a, size_t *count)
{
    *count = a->count;
    return a->arcs;
}
