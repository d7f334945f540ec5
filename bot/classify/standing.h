/*
 * standing.h - how the hits of a search stand when the classifier has been heard too.
 *
 * Search says how much of the question an article has, the classifier how alike the question is
 * to those the article is known to answer; what they say is added, the classifier's the more the
 * more questions it had to learn from. Where no article has enough of them, the hits stand as
 * search ranked them.
 */
#ifndef BOT_STANDING_H
#define BOT_STANDING_H

#include "bot/classify/classifier.h"
#include "engine/find/search.h"

struct standing {
    size_t hit;    /* of the search result */
    double margin; /* the classifier's */
    double total;  /* STANDING_SEARCH · the hit's score + the classifier's trust · margin */
};

/* What a score of 1 is worth in margins; from 1 to 3 it matters little but where articles have
 * few questions (docs/adr/0015-classifier.md). */
#define STANDING_SEARCH 2.0

/* All hits, best first; ties as search ranked them. */
struct standing *standings_of(struct arena *job, const struct search_result *found,
                              const struct classifier *c, struct stemmer *stemmer,
                              struct slice text);

#endif
