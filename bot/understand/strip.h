/*
 * strip.h - what stands around a question: greetings, politeness, small talk, "that did not help".
 */
#ifndef BOT_STRIP_H
#define BOT_STRIP_H

#include "bot/understand/reading.h"

enum { strip_sets = 9 };

/* A turn of which words are taken off. */
struct stripping {
    struct reading r;
    size_t from, to;       /* words not yet taken off */
    bool seen[strip_sets]; /* kinds of small talk */
};

/* What may stand in front of a question, and behind it. */
void strip_front(struct stripping *s);
void strip_back(struct stripping *s);

/* A phrase of the set in front of a pause, with something behind: «Нет, как оплатить картой». */
void strip_exclamation(struct stripping *s, const char *set);

/* Does it say that an answer did not help, or `*fails`, that what it told was tried? */
bool strip_rejection(struct stripping *s, bool *fails);

/* Does it say that an answer was not understood, and nothing else? */
bool strip_unclear(struct stripping *s);

/* Which small talk was taken off: the name of its set. */
const char *strip_smalltalk(const struct stripping *s);

/* What is left, with the question mark behind it. */
struct slice strip_asked(const struct stripping *s);

#endif
