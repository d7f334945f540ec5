/*
 * hits.h - articles as the search routes show them.
 */
#ifndef SERVER_HITS_H
#define SERVER_HITS_H

#include "engine/search.h"
#include "server/exchange.h"

/* Which fields a request wants, and how it wants them dressed. */
struct dress {
    struct texts retrieve;  /* names or "*"; none: nothing but the id */
    struct texts highlight; /* names or "*" */
    struct texts crop;      /* names, "*", "name:words" */
    uint64_t crop_words;
    struct slice crop_marker, pre_tag, post_tag;
    bool positions;
};

/* ERR_INPUT, naming the fields there are, for one there is not. */
bool dress_check(struct arena *job, const struct dress *d, const char **which, struct err *err);

/* The article's fields. "*" means all but `sections`, `html` and `attributes`, which are
 * large and must be named. */
void hits_add_article(struct exchange *x, struct json *into, const struct article *a,
                      const struct texts *retrieve);

/* The article, if the request may see it: found, as everything is, through the filters of
 * its key. */
bool hits_find_article(struct exchange *x, struct reader *r, struct slice id, struct article *out,
                       struct err *err);

/* Its text as HTML; its links to files lead to those articles that the request may see. */
struct slice hits_article_html(struct exchange *x, const struct article *a);

/* One hit of a search result. */
struct hit_options {
    const struct dress *dress;
    bool score, details;
    struct marker *marker; /* of the query: one for all hits of a result */
};
bool hits_add(struct exchange *x, struct reader *r, struct json *into,
              const struct search_result *found, const struct search_hit *hit,
              const struct hit_options *options, struct err *err);

/* What each word of the query was looked for as, and why: only words the request may be told of. */
void hits_add_words(struct arena *job, struct json *into, const struct search_result *found);

#endif
