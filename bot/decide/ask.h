/*
 * ask.h - a question decided on: answer, question back or a person.
 *
 * Several questions in one message get an answer each, or a choice between them. A first miss
 * asks for other words, if enough of these are known, or if there were none at all (nonsense.h).
 */
#ifndef BOT_ASK_H
#define BOT_ASK_H

#include "bot/decide/deciding.h"

/* Decides on d->turn.question. `miss` is the reason where nothing is sure enough; NULL: the
 * policy's. */
bool ask_question(struct deciding *d, const char *miss, struct err *err);

/* Decides on d->turn.question, which was asked before: neither follow-up nor several. */
bool ask_again(struct deciding *d, const char *miss, struct err *err);

/* What the policy says of what was found; sets d->rule. */
enum policy_choice ask_policy(struct deciding *d);

#endif
