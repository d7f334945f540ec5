/*
 * conversation_inside.h - reading conversations while the desk's lock is held.
 */
#ifndef DESK_CONVERSATION_INSIDE_H
#define DESK_CONVERSATION_INSIDE_H

#include "desk/conversation.h"
#include "desk/desk_inside.h"

bool conversation_read(struct task *t, struct arena *job, struct slice id, struct conversation *out,
                       struct err *err);

/* Fills turns and count. */
bool transcript_rows(struct task *t, struct arena *job, struct slice conversation,
                     struct transcript *out, struct err *err);

#endif
