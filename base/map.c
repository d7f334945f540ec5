/* map.c - see map.h. Open addressing with linear steps, at most half full. */
#include "base/map.h"

#include <string.h>

struct map map_new(struct arena *a)
{
    return (struct map){.arena = a};
}

uint64_t map_hash(struct slice key)
{
    uint64_t h = 0xcbf29ce484222325u;

    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.ptr[i]) * 0x100000001b3u;
    return h ^ (h >> 29);
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *slot_of(const struct map *m, struct slice key)
{
    size_t i = map_hash(key) & (m->slot_count - 1);

    while (m->slots[i] && !slice_eq(m->entries[m->slots[i] - 1].key, key))
        i = (i + 1) & (m->slot_count - 1);
    return &m->slots[i];
}

static void make_room(struct map *m)
{
    if (m->count == m->cap) {
        size_t cap = m->cap ? m->cap * 2 : 16;

        m->entries =
            arena_grow(m->arena, m->entries, m->cap * sizeof *m->entries, cap * sizeof *m->entries);
        m->cap = cap;
    }
    if ((m->count + 1) * 2 <= m->slot_count)
        return;
    m->slot_count = m->slot_count ? m->slot_count * 2 : 32;
    m->slots = ARENA_ARRAY(m->arena, uint32_t, m->slot_count);
    for (size_t i = 0; i < m->count; i++)
        *slot_of(m, m->entries[i].key) = (uint32_t)i + 1;
}

void *map_find(const struct map *m, struct slice key)
{
    uint32_t at = m->slot_count ? *slot_of(m, key) : 0;

    return at ? m->entries[at - 1].value : NULL;
}

void **map_at(struct map *m, struct slice key)
{
    uint32_t *slot;

    make_room(m);
    slot = slot_of(m, key);
    if (!*slot) {
        m->entries[m->count] = (struct map_entry){key, NULL};
        *slot = (uint32_t)++m->count;
    }
    return &m->entries[*slot - 1].value;
}

void map_put(struct map *m, struct slice key, void *value)
{
    *map_at(m, key) = value;
}
