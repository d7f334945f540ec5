/*
 * json.h - JSON values (cJSON): strict reading, building, printing.
 *
 * Values live in the arena they were parsed or begun in. Reading functions accept NULL
 * (an absent value) and values of another kind, and then give the empty answer, so that
 * `json_text(json_member(o, "q"))` needs no check where absence is fine.
 *
 * Stricter than cJSON: the text must be valid UTF-8, control characters in strings,
 * zero characters, superfluous text behind the value, and numbers that are not JSON's or
 * not finite are refused. Numbers are doubles: integers are exact up to 2^53.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/err.h"
#include "base/str.h"

struct json;

enum json_kind {
    JSON_NONE, /* absent */
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_TEXT,
    JSON_ARRAY,
    JSON_OBJECT
};

/* On failure the error's line is the one where reading stopped. */
bool json_parse(struct arena *job, struct slice text, const struct json **out, struct err *err);

enum json_kind json_kind(const struct json *v);
const char *json_kind_name(enum json_kind kind); /* "a text", "an array"… */

const struct json *json_member(const struct json *object, const char *name);
const struct json *json_first(const struct json *parent); /* of an array or object */
const struct json *json_next(const struct json *v);
struct slice json_name(const struct json *v); /* of a member of an object */
size_t json_size(const struct json *v);       /* elements or members */

struct slice json_text(const struct json *v);
double json_number(const struct json *v);
bool json_bool(const struct json *v);

/* True and `*out` for a number that is whole and within 0..2^53. */
bool json_count(const struct json *v, uint64_t *out);

/* Building. `name` is NULL where the parent is an array. */
struct json *json_object(struct arena *job);
struct json *json_array(struct arena *job);
struct json *json_add_object(struct json *parent, const char *name);
struct json *json_add_array(struct json *parent, const char *name);
void json_add_text(struct json *parent, const char *name, struct slice text);
void json_add_number(struct json *parent, const char *name, double value);
void json_add_ratio(struct json *parent, const char *name, double value); /* to 4 decimals */
void json_add_time(struct json *parent, const char *name, int64_t wall);  /* 0: null (clock.h) */
void json_add_bool(struct json *parent, const char *name, bool value);
void json_add_null(struct json *parent, const char *name);
void json_add_copy(struct json *parent, const char *name, const struct json *value);

/* On one line, without spaces. */
struct slice json_print(struct arena *job, const struct json *v);

#endif
