/*
 * ticket.h - tickets, as people who answer them see them.
 */
#ifndef DESK_TICKET_H
#define DESK_TICKET_H

#include "desk/conversation.h"

struct ticket {
    struct slice number, conversation, reason, type, category, priority, question;
    struct slice state;                    /* open, taken, closed */
    struct slice assignee;                 /* who took it; empty: nobody */
    struct slice outcome, outcome_article; /* of a closed one; may be empty */
    struct slice about, contact;           /* JSON objects */
    struct texts tags;
    int64_t created_at, answered_at, closed_at; /* wall milliseconds; 0: not yet */
    int64_t waiting_since; /* what the customer said then nobody has answered; 0: nothing waits */
    unsigned rating;       /* by the customer, 1 to 5; 0: none */
};

/* The members of `into`, without about and contact. */
void ticket_print(struct json *into, const struct ticket *t);

#define TICKETS_NOT_CLOSED "not closed"

/* … with conversation, reason and question, as a list shows it. */
void ticket_print_listed(struct json *into, const struct ticket *t);

/* The newest of a conversation, if it has one. */
bool ticket_of_conversation(struct desk *d, struct arena *job, struct slice conversation,
                            struct ticket *out, bool *found, struct err *err);

/* Newest first, at most `most`; `state` empty: all, TICKETS_NOT_CLOSED: those people work on. */
bool ticket_list(struct desk *d, struct arena *job, struct slice state, size_t most,
                 struct ticket **out, size_t *count, struct err *err);

/* ERR_NOT_FOUND. */
bool ticket_load(struct desk *d, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err);

#endif
