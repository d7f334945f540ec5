/*
 * meant.h - a text as it must have been meant, to be understood as if it had been typed so.
 *
 *      rfr dthyenm ltymub      -> как вернуть деньги
 *      kak vernut dengi        -> как вернуть деньги
 *      как вернуть деьнги      -> как вернуть деньги
 *
 * Search looks for corrections beside what was typed; what reads whole sentences (greetings, wishes
 * for a person, the classifier) needs one text. Pure.
 */
#ifndef ENGINE_MEANT_H
#define ENGINE_MEANT_H

#include "engine/query/correct.h"

/* As it would be in the right layout and alphabet. Where half of the words were typed in the other
 * layout, or in Latin letters for Cyrillic ones, the rest were, too. */
struct slice meant_letters(struct arena *job, struct slice text, const struct corrections *found);

/* With all corrections that are sure, and without others at their place. */
struct slice meant_words(struct arena *job, struct slice text, const struct corrections *found);

#endif
