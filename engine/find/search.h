/*
 * search.h - the articles a query finds, ranked, cut and counted.
 */
#ifndef ENGINE_SEARCH_H
#define ENGINE_SEARCH_H

#include "engine/find/evidence.h"
#include "engine/find/section.h"
#include "engine/query/expand.h"
#include "engine/query/sight.h"
#include "engine/show/marks.h"
#include "engine/show/passage.h"

enum {
    search_hits_max = 1000, /* offset + limit, as Meilisearch's maxTotalHits */
    search_limit_standard = 20
};

struct search_request {
    struct slice text;
    size_t offset, limit;
    const struct filter *filter;   /* what the caller asks for; NULL: everything */
    const struct texts *audiences; /* what the caller may see; never NULL */
    const struct filter *scope;    /* …and of that only this; NULL: all of it */
    const struct texts *fields;    /* search in these only; NULL: everywhere */
    enum query_matching matching;
    const struct xap_sort *sorts;
    size_t sort_count;
    int distinct; /* SLOT_NONE: no */
    const int *facets;
    size_t facet_count;
    double least_score; /* hits below are dropped; 0: none */
    bool finished;      /* the last word is complete, whatever follows it */
    bool as_typed;      /* nothing but these words, in all their forms */
    bool answers;       /* only articles that may be given as answers; corrections are trusted
                         * only as far as one who answers may */
    bool pins;          /* what editors pinned comes first; only if nothing but relevance orders
                         * the hits and all fields are searched */
    bool sections;      /* choose the section of each hit */
    bool (*accept)(void *self, uint32_t document); /* as in struct find_request */
    void *accept_self;
};

struct search_hit {
    uint32_t document;
    struct slice id;
    double weight;            /* BM25 and rank.h */
    double score;             /* 0..1: the share of the largest weight possible for these words */
    struct evidence evidence; /* all zero beyond those glanced at, and for sorted results */
    size_t section;           /* that covers most of the query, or SECTION_NONE */
    bool pinned;              /* by editors */
};

struct search_result {
    struct query query;
    struct expanded expanded;   /* corrections and synonyms */
    struct slice meant;         /* the text with the best corrections; as typed if there are none */
    struct sight *sight;        /* which words the caller may be told of; NULL: all */
    enum language lang;         /* of that */
    double *rarity;             /* of each word of the query */
    struct passage_query asked; /* what passages are chosen by */
    struct evidence_query words; /* those that count */
    double possible;             /* the largest weight possible for the words typed */
    struct search_hit *hits;     /* offset..offset+limit; ties in the order of ids */
    size_t count, total;
    struct xap_facet *facets;
    bool relaxed;            /* no article has the phrases: their words were searched */
    bool no_confident_match; /* nothing, or nothing that holds most of what was asked */
};

bool search_run(struct reader *r, struct arena *job, const struct search_request *request,
                struct search_result *out, struct err *err);

/* A text as it must have been meant (meant.h), by the words these audiences may know; and was all
 * of it guessed (expand.h)? */
bool search_text(struct reader *r, struct arena *job, struct slice text,
                 const struct texts *audiences, struct slice *out, bool *guessed, struct err *err);

/* Searches for the text as it must have been meant (meant.h), which it becomes. */
bool search_meant(struct reader *r, struct arena *job, struct search_request *request,
                  struct search_result *out, struct err *err);

/* Articles of these audiences only. */
const struct filter *search_visible(struct arena *job, const struct texts *audiences);

#endif
