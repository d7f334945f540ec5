/*
 * embed.h - files of the source tree that are part of the program.
 *
 * The Makefile lists them; each is found by its path in the tree, "web/page.css";
 * what the build made by the name it was given, "text/morph.dat".
 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

struct embedded {
    const char *path;
    const char *start, *end;
};

extern const struct embedded embedded_files[]; /* ends with a path of NULL */

/* The file's text, followed by a zero byte; ptr NULL if there is none of this name. */
struct slice embed_find(const char *path);

#endif
