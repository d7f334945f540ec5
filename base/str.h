/*
 * str.h - text with a length: slices that borrow, buffers that grow up to a maximum.
 *
 * A slice is a pointer and a length; it owns nothing and need not end in a zero byte.
 * A buffer lives in an arena and has a maximum: what would grow it past that is
 * dropped and `too_big` is set, so a run of appends needs one check at its end.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct slice {
    const char *ptr;
    size_t len;
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

/* For printf("%.*s", SLICE_ARG(s)). */
#define SLICE_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

struct slice slice_of(const char *text); /* NULL gives an empty slice */
bool slice_eq(struct slice a, struct slice b);
bool slice_is(struct slice a, const char *text);
int slice_cmp(struct slice a, struct slice b); /* by bytes, as memcmp; a prefix sorts first */
bool slice_starts(struct slice s, const char *prefix);
bool slice_ends(struct slice s, const char *suffix);
struct slice slice_trim(struct slice s); /* without ASCII white space at both ends */

/* Cuts `*rest` at the first `separator`: what stands before it is returned, `*rest`
 * becomes what stands behind it (empty, with ptr NULL, when there was none). */
struct slice slice_cut(struct slice *rest, char separator);

/* Position of the first `c`, or s.len. */
size_t slice_find(struct slice s, char c);

/* Decimal digits only, no sign, no overflow. */
bool slice_to_count(struct slice s, uint64_t *out);

/* Number as strtod reads it, the whole slice, finite. */
bool slice_to_number(struct slice s, double *out);

struct slice slice_copy(struct arena *a, struct slice s); /* followed by a zero byte */
const char *slice_cstr(struct arena *a, struct slice s);  /* the same, as a C string */

/* The text with every `name` ("{ticket}") replaced by the value. */
struct slice slice_fill(struct arena *a, struct slice text, const char *name, struct slice value);

const char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

struct buf {
    struct arena *arena;
    char *ptr; /* always followed by a zero byte once anything was added */
    size_t len, cap, max;
    bool too_big;
};

struct buf buf_new(struct arena *a, size_t max);
void buf_add(struct buf *b, struct slice s);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* As a part of an address, the slashes kept (RFC 3986, section 2.1). */
void buf_percent(struct buf *b, struct slice text);
struct slice buf_slice(const struct buf *b);

#endif
