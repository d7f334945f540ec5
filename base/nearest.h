/*
 * nearest.h - the name that was meant by one that nobody knows: lisen -> listen.
 *
 * For names of options, fields and values, in messages; what customers type is text/distance.h's.
 * Pure.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/* How many characters were left out, put in, changed or swapped with the next (Damerau 1964), the
 * case of Latin letters apart. */
unsigned nearest_edits(struct slice typed, struct slice name);

/* Is it the name with a slip: one edit in four letters or more, two in seven or more? Shorter
 * names are near to everything. A name is near to itself. */
bool nearest_meant(struct slice typed, struct slice name);

/* The nearest of those that nearest_meant takes, or NULL. Names are offered one by one, so that
 * they can come from tables of any shape; *best begins as NULL. */
void nearest_offer(struct slice typed, const char *name, const char **best);

#endif
