/*
 * history.h - past turns the bot decided: on what, what it did, and what came of it.
 */
#ifndef DESK_HISTORY_H
#define DESK_HISTORY_H

#include "desk/conversation.h"

struct past_turn {
    int64_t n, at;
    struct slice text, choice;
    struct slice basis; /* as turn_record has it */
    struct slice decision, reason, article;
    double p;
    uint64_t generation;
    enum helpful helpful; /* what the customer said of the answer */
    struct slice meant;   /* the article it was about; empty: not known */
};

/* Conversations with a turn since then, oldest first. */
bool history_conversations(struct desk *d, struct arena *job, int64_t since, struct texts *out,
                           struct err *err);

/* The decided turns of a conversation since then, in order. A turn was about the article that the
 * customer picked next, or that the agent named who closed the ticket which followed, unless an
 * answer between them helped. */
bool history_turns(struct desk *d, struct arena *job, struct slice conversation, int64_t since,
                   struct past_turn **out, size_t *count, struct err *err);

#endif
