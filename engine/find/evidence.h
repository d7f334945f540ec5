/*
 * evidence.h - what speaks for one document as the answer to one query.
 *
 * Read from the forward index for the few documents that ranking and the bot look at: which words
 * of the query it has, or words like them (likeness.h), where, how often, and whether they stand
 * together. Each word of the query counts as much as it is rare.
 */
#ifndef ENGINE_EVIDENCE_H
#define ENGINE_EVIDENCE_H

#include "engine/find/likeness.h"
#include "engine/find/opening.h"
#include "engine/index/forward.h"

enum { evidence_words_most = likeness_slots_max };

/* The words of a query that count: distinct stems, in the order typed. */
struct evidence_query {
    size_t count;
    struct likeness_slot slots[evidence_words_most];
    double all;                       /* sum of the rarities */
    size_t content;                   /* how many of them are no function words */
    size_t next[evidence_words_most]; /* the word typed behind it, or evidence_words_most */
    struct opening_query opening;
    double mean_length; /* words of a document in the language of the query */
    struct likeness *likeness;
};

/* Shares are of the rarity of all words, 0..1; sums are in units of rarity. */
struct evidence {
    uint64_t seen;   /* a bit for each word of the query the document has, or what stands for it
                      * with half its weight at least */
    double coverage; /* share anywhere in the document */
    double title;    /* in the title */
    double question; /* in the one question, or title, that has most */
    double exact;    /* of that question: how much of it the query has, too */
    double likest;   /* share times exactness of the title, question or heading where that
                          * is most */
    double named;    /* the same of title and questions alone */
    double labels;   /* in tags and categories */
    double section;  /* in the section that has most, the title included */
    double words;    /* sum: BM25 of the words, fields weighted */
    double pieces;   /* sum: BM25 of their pieces */
    double headline; /* sum: BM25 of the words in the title or question that has most */
    double near;     /* sum: pairs of content words that stand near each other here, a word's share
                      * in all of its pairs being its rarity */
    double together; /* sum: neighbours in the query that are neighbours here as well */
    double verdict, definition; /* opening.h */
    size_t length;              /* words of the document */
};

/* Words excluded, and those that editors say count for nothing, are left out. `rarity`: of each
 * word of the query. */
void evidence_query(const struct query *q, const double *rarity, struct evidence_query *out);

/* What it could hold at most of the sums: no document has more. */
struct evidence evidence_most(const struct evidence_query *q);

/* Quickly, from the different words of the document: what does not depend on where the words stand,
 * which is seen, coverage, words, pieces, length; and what title, questions and labels say, which are
 * few words and stand at the beginning. */
struct evidence evidence_glance(const struct forwards *f, const struct evidence_query *q,
                                uint32_t document);

/* Adds the rest, word by word. */
void evidence_read(const struct forwards *f, const struct evidence_query *q, uint32_t document,
                   struct evidence *e);

#endif
