/*
 * wants.h - what kind of answer a question wants, and which kinds a text has.
 *
 *      "Сколько идёт посылка?"   a span of time or a sum
 *      "How do I cancel?"        steps
 *      "промокод не работает"    what to do about it
 *
 * Helps to choose among parts of one article, which share their words. Cues, not grammar:
 * a question without any wants nothing in particular. Pure.
 */
#ifndef TEXT_WANTS_H
#define TEXT_WANTS_H

#include "base/str.h"

enum want {
    WANT_SUM = 1,    /* of money */
    WANT_TIME = 2,   /* how long, by when */
    WANT_STEPS = 4,  /* how something is done */
    WANT_REMEDY = 8, /* something does not work */
    WANT_ACTION = 16 /* what to do then; of headings alone */
};

unsigned wants_of_question(struct slice text);

/* "сколько", "where": a word that asks and says nothing of what it asks about. */
bool wants_is_question_word(struct slice norm);

/* Sums and spans of time in the text. */
unsigned wants_in_text(struct slice text);

/* Does a heading name what does not work, what to do then, or how something is done? "Почему код не
 * принят", "What to do", "Как оформить" */
unsigned wants_in_heading(struct slice heading);

#endif
