/*
 * params.h - the fields of a request, checked one by one against a table.
 *
 * A field of the wrong kind or out of range, and a field the table does not have, are
 * refused with a sentence that says what may stand there.
 */
#ifndef SERVER_PARAMS_H
#define SERVER_PARAMS_H

#include "engine/article/article.h"
#include "server/net/http.h"

enum param_kind {
    PARAM_TEXT,   /* struct slice; at most `max` bytes */
    PARAM_COUNT,  /* uint64_t within min..max */
    PARAM_RATIO,  /* double within 0..1 */
    PARAM_NUMBER, /* double */
    PARAM_BOOL,   /* bool */
    PARAM_TEXTS,  /* struct texts; at most `max` of them */
    PARAM_JSON,   /* const struct json *: any value, looked at by the handler */
    PARAM_OBJECT, /* the same, an object */
    PARAM_REFUSED /* a field of Meilisearch that Kladez has not */
};

struct param {
    const char *name;
    enum param_kind kind;
    size_t offset;
    uint64_t min, max;
};

/* null counts as absent. On failure `*code` is "bad_request", "feature_not_available", or
 * `prefix` and the name in snake_case ("invalid_search_crop_length"). */
bool params_read(struct arena *job, const struct param *table, const struct json *object,
                 const char *prefix, void *target, const char **code, struct err *err);

/* The arguments of a query string as the object they stand for: lists are parted by commas. */
const struct json *params_of_query(struct arena *job, const struct param *table,
                                   const struct http_request *request);

#endif
