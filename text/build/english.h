/*
 * english.h - the English part of the dictionary, from text/data/english.txt.
 *
 * Regular forms are left to Porter 2: words of hunspell-en-us are here with the stems it gives, so
 * that it is known that they are words. Listed are forms it cannot know (went, paid), and words it
 * would throw together with others (news with new).
 */
#ifndef TEXT_BUILD_ENGLISH_H
#define TEXT_BUILD_ENGLISH_H

#include "base/map.h"
#include "text/build/hunspell.h"
#include "text/morph_table.h"
#include "text/sets.h"
#include "text/snowball.h"

struct english_word {
    struct slice word, stems[morph_lemmas_max];
    size_t count;
};

struct english {
    struct english_word **words; /* in the order of table.h */
    size_t count;
    struct map by_word;
};

bool english_build(struct arena *job, const struct dictionary *d, const struct sets *lists,
                   struct snowball *snowball, struct english *out, struct err *err);
const struct english_word *english_find(const struct english *e, struct slice word); /* or NULL */

#endif
