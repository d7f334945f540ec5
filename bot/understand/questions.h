/*
 * questions.h - the questions of one message.
 *
 *      "Как вернуть товар? И ещё: сколько идёт посылка?" -> как вернуть товар | сколько идёт посылка
 *
 * A question ends with "?", or stands on one side of words such as «и ещё», "also" (set [joining] of
 * bot/data/lexicon.txt), or of "and when" where it asked something before ([and], [asking]); or it is
 * an item of a numbered list, or a line that asks. Sentences before the first question, and between
 * two, belong to the question that follows: they tell what it is about. Pure.
 */
#ifndef BOT_QUESTIONS_H
#define BOT_QUESTIONS_H

#include "bot/understand/reading.h"

enum { questions_most = 8 };

/* Writes at most questions_most; 1 if there is nothing to tell apart: then it is the text. */
size_t questions_of(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                    struct slice text, struct slice out[questions_most]);

#endif
