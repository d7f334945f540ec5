/*
 * evidence.h - what speaks for one document as the answer to one query.
 *
 * Read from the forward index for the few documents that ranking and the bot look at:
 * which words of the query it has, where, and whether they stand together. Words are
 * compared by stem; each counts as much as it is rare.
 */
#ifndef ENGINE_EVIDENCE_H
#define ENGINE_EVIDENCE_H

#include "engine/forward.h"

enum { evidence_words_most = 64, evidence_read_most = 30000 /* words of one document */ };

/* The words of a query that count: distinct stems, in the order typed. */
struct evidence_query {
    size_t count;
    uint32_t stems[evidence_words_most];
    double rarity[evidence_words_most];
    double all;                       /* sum of the rarities */
    size_t next[evidence_words_most]; /* the word typed behind it, or count */
};

/* Shares are of the rarity of all words, 0..1. */
struct evidence {
    uint64_t seen;       /* a bit for each word of the query the document has */
    double coverage;     /* anywhere in the document */
    double title;        /* in the title */
    double question;     /* in the one question, or title, that has most */
    double exact;        /* of that question: how much of it the query has, too */
    double labels;       /* in tags and categories */
    double together;     /* weight of neighbours in the query that are neighbours here as well */
    double section;      /* in the section that has most */
    size_t best_section; /* its number; 0 without sections */
    size_t length;       /* words of the document, up to evidence_read_most */
};

struct evidence_query evidence_query(const struct query *q, const double *rarity);
struct evidence evidence_read(const struct forwards *f, const struct vocabulary *v,
                              const struct evidence_query *q, uint32_t document);

#endif
