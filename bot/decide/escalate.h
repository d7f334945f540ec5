/*
 * escalate.h - when a conversation should go to a person, whatever could be answered.
 *
 * Four scores, each with a level of the policy from which a person is offered, and one from
 * which a person takes over:
 *
 *      unsolved     answers rejected, turns without an answer, questions repeated
 *      frustration  mood_anger, a question repeated, the second rejection; halved each calm turn
 *      time         turns and minutes since the episode began, or since an answer helped; a break of
 *                   half an hour begins the minutes anew
 *      complexity   more than 60 words, many questions, articles that tie, the customer's own
 *                   affairs, a quoted error the articles do not know: only to take over
 *
 * A score speaks when it reaches a level in this turn, not while it stays there. Whether an
 * offer was made before is outcome.h's.
 */
#ifndef BOT_ESCALATE_H
#define BOT_ESCALATE_H

#include "bot/decide/deciding.h"

/* Counts the turn: the clock, anger, the customer's own affairs. */
void escalate_count_turn(struct deciding *d);

/* Counts the question of the turn: was it asked before? */
void escalate_count_question(struct deciding *d);

/* An answer was rejected. */
void escalate_count_rejection(struct deciding *d);

/* The customer says it helped: all scores begin anew. */
void escalate_forget(struct deciding *d);

/* Why a person should take over now, or be offered; NULL: no reason. */
const char *escalate_handoff(const struct deciding *d);
const char *escalate_offer(const struct deciding *d);

/* Is the question, as it was found, too much for an article? */
bool escalate_too_complex(const struct deciding *d);

#endif
