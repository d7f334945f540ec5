/*
 * handing.h - a conversation on its way to people: what they should know of it, and the ticket.
 *
 * Articles are looked for before the desk is locked; what was said is summed up, and the
 * ticket opened, within the recording.
 */
#ifndef SERVER_HANDING_H
#define SERVER_HANDING_H

#include "bot/advice.h"
#include "desk/conversation.h"
#include "server/chat/talk.h"

struct handing {
    struct bot_decision *decision; /* its words are made to fit what is expected */
    struct slice question;         /* that the person must answer; may be empty */
    struct slice context;          /* article the customer was reading, or empty */
    const struct filter *filter;   /* what the customer may see */
    const struct texts *audiences;
    struct advice advice[advice_most]; /* set by handing_prepare */
    size_t advice_count;
};

/* Nothing is published, or there is no question: no advice. */
bool handing_prepare(struct exchange *x, struct handing *h, struct err *err);

/* Opens the ticket, or finds the open one. Its number, and when an answer can be expected, go into
 * the reply and the words. */
bool handing_record(struct exchange *x, struct recording *rec, const struct handing *h,
                    struct talk_reply *reply, struct err *err);

#endif
