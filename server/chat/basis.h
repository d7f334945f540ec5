/*
 * basis.h - what a customer's turn is decided on: enough to decide it again another day.
 *
 * Kept with the turn as JSON, which `kladez replay` reads; what was said stands beside it.
 */
#ifndef SERVER_BASIS_H
#define SERVER_BASIS_H

#include "desk/conversation.h"
#include "server/exchange.h"

struct basis {
    struct slice state;  /* what the bot remembered, before the turn */
    struct access scope; /* what the customer may see ... */
    struct texts category, tags;
    struct slice audience; /* ... narrowed by the request; empty: by nothing */
    bool lang_given;
    enum language lang, lang_before; /* asked for; of the conversation so far */
    bool wordless;                   /* an option was picked without a word */
    int64_t now;                     /* wall milliseconds */
    char policy[65];                 /* its sha */
    struct texts audiences;          /* scope and narrowing together: basis_request */
};

/* Of a turn that comes in now. A conversation goes on seeing what it saw when it began, unless a
 * key says otherwise. What narrows it, and the language asked for, are the caller's. */
bool basis_begin(struct exchange *x, const struct conversation *seen, struct basis *b,
                 struct err *err);

struct slice basis_print(struct arena *job, const struct basis *b);
bool basis_parse(struct arena *job, struct slice text, struct basis *out, struct err *err);

/* The request for the bot, which points into `b`, and the state it is decided in. */
bool basis_request(struct arena *job, struct basis *b, struct slice text, struct slice choice,
                   struct bot_request *request, struct bot_state *state, struct err *err);

#endif
