/*
 * understand.h - what a customer's turn is: a question, small talk, a wish for a person,
 * "that did not help".
 *
 * By the sets of bot/data/lexicon.txt, which match all forms of their words. Pure.
 */
#ifndef BOT_UNDERSTAND_H
#define BOT_UNDERSTAND_H

#include "bot/understand/person.h"
#include "text/language.h"

enum turn_kind {
    TURN_QUESTION,
    TURN_SMALLTALK, /* greetings, thanks… and nothing else */
    TURN_PERSON,    /* asks for a person */
    TURN_REJECTION, /* says the last answer did not help, and nothing else */
    TURN_NO,        /* "no", and nothing else */
    TURN_DECLINE,   /* wants no person, and says nothing else */
    TURN_EMPTY      /* has no words */
};

extern const char *const turn_kind_names[];

struct turn {
    enum turn_kind kind;
    enum wish wish;        /* for a person */
    struct slice person;   /* the word for the person, if there is a wish */
    const char *smalltalk; /* which: the name of its set and of the reply */
    struct slice question; /* the text without greetings and politeness around it, and without the
                            * clause that asks for a person */
    bool rejects;          /* the last answer did not help; a question may follow */
    bool fails;            /* what it told was tried, and does not work */
    enum language lang;
};

/* `fallback` is the language where the text does not tell. */
struct turn understand(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                       struct slice text, enum language fallback);

#endif
