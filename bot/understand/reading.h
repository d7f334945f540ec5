/*
 * reading.h - a turn as words: their stems, to look up in the lexicon, and where they stand.
 */
#ifndef BOT_READING_H
#define BOT_READING_H

#include "text/lexicon.h"

enum { turn_words_max = 400 };

struct reading {
    const struct lexicon *lexicon;
    struct slice text;
    struct stems stems;
    size_t *starts, *ends; /* bytes of each word */
};

struct reading reading_of(struct arena *job, const struct lexicon *l, struct stemmer *stemmer,
                          struct slice text);

/* How many words the longest phrase of the set has that begins at word `at`; 0 if none. */
size_t reading_match(const struct reading *r, const char *set, size_t at);

/* Does a phrase of the set stand anywhere? */
bool reading_has(const struct reading *r, const char *set);

/* Is every word from `from` up to `to` part of a phrase of one of the sets? The list ends with
 * NULL. */
bool reading_only(const struct reading *r, const char *const sets[], size_t from, size_t to);

/* How many words from `from` on tell what it is about: those that ask, point back or hold the sentence
 * together do not. */
size_t reading_own(const struct reading *r, size_t from);

/* Does a comma, a full stop or the like stand behind word `at`? */
bool reading_pause(const struct reading *r, size_t at);

/* The text of words `from` up to `to`, with what follows the last word of the text. */
struct slice reading_text(const struct reading *r, size_t from, size_t to);

#endif
