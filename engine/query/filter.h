/*
 * filter.h - which articles may be found at all: category = Оплата AND updatedAt > 2026-01-01
 *
 *      filter := term { OR term }        term := factor { AND factor }
 *      factor := NOT factor | ( filter ) | FIELD OPERATOR VALUE
 *              | FIELD [NOT] IN [ VALUE, … ] | FIELD [NOT] EXISTS
 *      OPERATOR: = != > >= < <=          VALUE: word, 'text' or "text"
 *
 * Keywords are upper case or lower case. Values of text fields are compared without case
 * and ё; ids exactly. A value of updatedAt is a date, a time, or seconds since 1970.
 */
#ifndef ENGINE_FILTER_H
#define ENGINE_FILTER_H

#include "base/json.h"
#include "engine/article/schema.h"

enum {
    filter_text_max = 8192, /* bytes of one text */
    filter_depth_max = 40,
    filter_parts_max = 1000 /* comparisons in all; so are values of IN, and empty texts */
};

enum filter_kind {
    FILTER_ALL, /* every part; without parts: everything */
    FILTER_ANY, /* at least one part; without parts: nothing */
    FILTER_NOT, /* one part */
    FILTER_EQUAL,
    FILTER_EXISTS,
    FILTER_RANGE /* low..high, both included */
};

struct filter {
    enum filter_kind kind;
    const struct field *field;
    struct slice value;
    double low, high;
    const struct filter **parts;
    size_t count;
};

/* Errors are ERR_INPUT and name the filter, the place in it, and what was expected there. */
bool filter_parse(struct arena *job, struct slice text, const struct filter **out, struct err *err);

/* A text, or an array whose elements must all hold; an inner array holds if one of its
 * elements does. */
bool filter_parse_json(struct arena *job, const struct json *value, const struct filter **out,
                       struct err *err);

/* Building: a field equal to one of the values; both of two filters (NULL: no filter). */
const struct filter *filter_one_of(struct arena *job, const char *field,
                                   const struct texts *values);
const struct filter *filter_both(struct arena *job, const struct filter *a, const struct filter *b);

void filter_print(const struct filter *f, struct buf *out);

#endif
