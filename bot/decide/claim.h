/*
 * claim.h - small talk that is a question of an article all the same.
 *
 * Editors may write "Who are you?" or "Help me" among the questions of an article. Such a question
 * outranks small talk, whatever small talk stands around it: "hello, please help me".
 */
#ifndef BOT_CLAIM_H
#define BOT_CLAIM_H

#include "bot/decide/deciding.h"

/* Looks for the turn, or for the question within it, and says whether an article claims it: one that
 * has the question, or one that is sure of it by questions like it. */
bool claim_look(struct deciding *d, bool *claimed, struct err *err);

#endif
