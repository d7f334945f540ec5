/*
 * handling.h - what people do with a conversation that was handed to them.
 *
 * Each is one recording: a turn in the transcript, the ticket, the notices. Closing a ticket and
 * returning the conversation begin a new episode with the bot, to which what was said before
 * does not belong: an old "get me a person" calls nobody again.
 */
#ifndef DESK_HANDLING_H
#define DESK_HANDLING_H

#include "desk/ticket.h"

enum handling_kind {
    HANDLING_TAKE,   /* the ticket is the agent's */
    HANDLING_REPLY,  /* to the customer; takes the ticket if nobody has */
    HANDLING_NOTE,   /* for colleagues alone */
    HANDLING_TAG,    /* other tags in place of those it has */
    HANDLING_RETURN, /* the bot goes on; the ticket is closed */
    HANDLING_CLOSE
};

bool handling_parse(struct slice name, enum handling_kind *out); /* "take", "reply"… */

/* What came of a ticket: existing_article, new_knowledge, account_action, bug, refund,
 * complaint, spam, abandoned. */
bool handling_is_outcome(struct slice text);

enum { handling_tags_most = 20, tag_text_max = 100 };

struct handling {
    enum handling_kind kind;
    struct slice agent;            /* a name */
    struct slice text;             /* of a reply or a note; may be empty for the others */
    struct texts tags;             /* of a tag */
    struct slice outcome, article; /* of a close or a return; may be empty */
};

/* The conversation's ticket must be open or taken. */
bool handling_record(struct recording *r, const struct handling *h, struct err *err);

/* Ticket and conversation as they are within the recording. */
const struct conversation *handling_conversation(const struct recording *r);
bool handling_ticket(struct recording *r, struct slice number, struct ticket *out, struct err *err);

#endif
