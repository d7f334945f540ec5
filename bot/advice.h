/*
 * advice.h - what the person who takes over may want at hand: the articles that come nearest
 * to the question, and the passages they would answer with.
 */
#ifndef BOT_ADVICE_H
#define BOT_ADVICE_H

#include "bot/bot.h"

enum { advice_most = 3 };

struct advice {
    struct bot_candidate article;
    struct texts categories; /* of the article */
    struct slice passage;    /* may be empty */
};

/* For `q->text`, a question as it was asked; best first, without the articles that `state`
 * says did not help, and those less likely than the policy's advise_from. */
bool advice_find(struct bot *b, struct reader *r, struct arena *job, const struct bot_request *q,
                 const struct bot_state *state, struct advice out[advice_most], size_t *count,
                 struct err *err);

/* The customer's words without greetings and politeness, if they are a question; empty if
 * they are a wish for a person, small talk, "that did not help". */
struct slice advice_question(const struct bot *b, struct stemmer *stemmer, struct arena *job,
                             struct slice text, enum language lang);

/* Puts the customer's own words, one of `said`, in the place of the question they were read as;
 * not if they were typed in another layout or alphabet. */
bool advice_as_said(struct reader *r, struct arena *job, const struct texts *audiences,
                    const struct texts *said, struct slice *question, struct err *err);

#endif
