/*
 * probes.h - the questions that calibration asks, taken from the articles themselves.
 *
 * Of a sample of the articles, those whose ids come first in an order that looks random: some of an
 * article's alternate questions, taken out of the article for the trial, as they are and once more
 * with words missing, and pieces of a word or two; where it has none, questions made up of its
 * headline and text. And questions that no article answers, from a bank of our own.
 */
#ifndef BOT_PROBES_H
#define BOT_PROBES_H

#include "base/err.h"
#include "engine/index/reader.h"

/* A question, and the article it belongs to; none for one out of scope. */
struct probe {
    struct slice text, article;
    size_t group; /* the article's; the bank's questions have theirs */
};

struct probes {
    struct probe *items; /* of the articles */
    size_t count;
    struct probe *strangers; /* those out of scope; none without articles */
    size_t stranger_count;
    double questions_mean;   /* of an article */
    struct article *changed; /* the articles less the questions taken out */
    size_t changed_count;
};

/* Of the articles of a language that the bot may give. An article in the sample gives the same
 * questions whatever other articles there are, others in each round; one that comes or goes moves
 * at most one other. */
bool probes_take(struct arena *life, struct reader *r, enum language lang, unsigned round,
                 struct probes *out, struct err *err);

#endif
