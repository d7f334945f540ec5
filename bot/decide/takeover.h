/*
 * takeover.h - a person is asked for, or due: takes over, or is offered beside what is decided.
 */
#ifndef BOT_TAKEOVER_H
#define BOT_TAKEOVER_H

#include "bot/decide/deciding.h"

/* The turn asks for a person, or names one among other words. */
bool takeover_asked(struct deciding *d, struct err *err);

/* Does a score (escalate.h) call for a person in this turn? `handoff` is why; if not, `offer` is why one
 * should be offered beside the reply, or NULL. */
bool takeover_due(struct deciding *d, const char **handoff, const char **offer);

/* Hands off with the articles that might be the right ones, for the agent. */
bool takeover_now(struct deciding *d, const char *reason, struct err *err);

/* Decides, if no person is due; and adds the offer if one is to be offered. `missed`: why the answer
 * before was none, or NULL. */
bool takeover_beside(struct deciding *d, const char *missed,
                     bool decide(struct deciding *, const char *, struct err *), struct err *err);

#endif
