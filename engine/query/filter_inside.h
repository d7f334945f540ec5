/*
 * filter_inside.h - what a filter is read with: filter_tokens.c parts its text, filter_parse.c knows
 * the grammar, filter.c makes what comes of it.
 */
#ifndef ENGINE_FILTER_INSIDE_H
#define ENGINE_FILTER_INSIDE_H

#include "engine/query/filter.h"

/* ---- tokens ---- */

enum filter_token_kind {
    FILTER_TOKEN_END,
    FILTER_TOKEN_WORD,
    FILTER_TOKEN_TEXT, /* was quoted */
    FILTER_TOKEN_SIGN
};

struct filter_token {
    enum filter_token_kind kind;
    struct slice text; /* without quotes */
};

/* A text that is being read: set `job`, `rest` and `err`, then take the first token. */
struct filter_text {
    struct arena *job;
    struct slice rest;
    const char *start;         /* of the token */
    struct filter_token token; /* the one to look at */
    struct err *err;
};

bool filter_next(struct filter_text *t); /* false: a quote is not closed */
bool filter_at_keyword(const struct filter_text *t, const char *upper, const char *lower);
bool filter_at_sign(const struct filter_text *t, const char *sign);
bool filter_at_value(const struct filter_text *t); /* or a field: a word or a quoted text */

/* An error: something else stands here. Always false. */
bool filter_expected(struct filter_text *t, const char *what);

/* ---- making ---- */

struct filter *filter_new(struct arena *job, enum filter_kind kind);
void filter_add(struct arena *job, struct filter *f, const struct filter *part);
const struct filter *filter_not(struct arena *job, const struct filter *part);

#endif
