/*
 * look.h - what a question finds, alone or with the one before; and keeping that aside.
 *
 * A turn that makes sense only with the one before («а в Казахстан?», "and for business?") is
 * asked together with it, if that is surer by policy.follow_gain and the turn's own words stand
 * in the article, too; always, if it has no words of its own or up to two behind a word such as
 * «а для», "what about", one behind a preposition ([going_on], [preposition] of bot/data/lexicon.txt).
 */
#ifndef BOT_LOOK_H
#define BOT_LOOK_H

#include "bot/decide/deciding.h"

/* Finds articles for d->turn.question and how sure the best is, without deciding on it. */
bool look_for(struct deciding *d, struct err *err);

/* The same among the articles of the other language. */
bool look_for_other(struct deciding *d, struct err *err);

/* As look_for; with `*topic` in front of it where that is clearly better, and then it is
 * `followed`. `*topic` becomes the question, if that makes sense by itself. */
bool look_with(struct deciding *d, struct slice *topic, bool *followed, struct err *err);

/* What was found for a question. */
struct look {
    struct slice question, own;
    enum language searched;
    struct search_result found;
    struct standing standings[deciding_hits_most];
    size_t rank_count;
    bool exact;
    struct features features;
    double p, q;
};

struct look *look_keep(struct deciding *d);
void look_put_back(struct deciding *d, const struct look *l);

#endif
