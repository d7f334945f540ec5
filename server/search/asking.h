/*
 * asking.h - a search as a request asks for it, in the shape of Meilisearch, and its result.
 */
#ifndef SERVER_ASKING_H
#define SERVER_ASKING_H

#include "server/params.h"
#include "server/search/hits.h"

enum { attributes_most = 40, asking_text_max = 200, facet_text_max = 500, facet_values_most = 100 };

/* The fields of a request. */
struct search_params {
    struct slice index, q, matching, distinct;
    struct slice facet, facet_query; /* of a search for values of a facet */
    uint64_t offset, limit, page, hits_per_page;
    struct dress dress;
    bool score, details, corrections;
    double threshold;
    const struct json *filter, *federation;
    struct texts sort, facets, fields, locales;
};

/* The same, checked: what the engine is asked, and what the reply needs besides. */
struct asking {
    struct search_params p;
    struct search_request request;
    struct texts fields;
    struct xap_sort sorts[attributes_most];
    int facets[attributes_most];
    bool by_page;
    size_t number; /* among several, from 1; 0: alone */
};

/* Tables of the fields: for a search alone, for one of several, and for values of a facet, which
 * takes the fields of a search because clients send them along. */
extern const struct param asking_single[], asking_one_of_many[], asking_facet_values[];

struct search_params asking_standard(void);

/* Reads and checks a request's fields; false if there was an error to reply. */
bool asking_read(struct exchange *x, const struct param *table, const struct json *body,
                 struct asking *out);

/* Checks a->p, which somebody else has filled. */
bool asking_check(struct exchange *x, struct asking *a, const struct json *body);

bool asking_run(struct exchange *x, struct reader *r, struct asking *a,
                struct search_result *found);

/* Runs it and adds the members of a search reply. */
bool asking_add_result(struct exchange *x, struct reader *r, struct asking *a, struct json *into);

/* Values with the most documents first. */
void asking_sort_values(struct xap_facet *f);

/* Replies 400 with the error's text; returns false. */
bool asking_refused(struct exchange *x, const char *code, const struct err *err);

#endif
