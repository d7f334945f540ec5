/*
 * utf8.h - characters of UTF-8 text.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* Position of the first byte that is not part of valid UTF-8 (RFC 3629: no surrogates,
 * nothing overlong, at most U+10FFFF), or s.len. */
size_t utf8_check(struct slice s);

/* The character at `*at`, which moves behind it. A byte that is not valid UTF-8 counts
 * as one character, U+FFFD. `*at` must be below s.len. */
uint32_t utf8_next(struct slice s, size_t *at);

/* Writes 1..4 bytes and returns how many. */
size_t utf8_put(uint32_t c, char out[4]);

size_t utf8_length(struct slice s); /* characters */

/* The slice cut to at most `max` bytes, at the start of a character. */
struct slice utf8_cut(struct slice s, size_t max);

#endif
