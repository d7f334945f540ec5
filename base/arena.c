/* arena.c - see arena.h. Blocks are cut from chunks; a large block has a chunk of its own. */
#include "base/arena.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { chunk_first = 8 * 1024, chunk_most = 1024 * 1024 };

struct chunk {
    struct chunk *next;
    size_t used, size; /* of data[] */
    alignas(max_align_t) unsigned char data[];
};

struct deferred {
    struct deferred *next;
    void (*clean)(void *);
    void *what;
};

struct arena {
    struct chunk *chunks; /* newest first; blocks are cut from the first one */
    struct deferred *deferred;
    size_t next_size;
};

static void out_of_memory(void)
{
    fputs("kladez: out of memory\n", stderr);
    abort();
}

static size_t aligned(size_t size)
{
    size_t unit = alignof(max_align_t);

    if (size > SIZE_MAX / 2)
        out_of_memory();
    return (size + unit - 1) / unit * unit;
}

static struct chunk *chunk_new(size_t size)
{
    struct chunk *c = calloc(1, sizeof *c + size);

    if (!c)
        out_of_memory();
    c->size = size;
    return c;
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);

    if (!a)
        out_of_memory();
    a->next_size = chunk_first;
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct deferred *d = a->deferred; d; d = d->next)
        d->clean(d->what);
    while (a->chunks) {
        struct chunk *next = a->chunks->next;

        free(a->chunks);
        a->chunks = next;
    }
    free(a);
}

/* A chunk that is full at once must not hide the room left in the current one. */
static void *alloc_alone(struct arena *a, size_t size)
{
    struct chunk *c = chunk_new(size);

    c->used = size;
    if (a->chunks) {
        c->next = a->chunks->next;
        a->chunks->next = c;
    } else {
        a->chunks = c;
    }
    return c->data;
}

void *arena_alloc(struct arena *a, size_t size)
{
    struct chunk *c = a->chunks;
    void *block;

    size = aligned(size ? size : 1);
#ifdef ARENA_MALLOC_EACH
    return alloc_alone(a, size);
#endif
    if (!c || c->size - c->used < size) {
        if (size > a->next_size / 2)
            return alloc_alone(a, size);
        c = chunk_new(a->next_size);
        c->next = a->chunks;
        a->chunks = c;
        if (a->next_size < chunk_most)
            a->next_size *= 2;
    }
    block = c->data + c->used;
    c->used += size;
    return block;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    return arena_alloc(a, count * size);
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    struct chunk *c = a->chunks;
    void *block;

#ifndef ARENA_MALLOC_EACH
    size_t had = aligned(old_size ? old_size : 1);
    bool newest = old && c && (unsigned char *)old + had == c->data + c->used;

    if (newest && aligned(new_size) >= had && aligned(new_size) - had <= c->size - c->used) {
        c->used += aligned(new_size) - had;
        return old;
    }
#else
    (void)c;
#endif
    block = arena_alloc(a, new_size);
    if (old_size)
        memcpy(block, old, old_size < new_size ? old_size : new_size);
    return block;
}

void *arena_room(struct arena *a, void *items, size_t count, size_t size)
{
    if ((count & (count - 1)) != 0)
        return items;
    return arena_grow(a, items, count * size, (count ? count * 2 : 1) * size);
}

size_t arena_held(const struct arena *a)
{
    size_t held = 0;

    for (const struct chunk *c = a->chunks; c; c = c->next)
        held += c->size;
    return held;
}

void arena_trim(void)
{
    malloc_trim(0);
}

void arena_defer(struct arena *a, void (*clean)(void *), void *what)
{
    struct deferred *d = ARENA_NEW(a, struct deferred);

    d->clean = clean;
    d->what = what;
    d->next = a->deferred;
    a->deferred = d;
}
