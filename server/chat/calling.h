/*
 * calling.h - a customer calls a person, by a button or by a form: the bot hands over at once.
 */
#ifndef SERVER_CALLING_H
#define SERVER_CALLING_H

#include "server/chat/handing.h"

struct calling {
    const struct incoming *in;
    const struct conversation *seen; /* as it was looked at; its id is empty for a new one */
    struct slice text;               /* what is written beside the button; may be empty */
    struct slice context;            /* article the customer was reading, or empty */
};

/* Records it, with a ticket where none is open. `*reply` is that of the conversation's routes.
 * ERR_CONFLICT if the conversation went on meanwhile: look again. */
bool calling_record(struct exchange *x, const struct calling *c, struct slice *reply,
                    struct err *err);

#endif
