/*
 * err.h - one way to fail: a code for the program, a sentence for the reader.
 *
 * A function that can fail returns bool (or a pointer) and takes `struct err *` last.
 * On failure it sets the error exactly once and leaves its results untouched; callers
 * may put context in front, never replace the text. On success the error is untouched.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

enum err_code {
    ERR_NONE,
    ERR_INPUT,     /* what was given is wrong: the text says what to mend */
    ERR_NOT_FOUND, /* what was asked for is not there */
    ERR_CONFLICT,  /* not possible in the present state */
    ERR_BUSY,      /* somebody else holds it, or there is too much to do: try later */
    ERR_STALE,     /* made by another version or changed meanwhile: make it anew */
    ERR_IO,        /* the system refused: the text holds its reason */
    ERR_ENGINE     /* a library refused: the text holds its reason */
};

struct err {
    enum err_code code;
    unsigned line; /* of the input that the text speaks of, from 1; 0 for none */
    char text[800];
};

/* All of these always return false, so that a failing function can `return err_set(...)`. */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
bool err_sys(struct err *err, const char *fmt, ...) /* ERR_IO, adds strerror(errno) */
    __attribute__((format(printf, 2, 3)));
bool err_at(struct err *err, unsigned line, const char *fmt, ...) /* ERR_INPUT at this line */
    __attribute__((format(printf, 3, 4)));
bool err_in(struct err *err, const char *fmt, ...) /* puts context, the line and ": " in front */
    __attribute__((format(printf, 2, 3)));

#endif
