/*
 * ticket.h - tickets, as people who answer them see them.
 */
#ifndef DESK_TICKET_H
#define DESK_TICKET_H

#include "desk/conversation.h"

struct ticket {
    struct slice number, conversation, state, reason, category, priority, question;
    struct slice about, contact; /* JSON objects */
    int64_t created_at;
};

/* Newest first, at most `most`; `state` empty: all. */
bool ticket_list(struct desk *d, struct arena *job, struct slice state, size_t most,
                 struct ticket **out, size_t *count, struct err *err);

/* ERR_NOT_FOUND. */
bool ticket_load(struct desk *d, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err);

#endif
