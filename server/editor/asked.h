/*
 * asked.h - what customers asked, and what came of it: read off conversations as they went.
 */
#ifndef SERVER_ASKED_H
#define SERVER_ASKED_H

#include "bot/bot.h"
#include "bot/confidence/labels.h"
#include "desk/story.h"

enum asked_outcome {
    ASKED_UNSOLVED,  /* no article that helped is known */
    ASKED_ANSWERED,  /* the bot answered, and the customer said nothing of it */
    ASKED_CONFIRMED, /* the customer said that the bot's answer helped */
    ASKED_PICKED,    /* the customer picked an article, and did not reject it */
    ASKED_AGENT,     /* a person closed the ticket with the article that would have answered */
    ASKED_ELSEWHERE  /* no article could have: an account, a bug, a complaint, spam */
};

/* A question of a customer, without greetings and with what is the customer's own masked. */
struct asked {
    struct slice text;
    enum language lang;
    struct slice customer; /* tells one from another: told of them, else the conversation */
    int64_t at;
    double p;           /* of the best article when it was asked */
    struct slice given; /* the article the bot answered with at first; may be empty */
    bool rejected;      /* that did not help */
    bool rephrased;     /* the bot asked for other words */
    bool wanted;        /* a person had to write what no article says */
    enum asked_outcome outcome;
    struct slice article; /* of an outcome that has one */
};

/* What articles did, as answers. */
struct asked_article {
    struct slice id;
    size_t shown, confirmed, rejected; /* answers given with it; what customers said of them */
};

struct asked_list {
    struct asked *items; /* the latest conversation first */
    size_t count;
    struct asked_article *articles;
    size_t article_count;
};

enum { asked_turns_most = 100000 };

/* What was asked since `since` (wall milliseconds), in the last asked_turns_most turns. An open conversation tells what came of it
 * so far. */
bool asked_read(struct desk *d, const struct bot *b, struct stemmer *stemmer, struct arena *job,
                int64_t since, struct asked_list *out, struct err *err);

/* What was said of first answers. In the order of the list, at most as many. */
size_t asked_labels(const struct asked_list *list, struct label *out);

/* Did the bot find the article by itself: was its first answer right? */
bool asked_found(const struct asked *a);

#endif
