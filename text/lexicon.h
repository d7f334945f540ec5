/*
 * lexicon.h - sets of phrases, found in a text whatever the forms of their words.
 *
 * A line is a phrase; "talk|speak to a person" is two of them.
 */
#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H

#include "text/sets.h"
#include "text/stem.h"

struct lexicon;

/* Borrows the sets' names. */
struct lexicon *lexicon_new(struct arena *life, struct stemmer *stemmer, const struct sets *sets);

/* Of a text as sets.h reads it. */
bool lexicon_parse(struct arena *life, struct stemmer *stemmer, struct slice text,
                   struct lexicon **out, struct err *err);

/* Stems of a text, to look phrases up in. */
struct stems {
    struct slice *items;
    size_t count;
};
struct stems stems_of(struct arena *job, struct stemmer *stemmer, struct slice text, size_t most);

/* How many words the longest phrase of the set has that begins at word `at`; 0 if none. */
size_t lexicon_match(const struct lexicon *l, const char *set, const struct stems *text, size_t at);

#endif
