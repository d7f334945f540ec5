/*
 * verdict.h - which questions are answered by yes or no, and with which words.
 *
 *      "Can I change my address?"      one of them is wanted
 *      "How do I change my address?"   neither of them is an answer
 *      "change address"                nothing is said
 *
 * By its first words, or a particle: "Можно ли…". An answer that begins with "Yes" answers the
 * first question rather than the second. Pure.
 */
#ifndef TEXT_VERDICT_H
#define TEXT_VERDICT_H

#include "base/str.h"

enum verdict_wish { VERDICT_NO_ANSWER = -1, VERDICT_UNSAID, VERDICT_WANTED };

enum verdict_wish verdict_wished(struct slice question);

/* Yes and no, normalised. */
enum { verdict_word_count = 4 };
extern const char *const verdict_words[verdict_word_count];

#endif
