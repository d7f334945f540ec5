/*
 * passage.h - the part of an article that answers.
 *
 * First the section. Words of the question count as much as they are rare and as they tell
 * one section from the others: what the title or every section says tells nothing. In a
 * heading a word counts half as much again. A section of the kind of answer that is wanted
 * (a sum, a span of time, steps, a remedy: wants.h) has an advantage; between equals the
 * first. Then, if the section is too long, whole sentences or whole steps around the ones
 * that match. Steps keep their numbers, bullets a dash. Behind the best passage stand the others: the
 * rest of its section, then the sections that are second, third… Pure.
 */
#ifndef ENGINE_PASSAGE_H
#define ENGINE_PASSAGE_H

#include "engine/show/marks.h"
#include "text/wants.h"

enum { passage_characters_max = 600 };

struct passage {
    const struct section *section; /* of the article; NULL for an article without text */
    struct slice text;             /* at most passage_characters_max characters */
    double share;                  /* of the query's words by rarity, with those of its heading */
};

struct passage_query {
    const double *rarity; /* of each word of the query, 0 or more */
    size_t count;
    unsigned wants; /* enum want */
    bool
        title_counts; /* the article is known already, and its title's words tell its parts apart */
};

const struct section *passage_section(struct arena *job, struct marker *m, const struct article *a,
                                      const struct passage_query *q);
struct passage passage_choose(struct arena *job, struct marker *m, const struct article *a,
                              const struct passage_query *q);

/* The best passage that is not `used`; one without section and text if there is none. */
struct passage passage_next(struct arena *job, struct marker *m, const struct article *a,
                            const struct passage_query *q,
                            bool (*used)(void *self, struct slice text), void *self);

#endif
