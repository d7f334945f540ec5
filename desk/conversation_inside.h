/*
 * conversation_inside.h - reading conversations while the desk's lock is held.
 */
#ifndef DESK_CONVERSATION_INSIDE_H
#define DESK_CONVERSATION_INSIDE_H

#include "desk/conversation.h"
#include "desk/desk_inside.h"

bool conversation_read(struct task *t, struct arena *job, struct slice id, struct conversation *out,
                       struct err *err);

/* The id of the conversation that a repeated first turn began; empty: none did. */
bool conversation_of_first(struct task *t, struct arena *job, const struct incoming *in,
                           struct slice *conversation, struct err *err);

enum { transcript_whole = -1 };

/* Fills turns and count, with the first behind number `after`: at most `most`, or transcript_whole. */
bool transcript_rows(struct task *t, struct arena *job, struct slice conversation, int64_t after,
                     int64_t most, struct transcript *out, struct err *err);

struct recording {
    struct task task;
    struct arena *job;
    const struct incoming *in;
    struct conversation c;
    bool is_new;
    struct slice first_key;
    const struct json *about; /* of the ticket this turn opened */
    struct slice opened;      /* its number */
    bool new_contact;         /* the turn says how the customer can be reached */
};

#endif
