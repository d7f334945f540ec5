/*
 * shadow.h - shadow mode: people answer, the bot only decides.
 *
 * What it would have said to each turn, until a person takes the conversation, stands behind the
 * turn as a private one; `kladez replay` counts what it would have been worth.
 */
#ifndef SERVER_SHADOW_H
#define SERVER_SHADOW_H

#include "server/chat/basis.h"
#include "server/chat/talk.h"

struct shadow {
    bool on; /* it decided on this turn; else the rest is empty */
    struct basis basis;
    struct bot_decision decision;
};

/* The hand-off in the place of `d`, which becomes the shadow's; or `d` itself, if it is one. */
bool shadow_hand_off(struct exchange *x, const struct basis *basis, struct bot_decision *d,
                     struct shadow *out, struct err *err);

/* Decides on a turn that goes to people; off if one of them has taken the conversation. */
bool shadow_decide(struct exchange *x, const struct conversation *seen, struct slice text,
                   struct slice choice, struct shadow *out, struct err *err);

/* What it decided on, for the customer's turn; empty if it is off. */
struct slice shadow_basis(struct exchange *x, const struct shadow *s);

/* Adds its turn behind the customer's. */
bool shadow_record(struct exchange *x, struct recording *rec, const struct shadow *s,
                   struct err *err);

/* What the bot remembers after the turn: `otherwise`, if it is off. */
struct slice shadow_state(struct exchange *x, const struct shadow *s, struct slice otherwise);

#endif
