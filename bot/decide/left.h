/*
 * left.h - what is left of an article to give, when parts of it were given.
 */
#ifndef BOT_LEFT_H
#define BOT_LEFT_H

#include "bot/decide/deciding.h"
#include "engine/show/passage.h"

/* The best passage of the article at `rank` that was not said in this episode; empty if there is
 * none, or if another article is better by now. Then `*p` is how sure it is, by how many passages
 * were of no help: docs/adr/0009-passages.md. To a turn that goes on with the one before it is the best
 * for the turn's own words, and no passage counts as of no help; neither does it where what was told was
 * tried, and a section tells what to do if it does not work. */
struct passage left_passage(struct deciding *d, size_t rank, const struct article *a, double *p);

#endif
