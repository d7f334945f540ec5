/*
 * pick.h - which option of a question back was picked in words: «второй», "2", "the first one",
 * or words that stand in the label of one option alone. Pure.
 */
#ifndef BOT_PICK_H
#define BOT_PICK_H

#include "bot/understand/reading.h"

enum { PICK_NOTHING = -1, PICK_NONE_OF_THESE = -2 };

/* 0 and up: which label; or one of the above. `labels` are at least one. */
int pick_of(struct arena *job, struct stemmer *stemmer, const struct reading *r,
            const struct slice *labels, size_t count);

#endif
