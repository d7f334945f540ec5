/*
 * talk.h - what is said in a conversation, as replies show it.
 */
#ifndef SERVER_TALK_H
#define SERVER_TALK_H

#include "desk/conversation.h"
#include "server/exchange.h"

/* What the desk adds to a decision. */
struct talk_reply {
    struct slice conversation; /* empty for a dry run */
    int64_t turn;
    struct slice answer_id, ticket;
    struct expectation expected; /* of the ticket */
    struct slice expected_text;
};

/* When the ticket of the reply will be answered, for the reply. */
bool talk_expect(struct exchange *x, struct recording *rec, struct talk_reply *reply,
                 enum language lang, struct err *err);

/* Puts what is expected into the words of a hand-off; it is told before anything is promised. */
void talk_word(struct exchange *x, struct bot_decision *d, const struct talk_reply *reply);

const struct json *talk_reply_json(struct exchange *x, const struct bot_decision *d,
                                   const struct talk_reply *reply);

/* The same while a person owns the conversation. */
const struct json *talk_silent_json(struct exchange *x, const struct talk_reply *reply);

/* A decision as the bot's turn, with all its words. */
struct turn_record talk_turn(struct exchange *x, const struct bot_decision *d, struct slice ticket);

/* For incoming.said: a turn that says the same, by the same route, is the same turn. */
struct slice talk_fingerprint(struct exchange *x, struct slice text, struct slice choice);

/* Replies if the turn_id is that of another turn: a client that counts anew would else be told
 * the answer to an older question. */
bool talk_check_turn_id(struct exchange *x, const struct earlier *earlier);

/* Are name, email, phone, external_id texts of a sensible length, attributes an object? An
 * error is replied where not. NULL is fine. */
bool talk_check_contact(struct exchange *x, const struct json *contact);

#endif
