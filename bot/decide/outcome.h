/*
 * outcome.h - what a turn can end in: an answer, a question back, small talk, a person.
 *
 * Each sets the kind and the reason of the decision and says the words for it. Where all
 * words for it were said before, it is a hand-off instead.
 */
#ifndef BOT_OUTCOME_H
#define BOT_OUTCOME_H

#include "bot/decide/deciding.h"

/* Nothing else is said then. Always true, so that it can end what may fail. */
bool outcome_hand_off(struct deciding *d, const char *reason);

/* Offers a person and nothing else: once in an episode; the second time it is a hand-off. */
bool outcome_offer(struct deciding *d, const char *reason);

/* Adds the offer of a person to whatever was decided, if none was made in this episode. */
void outcome_add_offer(struct deciding *d, const char *reason);

/* Adds how to reach a person, which is no offer. */
void outcome_add_way(struct deciding *d);

/* Small talk; once all its variants are said, the offer of a person; then a person. */
bool outcome_chat(struct deciding *d, const char *set, const char *reason);

/* Gives the article at `rank`, in the customer's language if it is there in both. Where its passage
 * was said before, the next one, if that is sure enough and no other article is surer: then the
 * reason is "another_passage". */
bool outcome_give(struct deciding *d, size_t rank, const char *reason, bool *given,
                  struct err *err);

/* Gives the best article; an offer of a person if it was given before. */
bool outcome_answer(struct deciding *d, const char *reason, struct err *err);

/* Asks back which of the best articles is meant. */
bool outcome_clarify(struct deciding *d, const char *reason, struct err *err);

/* How a customer says that none of so many options is meant. */
struct slice outcome_none_of(struct deciding *d, size_t count);

/* Asks which of these is meant, or whether the only one is. */
bool outcome_ask_which(struct deciding *d, const struct bot_candidate *options, size_t count,
                       const char *reason, struct err *err);

/* Asks for the question in other words, of set `name`. */
bool outcome_ask_words(struct deciding *d, const char *name, struct slice value,
                       const char *reason);

/* May another question be put to the customer in this episode? */
bool outcome_may_ask(const struct deciding *d);

#endif
