/*
 * definition.h - which questions ask what something is, and how titles that tell it begin.
 *
 *      "Что за кэшбэк?"            wanted
 *      "What is cashback?"         wanted
 *      "Как получить кэшбэк?"      something else is asked
 *      "кэшбэк"                    nothing is said
 *
 * An article whose title asks what something is answers the first two rather than the third. Pure.
 */
#ifndef TEXT_DEFINITION_H
#define TEXT_DEFINITION_H

#include "base/str.h"

enum definition_wish { DEFINITION_OTHER = -1, DEFINITION_UNSAID, DEFINITION_WANTED };

enum definition_wish definition_wished(struct slice question);

/* The first two words of such a title, normalised. */
enum { definition_opening_count = 7 };
extern const char *const definition_openings[definition_opening_count][2];

#endif
