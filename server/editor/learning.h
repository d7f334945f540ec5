/*
 * learning.h - what customers' questions could teach the knowledge base, for an editor to decide.
 *
 * Questions that say the same are put together (bot/learn/cluster.h). Where customers ended with an
 * article that search had not found by itself, their words are suggested as questions of that
 * article; where nobody found one, there is a gap. What the published generation answers by now is
 * neither. Nothing is learned until an editor approves it.
 */
#ifndef SERVER_LEARNING_H
#define SERVER_LEARNING_H

#include "desk/verdict.h"
#include "server/access/access.h"
#include "server/editor/asked.h"

enum {
    learning_days = 180,    /* conversations of which are looked at */
    learning_most = 200,    /* suggestions, and gaps */
    learning_questions = 5, /* of one of them, as customers wrote them */
    learning_id_size = 9
};

struct suggestion {
    char id[learning_id_size];
    enum language lang;
    struct bot_candidate article;
    struct slice head;      /* what most customers wrote, masked */
    struct texts questions; /* that the bot does not answer with it yet; the most asked first */
    size_t customers, days; /* who asked so, on how many days */
    size_t picked, confirmed, agents; /* what speaks for the article */
    double weight;                    /* of these together */
};

struct gap {
    char id[learning_id_size];
    enum language lang;
    struct texts questions;           /* the most asked first */
    size_t customers, days, unsolved; /* who asked so; of these, who got no answer that helped */
    size_t wanted;                    /* answers a person had to write */
    double score;
    double p; /* mean confidence of the bot when it was asked */
    struct bot_candidate
        nearest; /* the article that the bot thinks likeliest today; may have no id */
};

/* An article that customers said did not help them. */
struct failing {
    struct bot_candidate article;
    size_t shown, confirmed, rejected; /* answers; what was said of them */
};

struct learning {
    struct suggestion *suggestions; /* those most speaks for first */
    size_t suggestion_count;
    struct gap *gaps; /* by unsolved customers times doubt (1 - p) */
    size_t gap_count;
    struct failing *articles; /* that were rejected, most often first */
    size_t article_count;
};

/* What is looked at, and for whom: articles they may not see are not named. */
struct learner {
    const char *data;
    struct desk *desk;
    struct bot *bot; /* follows the reader */
    struct reader *reader;
    const struct access *access;
    int64_t now; /* wall milliseconds */
};

bool learning_read(const struct learner *l, struct arena *job, struct learning *out,
                   struct err *err);

/* As arrays, members of an object. */
void learning_print_suggestions(struct json *into, const struct learning *all);
void learning_print_gaps(struct json *into, const struct learning *all);
void learning_print_articles(struct json *into, const struct learning *all);

/* ---- deciding ---- */

struct decree {
    struct slice id; /* of a suggestion or a gap */
    struct slice by;
    const struct texts *questions; /* to be approved; NULL: those suggested */
};

/* Adds the questions to the file beside the articles (indexer/approved.h), whose path is
 * returned; they are asked from the next publish on. ERR_NOT_FOUND if there is no such suggestion
 * any more, ERR_INPUT for a question that cannot be one. */
bool learning_approve(const struct learner *l, struct arena *job, const struct decree *d,
                      const char **path, struct err *err);

/* A suggestion or a gap is not shown again until twice as many customers, and three more, asked. */
bool learning_dismiss(const struct learner *l, struct arena *job, const struct decree *d,
                      struct err *err);

#endif
