/*
 * feedback.h - what customers thought of answers, tickets and articles.
 */
#ifndef DESK_FEEDBACK_H
#define DESK_FEEDBACK_H

#include "desk/desk.h"
#include "engine/article/article.h"

/* Why an article did not help, as its page and the chat let choose: off_topic, incomplete, unclear,
 * wrong (or out of date), failed (done as it says, in vain). Any other reason is kept as it is said. */
enum { feedback_reason_count = 5 };
extern const char *const feedback_reasons[feedback_reason_count];

struct feedback {
    struct slice answer_id, ticket, article; /* one of them; an article is not looked for */
    struct slice kind; /* helpful (0 or 1), csat (1..5), nps (0..10), or reason: only why */
    double value;
    struct slice reason, text;
};

/* The conversation that the answer or ticket belongs to. ERR_NOT_FOUND if there is none. */
bool feedback_conversation(struct desk *d, struct arena *job, const struct feedback *f,
                           struct slice *out, struct err *err);

/* ERR_NOT_FOUND if there is no such answer or ticket, or it was erased. */
bool feedback_add(struct desk *d, const struct feedback *f, struct err *err);

/* What the customer thinks of a ticket: the last csat; a value of 0 if there is none. */
struct rating {
    double value;
    struct slice reason, text;
    int64_t at;
};
bool feedback_rating(struct desk *d, struct arena *job, struct slice ticket, struct rating *out,
                     struct err *err);

/* What was said of articles, on their pages and of answers from them; of an answer the last word
 * counts. Reasons that had other names have those of today. */
enum { feedback_articles_most = 100, feedback_reasons_most = 20, feedback_comments_most = 5 };

struct feedback_reason {
    struct slice name;
    int64_t count;
};

struct feedback_article {
    struct slice id;
    int64_t yes, no;                 /* was it helpful? */
    struct feedback_reason *reasons; /* the most frequent first */
    size_t reason_count;
    struct texts comments; /* the latest first */
};

/* Those that failed most often first. */
bool feedback_read_articles(struct desk *d, struct arena *job, struct feedback_article **out,
                            size_t *count, struct err *err);

#endif
