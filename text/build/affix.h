/*
 * affix.h - beginnings and ends of words, put together and taken off.
 */
#ifndef TEXT_BUILD_AFFIX_H
#define TEXT_BUILD_AFFIX_H

#include "base/str.h"

enum { affix_letter = 2 /* bytes of a Cyrillic letter */ };

struct slice affix_join(struct arena *job, struct slice word, struct slice end);
struct slice affix_without(struct slice word, const char *end); /* `end` is its end */

#endif
