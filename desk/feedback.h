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

/* ERR_NOT_FOUND if there is no such answer or ticket. */
bool feedback_add(struct desk *d, const struct feedback *f, struct err *err);

struct search_event {
    struct slice kind; /* click, conversion */
    struct slice query_id, article;
    int64_t position; /* from 1 */
};
bool feedback_event(struct desk *d, const struct search_event *e, struct err *err);

#endif
