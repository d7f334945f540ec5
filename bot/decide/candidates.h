/*
 * candidates.h - the articles a question finds, and how sure each of them is.
 */
#ifndef BOT_CANDIDATES_H
#define BOT_CANDIDATES_H

#include "bot/decide/deciding.h"

/* Searches for d->turn.question: in its language, in the other one if that finds nothing. Sets
 * `searched`, the ranks, without what has failed before in this episode, and `exact`. */
bool candidates_find(struct deciding *d, struct err *err);

/* Are these very words the title or a question of the document? */
bool candidates_exact(struct reader *r, struct arena *job, uint32_t document, struct slice question,
                      bool *out, struct err *err);

/* The same among the articles of the other language alone. */
bool candidates_find_other(struct deciding *d, struct err *err);

/* Of the list that begins at `rank`, as if the better ones were not there. */
struct features candidates_features(const struct deciding *d, size_t rank);
const struct confidence *candidates_confidence(const struct deciding *d);

/* The article at `rank`; never surer than the best one. */
bool candidates_at(struct deciding *d, size_t rank, struct bot_candidate *out, struct err *err);

/* Puts the articles from `from` on into the decision, as many as were wanted. */
bool candidates_add_alternatives(struct deciding *d, size_t from, struct err *err);

/* p of the second one, were it put before the best; there are two at least. */
double candidates_second(const struct deciding *d);

#endif
