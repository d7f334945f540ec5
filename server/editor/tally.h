/*
 * tally.h - questions that say the same, counted: who asked, what helped, what did not.
 */
#ifndef SERVER_TALLY_H
#define SERVER_TALLY_H

#include "desk/verdict.h"
#include "engine/index/reader.h"
#include "server/editor/asked.h"

/* One way to ask: all questions of the same words. */
struct tally_way {
    struct slice text, norm; /* as it was asked last, masked; its words */
    const struct asked **asked;
    size_t count; /* 0: nobody asks so any more, but an editor decided on it */
};

/* What speaks for an article. */
struct tally_vote {
    struct slice article;
    size_t picked, confirmed, agents;
    double weight; /* 1 for a person's word, ½ for a customer's click */
};

/* What was answered by search itself, and what no article could answer, is not counted. */
struct tally {
    const struct tally_way **ways; /* the most asked first */
    size_t way_count;
    size_t customers, days;
    size_t unsolved;          /* customers nothing helped */
    size_t wanted;            /* answers a person had to write */
    double p;                 /* mean confidence */
    struct tally_vote *votes; /* for articles that are published */
    size_t vote_count;
    const struct verdict **verdicts; /* on questions that are among these */
    size_t verdict_count;
};

struct tallies {
    struct tally *items;
    size_t count;
};

/* Of one language. */
struct tallies tallies_of(struct arena *job, struct reader *r, enum language lang,
                          const struct asked_list *asked, const struct verdict *verdicts,
                          size_t verdict_count);

/* The article that most speaks for, by a person's word or two customers'; NULL: none. */
const struct tally_vote *tally_best(const struct tally *t);

#endif
