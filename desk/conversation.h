/*
 * conversation.h - conversations and their turns.
 *
 * A turn is looked at first (conversation_look), decided on without any lock, then recorded
 * in one transaction: the customer's words, what was answered, the ticket and the notices
 * it leads to, and the reply itself, so that the same turn sent again gets the same reply.
 * If somebody else wrote meanwhile, recording is refused (ERR_CONFLICT): look again.
 */
#ifndef DESK_CONVERSATION_H
#define DESK_CONVERSATION_H

#include "base/json.h"
#include "desk/desk.h"
#include "desk/expectation.h"
#include "engine/article/article.h"
#include "text/language.h"

enum {
    ticket_number_size = 24,
    conversation_turns_max = 2000 /* the customer then begins another; people go on, to end it */
};

struct conversation {
    struct slice id, channel, status, owner;
    struct slice scope;     /* what its customer may see: the caller's text, kept as it is */
    struct slice ticket;    /* number of the open one; empty: none */
    struct slice bot_state; /* what the bot remembers */
    struct slice contact;   /* JSON object */
    enum language lang;
    int64_t version, episode, turns, created_at, updated_at;
};

/* Owner of a conversation: the bot, or people once it was handed off. */
#define OWNER_BOT  "bot"
#define OWNER_TEAM "team"

/* Its status. A closed one goes on, with the bot, when the customer writes again. */
#define STATUS_BOT      "bot"
#define STATUS_QUEUED   "queued"
#define STATUS_ASSIGNED "assigned"
#define STATUS_CLOSED   "closed"

/* A turn as it comes in. */
struct incoming {
    struct slice conversation; /* empty: a new one */
    struct slice turn_id;      /* the client's; empty: it cannot be told from a repetition */
    struct slice first_key;    /* tells a repeated first turn, which has no conversation yet */
    struct slice channel, scope;
    struct slice contact; /* JSON object, added to what is known; or empty */
    struct slice said;    /* tells what is said from anything else: a hash of it; or empty */
    enum language lang;
    bool of_desk; /* people wrote it: the number of turns does not stop them */
};

/* What came before under the same turn_id. */
struct earlier {
    struct slice reply;  /* as it was stored; ptr is NULL if nothing came */
    bool said_otherwise; /* the turn_id is that of another turn: the reply answers something else */
};

/* The conversation (its id is empty for a new one), and its turn of this turn_id.
 * ERR_NOT_FOUND. */
bool conversation_look(struct desk *d, struct arena *job, const struct incoming *in,
                       struct conversation *out, struct earlier *earlier, struct err *err);

/* A conversation by its id. ERR_NOT_FOUND. */
bool conversation_load(struct desk *d, struct arena *job, struct slice id, struct conversation *out,
                       struct err *err);

/* ---- reading ---- */

enum helpful { HELPFUL_NOT_SAID, HELPFUL_NO, HELPFUL_YES };

struct transcript_turn {
    int64_t n, episode, at;
    struct slice author, agent, text, choice, decision, reason, article, answer_id;
    struct slice turn_id; /* of the customer: the client's, by which it knows its own turn */
    struct slice basis;   /* of the customer: as turn_record has it */
    double p;
    enum helpful helpful; /* what the customer said of the answer */
    bool private;         /* not for the customer */
    uint64_t generation;  /* of the bot: that it decided on */
};

struct transcript {
    struct conversation conversation;
    struct transcript_turn *turns;
    size_t count;
};

bool transcript_read(struct desk *d, struct arena *job, struct slice conversation,
                     struct transcript *out, struct err *err);

/* The first turns behind number `after`, at most `most`. */
bool transcript_since(struct desk *d, struct arena *job, struct slice conversation, int64_t after,
                      int64_t most, struct transcript *out, struct err *err);

/* Without what is private. */
void transcript_for_customer(struct transcript *t);

/* The turns as a JSON array. */
void transcript_print(struct json *array, const struct transcript *t);

/* ---- recording ---- */

struct recording;

/* Takes the desk's lock until recording_finish or recording_drop. `seen` is what
 * conversation_look gave. */
bool recording_begin(struct desk *d, struct arena *job, const struct incoming *in,
                     const struct conversation *seen, struct recording **out, struct err *err);

struct slice recording_conversation(const struct recording *r); /* its id, new or not */
struct slice recording_contact(const struct recording *r);      /* JSON, with what is new */
int64_t recording_turn(const struct recording *r);              /* number of the last turn */

struct turn_record {
    const char *author; /* customer, bot, agent, system */
    struct slice text;
    struct slice choice;           /* of the customer, where an option was picked; empty */
    struct slice basis;            /* of the customer: what the bot decided on; empty */
    struct slice agent;            /* who wrote; of people */
    bool private;                  /* not for the customer */
    const char *decision, *reason; /* of the bot; NULL */
    double p, q;
    struct slice article, answer_id; /* of an answer; empty */
    uint64_t generation;
};
bool recording_add(struct recording *r, const struct turn_record *t, struct err *err);

/* Everything said so far, the turns of this recording included. */
bool recording_said(struct recording *r, struct transcript *out, struct err *err);

/* Numbers of other open tickets of the same customer: the same e-mail, phone or external id. */
bool recording_duplicates(struct recording *r, struct texts *numbers, struct err *err);

/* Opens a ticket and hands the conversation to people; or, where one is open, gives its
 * number. `about` is an object with whatever the agent should see; its members become members
 * of the notice. */
struct ticket_record {
    const char *reason;
    struct slice type, category, priority, question;
    const struct json *about;
};
bool recording_ticket(struct recording *r, const struct ticket_record *t,
                      char number[ticket_number_size], struct err *err);

/* When the ticket will be answered, as far as that is known. */
bool recording_expect(struct recording *r, const struct calendar *c, struct slice ticket,
                      struct expectation *out, struct err *err);

/* A notice for the outside beyond the ticket's own, with the last turn. */
bool recording_notice(struct recording *r, const char *event, struct err *err);

/* Writes the rest, commits, gives the lock back; `r` is gone, whatever comes of it. */
bool recording_finish(struct recording *r, struct slice bot_state, struct slice reply,
                      struct err *err);
void recording_drop(struct recording *r);

#endif
