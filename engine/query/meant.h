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

/* With all corrections that are sure. */
struct slice meant_text(struct arena *job, struct slice text, const struct corrections *found);

#endif
