/* map.c - see map.h. Open addressing with linear steps, at most half full. */
#include "base/map.h"

#include <string.h>

enum { fetched_together = 64 };

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

/* Eight bytes at a step, where FNV takes one. The constant is 2^64 over the golden ratio (Knuth,
 * 6.4). */
uint32_t map_quick_hash(struct slice key)
{
    uint64_t h = key.len, eight;
    size_t i = 0;

    for (; i + sizeof eight <= key.len; i += sizeof eight) {
        memcpy(&eight, key.ptr + i, sizeof eight);
        h = (h ^ eight) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    if (i < key.len) {
        eight = 0;
        memcpy(&eight, key.ptr + i, key.len - i);
        h = (h ^ eight) * 0x9e3779b97f4a7c15u;
    }
    return (uint32_t)(h >> 32);
}

static size_t first_slot(const struct map *m, uint32_t hash)
{
    return hash >> (__builtin_clz((unsigned)m->slot_count) + 1);
}

/* The slot that holds the key, or the free one where it belongs. */
static struct map_slot *slot_of(const struct map *m, struct slice key, uint32_t hash)
{
    size_t i = first_slot(m, hash);

    while (m->slots[i].entry &&
           (m->slots[i].hash != hash || !slice_eq(m->entries[m->slots[i].entry - 1].key, key)))
        i = (i + 1) & (m->slot_count - 1);
    return &m->slots[i];
}

static void place_again(struct map *m, struct map_slot slot)
{
    size_t i = first_slot(m, slot.hash);

    while (m->slots[i].entry)
        i = (i + 1) & (m->slot_count - 1);
    m->slots[i] = slot;
}

static void grow_slots(struct map *m, size_t slot_count)
{
    struct map_slot *before = m->slots;
    size_t count = m->slot_count;

    m->slots = ARENA_ARRAY(m->arena, struct map_slot, slot_count);
    m->slot_count = slot_count;
    for (size_t i = 0; i < count; i++)
        if (before[i].entry)
            place_again(m, before[i]);
}

static void make_room(struct map *m)
{
    if (m->count == m->cap) {
        size_t cap = m->cap ? m->cap * 2 : 16;

        m->entries =
            arena_grow(m->arena, m->entries, m->cap * sizeof *m->entries, cap * sizeof *m->entries);
        m->cap = cap;
    }
    if ((m->count + 1) * 2 > m->slot_count)
        grow_slots(m, m->slot_count ? m->slot_count * 2 : 32);
}

void map_reserve(struct map *m, size_t keys)
{
    size_t slots = m->slot_count ? m->slot_count : 32;

    while (keys * 2 > slots)
        slots *= 2;
    if (keys > m->cap) {
        m->entries = arena_grow(m->arena, m->entries, m->cap * sizeof *m->entries,
                                keys * sizeof *m->entries);
        m->cap = keys;
    }
    if (slots > m->slot_count)
        grow_slots(m, slots);
}

void *map_find(const struct map *m, struct slice key)
{
    uint32_t at = m->slot_count ? slot_of(m, key, map_quick_hash(key))->entry : 0;

    return at ? m->entries[at - 1].value : NULL;
}

/* Slots, then the entries they name, then the keys of these: each step needs the one before. */
static void fetch_some(const struct map *m, const struct slice *keys, size_t count)
{
    const struct map_slot *slots[fetched_together];

    for (size_t i = 0; i < count; i++) {
        slots[i] = &m->slots[first_slot(m, map_quick_hash(keys[i]))];
        __builtin_prefetch(slots[i]);
    }
    for (size_t i = 0; i < count; i++)
        if (slots[i]->entry)
            __builtin_prefetch(&m->entries[slots[i]->entry - 1]);
    for (size_t i = 0; i < count; i++)
        if (slots[i]->entry)
            __builtin_prefetch(m->entries[slots[i]->entry - 1].key.ptr);
}

void map_fetch(const struct map *m, const struct slice *keys, size_t count)
{
    if (m->slot_count == 0)
        return;
    for (size_t i = 0; i < count; i += fetched_together)
        fetch_some(m, keys + i, count - i < fetched_together ? count - i : fetched_together);
}

void **map_at(struct map *m, struct slice key)
{
    uint32_t hash = map_quick_hash(key);
    struct map_slot *slot;

    make_room(m);
    slot = slot_of(m, key, hash);
    if (!slot->entry) {
        m->entries[m->count] = (struct map_entry){key, NULL};
        *slot = (struct map_slot){hash, (uint32_t)++m->count};
    }
    return &m->entries[slot->entry - 1].value;
}

void **map_at_copy(struct map *m, struct slice key)
{
    size_t count = m->count;
    void **value = map_at(m, key);

    if (m->count > count)
        m->entries[count].key = slice_copy(m->arena, key);
    return value;
}

void map_put(struct map *m, struct slice key, void *value)
{
    *map_at(m, key) = value;
}
