/*
 * allowed.h - which documents a filter lets through, remembered from search to search.
 *
 * The same few filters come with nearly every search (who asks, in which language), and Xapian
 * takes longer to list their documents than the search takes. A reader never changes, so neither
 * does what its filters let through. For one thread.
 */
#ifndef ENGINE_ALLOWED_H
#define ENGINE_ALLOWED_H

#include "engine/index/xap.h"

enum { allowed_most = 16 /* filters that are remembered: those used last */ };

struct allowed;
struct allowed *allowed_new(struct arena *life);

/* A set of documents, valid until the next one is asked for. */
struct allowed_set {
    bool all; /* no filter */
    const uint64_t *bits;
    uint32_t end; /* one more than the highest that may be in it */
};

/* `filter` may be NULL. */
bool allowed_by(struct allowed *a, struct arena *job, struct xap_reader *index,
                const struct filter *filter, struct allowed_set *out, struct err *err);

static inline bool allowed_has(const struct allowed_set *s, uint32_t document)
{
    return s->all || (document < s->end && (s->bits[document / 64] >> document % 64 & 1));
}

#endif
