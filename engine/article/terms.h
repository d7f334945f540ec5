/*
 * terms.h - an article as the index sees it: terms with counts, and values. Where the
 * words stand is the forward index's business.
 */
#ifndef ENGINE_TERMS_H
#define ENGINE_TERMS_H

#include "engine/article/schema.h"
#include "engine/article/tokens.h"
#include "text/stem.h"

struct term {
    struct slice text;
    uint32_t count; /* times the weight of the fields */
};

struct document {
    const struct term *terms; /* for Xapian, each text once */
    size_t term_count;
    const struct term *stems; /* of any field, for postings.h; each once */
    size_t stem_count;
    uint32_t length;                 /* what all terms and stems count */
    struct slice values[slot_count]; /* empty: none */
    double updated_at, popularity;   /* the sortable slots, in seconds and 0..1 */
};

/* `tokens` are the article's. Of these it borrows nothing, and of the article neither. */
struct document terms_of(struct arena *job, struct stemmer *stemmer, const struct article *a,
                         const struct tokens *tokens);

/* "term:count term:count", sorted: for `kladez probe terms`. */
void terms_print(const struct document *d, struct buf *out);

#endif
