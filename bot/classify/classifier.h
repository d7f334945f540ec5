/*
 * classifier.h - which article a text asks for, learned from the articles' own questions.
 *
 * One article against all others: a plane over words, pairs of words and pieces of words
 * (shingles.h), by LIBLINEAR. A text's margin is how far above an article's plane it is: about
 * -1 for a text that belongs elsewhere, about 1 for one that belongs there. Search knows what
 * articles say; this knows how customers ask: with 30 questions an article it finds the right
 * one more often than search does, without any it knows nothing.
 */
#ifndef BOT_CLASSIFIER_H
#define BOT_CLASSIFIER_H

#include "base/sign.h"
#include "text/stem.h"

enum { classifier_questions_least = 3 }; /* an article with fewer is no class */

/* The margin of anything where there are no classes. */
#define CLASSIFIER_ELSEWHERE (-1.0)

/* A text of this margin belongs to the class. */
#define CLASSIFIER_CLAIMED 0.5

struct classifier;

/* ERR_STALE if the file is not whole or of another version. */
bool classifier_open(struct arena *life, const char *path, struct classifier **out,
                     struct err *err);

/* Was it learned from the lesson with this hash (classifier_train.h), by this program? */
bool classifier_learned(const struct classifier *c, const struct sign_hash *lesson);

/* Articles that are classes. */
size_t classifier_size(const struct classifier *c);

/* How far its margins can be relied on, 0..1: (n - 4) / 30 with n questions an article, its title one
 * of them. */
double classifier_trust(const struct classifier *c);

/* The text's margins, by class, and their mean. */
const double *classifier_margins(const struct classifier *c, struct arena *job,
                                 struct stemmer *stemmer, struct slice text);

/* The one of an article; the mean if it is no class, which speaks neither for it nor against it. */
double classifier_margin(const struct classifier *c, const double *margins, struct slice id);

#endif
