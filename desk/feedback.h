/*
 * feedback.h - what customers thought of answers, and what they clicked.
 */
#ifndef DESK_FEEDBACK_H
#define DESK_FEEDBACK_H

#include "desk/desk.h"

struct feedback {
    struct slice answer_id, ticket; /* one of them */
    struct slice kind;              /* helpful (0 or 1), csat (1..5), nps (0..10) */
    double value;
    struct slice reason, text;
};

/* The conversation that the answer or ticket belongs to. ERR_NOT_FOUND if there is none. */
bool feedback_conversation(struct desk *d, struct arena *job, const struct feedback *f,
                           struct slice *out, struct err *err);

/* ERR_NOT_FOUND if there is no such answer or ticket. */
bool feedback_add(struct desk *d, const struct feedback *f, struct err *err);

/* What the customer thinks of a ticket: the last csat; a value of 0 if there is none. */
struct rating {
    double value;
    struct slice reason, text;
    int64_t at;
};
bool feedback_rating(struct desk *d, struct arena *job, struct slice ticket, struct rating *out,
                     struct err *err);

struct search_event {
    struct slice kind; /* click, conversion */
    struct slice query_id, article;
    int64_t position; /* from 1 */
};
bool feedback_event(struct desk *d, const struct search_event *e, struct err *err);

#endif
