/*
 * duplicates.h - articles that say what a rejected one says: they will not help either.
 *
 * Nearly the same text: four fifths of the runs of three stems (Broder 1997), the same sections of the
 * help centre, and every word of either title in the other article; so instructions that differ in
 * the product are no duplicates. And its translation.
 */
#ifndef BOT_DUPLICATES_H
#define BOT_DUPLICATES_H

#include "bot/decide/deciding.h"

/* Adds those among the best of d's ranks to what is excluded. */
bool duplicates_exclude(struct deciding *d, const struct texts *rejected, struct err *err);

/* Pure. */
bool duplicates_are(struct arena *job, struct stemmer *stemmer, const struct article *a,
                    const struct article *b);

#endif
