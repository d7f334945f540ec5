/*
 * passage.h - the part of an article that answers.
 *
 * First the section that covers most of the query, each word counting as much as it is
 * rare, in its heading half as much again (the title is the heading of what stands before
 * the first one); then, if the section is too long, whole sentences or whole steps around
 * the ones that match. Steps keep their numbers, bullets a dash. Pure.
 */
#ifndef ENGINE_PASSAGE_H
#define ENGINE_PASSAGE_H

#include "engine/marks.h"

enum { passage_characters_max = 600 };

struct passage {
    const struct section *section; /* of the article; NULL for an article without text */
    struct slice text;             /* at most passage_characters_max characters */
};

/* `rarity[i]` is the weight of word i of the query, 0 or more. */
const struct section *passage_section(struct marker *m, const struct article *a,
                                      const double *rarity);
struct passage passage_choose(struct arena *job, struct marker *m, const struct article *a,
                              const double *rarity);

#endif
