/*
 * snowball.h - stems by rule: libstemmer's Russian algorithm and its English one (Porter 2).
 *
 * For words the dictionary (morph.h) does not know. An object belongs to one thread at a time.
 */
#ifndef TEXT_SNOWBALL_H
#define TEXT_SNOWBALL_H

#include "base/str.h"
#include "text/words.h"

struct snowball;

struct snowball *snowball_new(struct arena *life);

/* Valid until the next call; the word itself unless it is Cyrillic or Latin. Never empty for
 * a word that is not. */
struct slice snowball_stem(struct snowball *s, struct slice norm, enum word_script script);

#endif
