/*
 * rarity.h - how much it says that a document has a word: the more, the fewer have it.
 *
 * The inverse document frequency of BM25, log((all - with + .5) / (with + .5)) (Robertson and Spärck
 * Jones, 1976), with 1 added under the logarithm, so that it stays above 0 however many have the word.
 */
#ifndef ENGINE_RARITY_H
#define ENGINE_RARITY_H

#include <math.h>

/* Of a word that `with` of `all` documents have; both may be estimates, `with` the larger one too. */
static inline double rarity_among(double all, double with)
{
    return log(1 + (all > with ? all - with + 0.5 : 0.5) / (with + 0.5));
}

#endif
