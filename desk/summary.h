/*
 * summary.h - a conversation in short, in the customer's own words: nothing is worded anew.
 *
 * Of one episode: what was said before it went back to the bot is not looked at.
 */
#ifndef DESK_SUMMARY_H
#define DESK_SUMMARY_H

#include "desk/conversation.h"
#include "engine/article/article.h"

enum { summary_most = 20, quoted_bytes_least = 8, quoted_bytes_most = 300 };

struct summary_tried { /* an article the bot showed */
    struct slice article;
    bool rejected;
};

struct summary_picked { /* an option of a question back */
    struct slice question, picked;
};

struct summary {
    struct slice question;       /* what the person must answer */
    struct texts in_other_words; /* the other questions, in order */
    struct summary_tried tried[summary_most];
    size_t tried_count;
    struct summary_picked clarified[summary_most];
    size_t clarified_count;
    struct texts quoted; /* what the customer put into quotation marks, such as errors */
    int64_t turns;       /* of the customer */
    int64_t minutes;     /* since the first of them, begun ones not counted */
};

struct summary_facts {
    struct slice question;
    struct texts questions; /* all that were asked */
    struct texts rejected;  /* articles that did not help */
};

/* Borrows the transcript's texts. `now` in wall milliseconds. */
void summary_of(struct arena *job, const struct transcript *t, const struct summary_facts *facts,
                int64_t now, struct summary *out);

#endif
