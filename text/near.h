/*
 * near.h - words of the dictionary that may have been meant by what was typed.
 *
 *      увидтеь -> увидеть      prodlit -> продлит, продлить
 *
 * The dictionary (morph.h) is walked letter by letter, so nothing is kept beside it. Words of the
 * knowledge base are spelling.h's; these are the others of the language, and forms of known words
 * that no article has. Pure.
 */
#ifndef TEXT_NEAR_H
#define TEXT_NEAR_H

#include "base/arena.h"
#include "text/morph.h"

enum { near_least = 5 /* letters of what is looked at: shorter words are near to everything */ };

struct near_word {
    struct slice norm; /* in the arena */
    unsigned cost;     /* hundredths of an edit */
};

/* In no order, no two alike. */
struct near_words {
    struct near_word *items;
    size_t count;
};

/* Words one slip away, a letter left out, put in, changed, or two swapped, that cost at most `max`
 * by distance.h. */
struct near_words near_typed(struct arena *job, const struct morph *m, struct slice norm,
                             unsigned max);

/* Russian words that a Latin one can be read as, letter by letter, in the ways people romanise; a
 * soft sign may be left out. Readings that few people mean cost up to `max`. */
struct near_words near_romanised(struct arena *job, const struct morph *m, struct slice latin,
                                 unsigned max);

#endif
