/*
 * map.h - a hash table from text to anything, in an arena.
 *
 * Keys are borrowed: they must live as long as the map. Values are pointers; NULL
 * cannot be told from absence. Entries are never removed, only replaced. Walking
 * gives insertion order, so that output does not depend on hashing.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct map_entry {
    struct slice key;
    void *value;
};

/* The hash spares most looks at keys that are others, and all when slots become more. */
struct map_slot {
    uint32_t hash, entry; /* number of the entry + 1, 0 is free */
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in insertion order */
    size_t count, cap;
    struct map_slot *slots;
    size_t slot_count;
};

struct map map_new(struct arena *a);

/* Room for so many keys, so that the slots need not grow until there are more. */
void map_reserve(struct map *m, size_t keys);

void *map_find(const struct map *m, struct slice key);
void map_put(struct map *m, struct slice key, void *value);

/* The memory that looking for the keys will touch is asked for at once, so that one look need not
 * wait for another: for many keys in a map that is larger than the processor's cache. */
void map_fetch(const struct map *m, const struct slice *keys, size_t count);

/* The place of the key's value, added with NULL if the key is new. It is valid until
 * the next key is added. */
void **map_at(struct map *m, struct slice key);

/* The same, where a key that is new is copied into the map's arena. */
void **map_at_copy(struct map *m, struct slice key);

/* FNV-1a, 64 bit (Fowler, Noll, Vo): for tables, not for anything hostile. */
uint64_t map_hash(struct slice key);

/* Several times as fast, for what is not kept in files: another version may give another one. Its
 * first bits depend on all bits of the key. */
uint32_t map_quick_hash(struct slice key);

#endif
