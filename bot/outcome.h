/*
 * outcome.h - what a turn can end in: an answer, a question back, small talk, a person.
 *
 * Each sets the kind and the reason of the decision and says the words for it. Where all
 * words for it were said before, it is a hand-off instead.
 */
#ifndef BOT_OUTCOME_H
#define BOT_OUTCOME_H

#include "bot/deciding.h"

/* Always true, so that it can end what may fail. */
bool outcome_hand_off(struct deciding *d, const char *reason, bool asked_for);

/* Small talk; once all its variants are said, the offer of a person; then a person. */
bool outcome_chat(struct deciding *d, const char *set, const char *reason);

/* Gives the article at `rank`, unless its passage was said before. */
bool outcome_give(struct deciding *d, size_t rank, const char *reason, bool *given,
                  struct err *err);

/* Gives the best article. */
bool outcome_answer(struct deciding *d, const char *reason, struct err *err);

/* Asks back which of the best articles is meant. */
bool outcome_clarify(struct deciding *d, const char *reason, struct err *err);

#endif
