/*
 * state.h - what the bot remembers of a conversation from one turn to the next.
 *
 * Kept by the desk as text it does not look into. It belongs to one episode: a hand-off and
 * a return to the bot begin with an empty one.
 */
#ifndef BOT_STATE_H
#define BOT_STATE_H

#include "engine/article/article.h"
#include "text/lexicon.h"

/* What the bot's last words asked for; NULL: nothing. */
#define ASKED_OPTIONS "options" /* which article is meant */
#define ASKED_WORDS   "words"   /* the question in other words */
#define ASKED_OFFER   "offer"   /* whether a person is wanted */

enum { recent_most = 3, state_details_most = 20 };

struct bot_state {
    uint64_t clarified;    /* questions back */
    uint64_t unsolved;     /* answers rejected, turns without one, questions repeated */
    uint64_t rejections;   /* of these, answers rejected */
    uint64_t turns;        /* of the customer, since the last that helped */
    uint64_t since;        /* wall time of the first of them, or of the first after a break */
    uint64_t last;         /* wall time of the last turn; 0: not known, as above */
    double frustration;    /* points, halved each calm turn */
    double offered_q;      /* that the right one is among the options of the last question back */
    bool offered;          /* a person, in this episode */
    bool way_shown;        /* the customer was told how to reach one */
    struct slice asked;    /* ASKED_… */
    struct texts options;  /* articles offered last */
    struct texts labels;   /* what stands on their buttons */
    struct texts excluded; /* articles that did not help */
    struct texts said;     /* hashes of everything the bot said */
    struct texts recent;   /* stems of the last questions, as a text each */
    struct texts details;  /* what is the customer's own: "order 1204" */
    struct slice question; /* the last one asked */
    struct slice topic;    /* the last one that made sense by itself */
    struct texts answered; /* the articles given last */
};

/* An empty text is an empty state. */
bool bot_state_parse(struct arena *job, struct slice text, struct bot_state *out, struct err *err);
struct slice bot_state_print(struct arena *job, const struct bot_state *s);

/* Was this text said before? Remembers it. */
bool bot_state_repeats(struct arena *job, struct bot_state *s, struct slice text);
bool bot_state_said(struct arena *job, const struct bot_state *s, struct slice text);

/* Is the question one of the last recent_most, by the stems it shares with them (Jaccard 0.8
 * or more)? Remembers it. */
bool bot_state_asked_before(struct arena *job, struct bot_state *s, const struct stems *stems);

#endif
