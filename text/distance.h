/*
 * distance.h - how far what was typed is from a word, in edits that are not all equal.
 *
 * The Damerau-Levenshtein distance (Damerau 1964; letters that changed places count once)
 * with costs for what people do: a key beside the right one, a letter doubled or not, letters
 * that sound alike where they are not stressed (а/о, е/и) or at the end of a syllable (з/с),
 * a soft sign left out (тся, ться), ie for ei, f for ph, -able for -ible. A wrong first letter
 * is rare and costs more.
 * Pure; any number of threads.
 */
#ifndef TEXT_DISTANCE_H
#define TEXT_DISTANCE_H

#include "base/str.h"

enum {
    distance_edit = 100,      /* one plain edit; all costs are in hundredths of it */
    distance_letters_max = 60 /* words are never longer (word_max) */
};

/* Letters of a normalised word, decoded; how many. Words beyond the maximum are cut. */
size_t distance_letters(struct slice norm, uint32_t letters[distance_letters_max]);

/* The cost of having typed `typed` for `meant`, or max + 1 if it is more than `max`. */
unsigned distance_between(const uint32_t *typed, size_t typed_count, const uint32_t *meant,
                          size_t meant_count, unsigned max);

/* The same of two normalised words. */
unsigned distance_of(struct slice typed, struct slice meant, unsigned max);

#endif
