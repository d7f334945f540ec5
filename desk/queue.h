/*
 * queue.h - the tickets before those who answer them: what is mine, what waits longest.
 *
 * Of two, the more urgent comes first, then the one that waits longer (ticket.waiting_since); what
 * waits for nothing comes last. Closed ones: the last one closed first.
 */
#ifndef DESK_QUEUE_H
#define DESK_QUEUE_H

#include "desk/ticket.h"

enum {
    queue_scanned_most = 5000, /* newest tickets of a view that are searched for words; of closed
                                * ones those closed last */
    queue_words_most = 8
};

enum queue_view { QUEUE_ACTIVE, QUEUE_MINE, QUEUE_UNASSIGNED, QUEUE_CLOSED };

bool queue_parse_view(struct slice name, enum queue_view *out); /* "active", "mine"… */

struct queue_request {
    enum queue_view view;
    struct slice agent; /* whose view it is */
    struct slice words; /* each must stand in number, question, contact, assignee or tags, in
                         * whatever case; empty: all tickets */
    size_t most;
};

struct queue_counts {
    int64_t active, mine, unassigned;
    int64_t waiting; /* of the active ones, those whose customer waits for an answer */
};

bool queue_read(struct desk *d, struct arena *job, const struct queue_request *q,
                struct ticket **out, size_t *count, struct queue_counts *counts, struct err *err);

#endif
