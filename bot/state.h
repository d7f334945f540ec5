/*
 * state.h - what the bot remembers of a conversation from one turn to the next.
 *
 * Kept by the desk as text it does not look into. It belongs to one episode: a hand-off and
 * a return to the bot begin with an empty one.
 */
#ifndef BOT_STATE_H
#define BOT_STATE_H

#include "engine/article.h"

struct bot_state {
    uint64_t clarified;    /* questions back */
    uint64_t unsolved;     /* answers rejected, options that were none */
    double offered_q;      /* that the right one is among the options of the last question back */
    struct texts options;  /* articles offered last */
    struct texts excluded; /* articles that did not help */
    struct texts said;     /* hashes of everything the bot said */
    struct slice question; /* the last one asked */
    struct slice answered; /* the article given last */
};

/* An empty text is an empty state. */
bool bot_state_parse(struct arena *job, struct slice text, struct bot_state *out, struct err *err);
struct slice bot_state_print(struct arena *job, const struct bot_state *s);

/* Was this text said before? Remembers it. */
bool bot_state_repeats(struct arena *job, struct bot_state *s, struct slice text);
bool bot_state_said(struct arena *job, const struct bot_state *s, struct slice text);

#endif
