/*
 * recent.h - a table of fixed size that forgets what was not asked for longest.
 *
 *      struct recent *r = recent_new(life, 4096, sizeof(struct bucket));
 *      struct bucket *b = recent_at(r, map_hash(address), &is_new);
 *
 * Items are found by a number, such as a hash, in chains of recent_chain; in a full chain the one
 * that was quiet longest makes room. So memory is bounded whatever comes, and nothing is refused.
 * One thread at a time.
 */
#ifndef BASE_RECENT_H
#define BASE_RECENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { recent_chain = 4 };

struct recent;

/* For up to chains * recent_chain items of `size` bytes. */
struct recent *recent_new(struct arena *life, size_t chains, size_t size);

/* The item of this number; NULL if there is none, or it was forgotten. Valid until the next call
 * of recent_at, as is what that gives. */
void *recent_find(struct recent *r, uint64_t number);

/* The same, added with zero bytes if there is none. */
void *recent_at(struct recent *r, uint64_t number, bool *is_new);

/* All items: `*at` begins as 0; NULL at the end. */
void *recent_next(struct recent *r, size_t *at);

#endif
