/*
 * sets.h - a text of named sets of lines, as the lexicons and messages are written.
 *
 *      # a comment
 *      [greeting ru]
 *      Здравствуйте!
 *      Добрый день!
 */
#ifndef TEXT_SETS_H
#define TEXT_SETS_H

#include "base/err.h"
#include "base/str.h"

struct set {
    struct slice name;
    struct slice *lines;
    size_t count;
};

struct sets {
    struct set *items;
    size_t count;
};

/* ERR_INPUT at the line for a line before the first [name]. */
bool sets_parse(struct arena *life, struct slice text, struct sets *out, struct err *err);
const struct set *sets_find(const struct sets *s, const char *name); /* or NULL */

#endif
