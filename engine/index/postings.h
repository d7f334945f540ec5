/*
 * postings.h - the inverted index of stems: which documents have one, and what it counts there.
 *
 * Xapian's lists of terms in a form that is read in a tenth of the time: match.h finds by them. A
 * file of the generation, made by forward_build.h, mapped, used by any thread.
 * A stem is known by its hash of 64 bits: among a million stems two share one in one knowledge base
 * of thirty million.
 */
#ifndef ENGINE_POSTINGS_H
#define ENGINE_POSTINGS_H

#include "base/err.h"
#include "base/str.h"
#include "engine/index/forward_file.h"

struct postings;

bool postings_open(struct arena *life, const char *path, struct postings **out, struct err *err);

/* The highest document number + 1. */
uint32_t postings_documents(const struct postings *p);

/* How long a document is, as BM25 counts: words times their fields' weights. */
uint32_t postings_length(const struct postings *p, uint32_t document);
bool postings_has(const struct postings *p, uint32_t document); /* is there such a document? */

struct posting_list {
    const unsigned char *at, *end; /* of all lists */
    uint32_t count, left;          /* documents; those not yet returned */
    uint32_t document;             /* returned last */
};

/* Of a stem; an empty one if no document has it. */
struct posting_list postings_of(const struct postings *p, struct slice stem);

/* `count`: at least 1. */
static inline bool posting_next(struct posting_list *l, uint32_t *document, uint32_t *count)
{
    if (l->left == 0 || l->at >= l->end)
        return false;
    l->left--;
    l->document += forward_number(&l->at, l->end);
    *document = l->document;
    *count = forward_number(&l->at, l->end);
    return true;
}

/* All stems there are, by number: its list, and its hash (map_hash). */
uint32_t postings_stems(const struct postings *p);
struct posting_list postings_list(const struct postings *p, uint32_t stem, uint64_t *hash);

/* Several, of databases searched as one: numbers are dealt out as in forward.h. */
enum { postings_parts_most = 2 };
struct postings_parts {
    const struct postings *parts[postings_parts_most];
    size_t count;
};

/* Documents that have the stem. */
size_t postings_count(const struct postings_parts *p, struct slice stem);

/* Number `own` of a part, among the documents of all. */
static inline uint32_t postings_number(const struct postings_parts *p, size_t part, uint32_t own)
{
    return (own - 1) * (uint32_t)p->count + (uint32_t)part + 1;
}

#endif
