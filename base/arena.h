/*
 * arena.h - memory with one end: a job allocates, the end of the job frees.
 *
 *      struct arena *job = arena_new();
 *      FILE *in = fopen(path, "r");
 *      arena_defer(job, close_file, in);
 *      ...
 *      arena_free(job);          the file is closed, everything allocated is gone
 *
 * Memory is zeroed and aligned for any type. Running out of memory aborts, so an
 * allocation never fails; every size that comes from outside must therefore have a
 * named maximum before it gets here. One thread uses an arena at a time.
 * Built with SAN=1 each allocation is a malloc of its own, so that the sanitizer
 * sees each of them.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);

/* Runs the deferred clean-ups, newest first, then frees everything. NULL is fine. */
void arena_free(struct arena *a);

/* `size` zeroed bytes; never NULL, not even for a size of 0. */
void *arena_alloc(struct arena *a, size_t size);

/* `count` zeroed elements of `size` bytes; aborts if the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* A block of `new_size` bytes that begins with the `old_size` bytes at `old`; bytes
 * behind them are zero. `old` must not be used afterwards. Growing the newest block
 * of an arena usually moves nothing. */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size);

/* The array `items` of `count` elements, with room for at least one more. Its capacity is
 * always the next power of two, so nothing else need be remembered:
 *      list = arena_room(a, list, n, sizeof *list);
 *      list[n++] = item; */
void *arena_room(struct arena *a, void *items, size_t count, size_t size);

/* Bytes it has of the system: what lives long must come to an end of growing. */
size_t arena_held(const struct arena *a);

/* Gives memory of freed arenas back to the system, which malloc does not by itself: for the end of
 * a phase whose threads had much of it. */
void arena_trim(void);

/* `clean(what)` is called when the arena is freed. */
void arena_defer(struct arena *a, void (*clean)(void *), void *what);

#define ARENA_NEW(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_array((a), (count), sizeof(type)))

#endif
