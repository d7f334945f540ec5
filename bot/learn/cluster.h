/*
 * cluster.h - questions that say the same in other words, put together.
 *
 * By the words that say something: the likeliest stem of each, weighed by its rarity among the
 * questions and the articles together, for a few questions do not tell what is rare. Each question joins the cluster that it is most like, or begins one: the cosine of
 * its words with the mean of those that are in it must be cluster_alike at least. The most asked
 * come first, and the first of a cluster is what it is called by. One language at a time. The same
 * questions give the same clusters, in any order. docs/adr/0017-learning.md has what was measured.
 */
#ifndef BOT_CLUSTER_H
#define BOT_CLUSTER_H

#include "engine/index/postings.h"
#include "text/stem.h"

#define CLUSTER_ALIKE 0.5

enum { cluster_words_most = 40 }; /* of a question; those behind them are not looked at */

/* A question, no two with the same words. */
struct cluster_item {
    struct slice text;
    size_t count; /* how often it was asked: 0 joins a cluster but begins none */
};

/* The articles; none: their number is 0. */
struct cluster_articles {
    const struct postings_parts *postings;
    double count;
};

#define CLUSTER_NONE ((size_t)-1)

/* The cluster of each item, numbered from 0 in the order of how much their first was asked;
 * CLUSTER_NONE for one without words, or that began none. Returns how many there are. */
size_t cluster_questions(struct arena *job, struct stemmer *stemmer,
                         const struct cluster_articles *articles, const struct cluster_item *items,
                         size_t count, size_t *clusters);

#endif
