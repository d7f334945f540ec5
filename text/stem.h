/*
 * stem.h - the stem of a normalised word: what its forms have in common.
 *
 * By script: Cyrillic words go to libstemmer's Russian algorithm, Latin ones to its
 * English one (Porter 2); numbers and mixed words are their own stem. A stemmer
 * remembers recent words, so that running text costs far less than a call for each. It
 * belongs to one thread at a time.
 */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "text/words.h"

struct stemmer;

struct stemmer *stemmer_new(struct arena *life);

/* Valid until the next call. Never empty for a word that is not. */
struct slice stem_word(struct stemmer *s, struct slice norm, enum word_script script);

#endif
