/*
 * match.h - the documents that a tree of terms finds, and what each weighs.
 *
 * BM25 (Robertson and others, TREC-3), with the number and mean length of the documents of one
 * language, so that a help centre's other language does not make its words look rarer than they
 * are. Constants by measurement: docs/adr/0004-ranking.md.
 *
 * Term by term (Turtle and Flood, 1995): each list is read once, into an array with a place for every
 * document. Help centres are small enough for that, and nothing need be asked of Xapian but
 * the few terms that are not stems. All matches are known, so totals are exact.
 */
#ifndef ENGINE_MATCH_H
#define ENGINE_MATCH_H

#include "engine/index/postings.h"
#include "engine/index/xap.h"
#include "engine/query/query.h"

#define MATCH_BM25_K1 1.5
#define MATCH_BM25_B  0.6

/* Where a reader's queries count: reused by the next. */
struct match_space;
struct match_space *match_space_new(struct arena *life);

struct match_request {
    struct xap_reader *index;
    const struct postings_parts *postings;
    struct match_space *space;
    const struct query_node *query;
    struct xap_size among; /* the documents ranking compares with: those of the query's language */
};

/* Documents in no order, each once; weights by number. Until the next one in the same space. */
struct matches {
    const uint32_t *documents;
    const float *weights; /* above 0 for those that match */
    size_t count;
};

bool match_find(const struct match_request *request, struct arena *job, struct matches *out,
                struct err *err);

#endif
