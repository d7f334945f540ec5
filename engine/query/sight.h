/*
 * sight.h - which words of the knowledge base somebody may be told of: those that stand in an
 * article they may see.
 *
 * Vocabulary and spelling table are of all articles. Whoever corrects or explains words with them
 * asks here first; otherwise a typing error would tell what stands in an article of another
 * audience. A word is looked for once for a search: first it is counted (if more articles have it
 * than are hidden, one of them is not), then looked up among those that may be seen.
 */
#ifndef ENGINE_SIGHT_H
#define ENGINE_SIGHT_H

#include "engine/index/reader.h"

struct sight;

/* `seen` are the articles that may be seen, of these audiences, and of those `scope` (NULL: all).
 * NULL in `*out`: every article of the knowledge base may be seen, and nothing need be asked. */
bool sight_new(struct arena *job, struct reader *r, const struct texts *audiences,
               const struct filter *scope, struct sight **out, struct err *err);

/* A word in just this form, by its number; `sight` is a struct sight. */
bool sight_has_word(void *sight, uint32_t word);

/* Any word with this stem; NULL sees them all. */
bool sight_has_stem(struct sight *s, struct slice stem);

#endif
