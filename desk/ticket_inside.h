/*
 * ticket_inside.h - reading tickets while the desk's lock is held.
 */
#ifndef DESK_TICKET_INSIDE_H
#define DESK_TICKET_INSIDE_H

#include "desk/desk_inside.h"
#include "desk/ticket.h"

/* Since when the customer waits: for a ticket nobody has answered, the hand-off; later the first
 * words behind the last answer. 0: for nothing. */
#define TICKET_WAITING                                                                             \
    "CASE WHEN ticket.state = 'closed' THEN 0 WHEN answered_at IS NULL THEN ticket.created_at"     \
    " ELSE (SELECT coalesce(min(said.at), 0) FROM turn AS said"                                    \
    " WHERE said.conversation = ticket.conversation AND said.author = 'customer' AND said.n >"     \
    " (SELECT max(n) FROM turn WHERE turn.conversation = ticket.conversation"                      \
    " AND author = 'agent' AND NOT private)) END"

#define TICKET_COLUMNS                                                                             \
    "SELECT number, conversation, state, reason, category, priority, question, summary, contact,"  \
    " created_at, type, assignee, outcome, outcome_article, coalesce(answered_at, 0),"             \
    " coalesce(closed_at, 0), tags, " TICKET_WAITING " AS waiting,"                                \
    " coalesce((SELECT value FROM feedback WHERE ticket = number AND kind = 'csat'"                \
    " ORDER BY id DESC LIMIT 1), 0) FROM (SELECT * FROM ticket WHERE erased_at IS NULL) AS "       \
    "ticket "

struct ticket ticket_row(struct arena *job, struct statement *st);

/* ERR_NOT_FOUND. */
bool ticket_read(struct task *t, struct arena *job, struct slice number, struct ticket *out,
                 struct err *err);

#endif
