/*
 * scalar.h - what a single value means that an author wrote: texts of YAML, values of JSON.
 *
 * Each is false where the value cannot mean such a thing. Pure.
 */
#ifndef INDEXER_SCALAR_H
#define INDEXER_SCALAR_H

#include "base/json.h"

/* Whatever its case: an author who writes Audience means audience. */
bool scalar_is(struct slice text, const char *word);

/* Texts without white space around them; numbers as JSON writes them, so that `id: 42` works. */
bool scalar_text(struct arena *job, const struct json *v, struct slice *out);

/* For messages: a text as it is, anything else as JSON. */
struct slice scalar_print(struct arena *job, const struct json *v);

bool scalar_truth(const struct json *v, bool *out);   /* also yes, no, on, off, 1, 0 */
bool scalar_time(const struct json *v, int64_t *out); /* a date, or seconds since 1970 */
bool scalar_ratio(const struct json *v, double *out); /* 0..1 */

#endif
