/*
 * function_words.h - words that hold a sentence together and say little of what it is about:
 * articles, prepositions, pronouns, auxiliary verbs, words that ask.
 *
 * Words that change what is asked about (не, без, до, not, without) are none of them. Pure.
 */
#ifndef TEXT_FUNCTION_WORDS_H
#define TEXT_FUNCTION_WORDS_H

#include "base/str.h"

/* Of a normalised word of either language, in just this form. */
bool is_function_word(struct slice norm);

#endif
