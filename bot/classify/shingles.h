/*
 * shingles.h - a text as what a linear classifier weighs: words, pairs of neighbours, and pieces
 * of words, so that a typing error or a form never seen costs a part of a word and not all of it.
 *
 *      "Верните деньги" -> words   вернуть, деньги, вернуть деньги
 *                          pieces  ^в, ве, ер … ги$ (2 to 5 letters)
 *
 * Each is a hash of 32 bits: two of a hundred thousand meet now and then, which costs nothing.
 */
#ifndef BOT_SHINGLES_H
#define BOT_SHINGLES_H

#include "text/stem.h"

enum { shingle_words_max = 64, piece_least = 2, piece_most = 5 };

struct shingle {
    uint32_t hash;
    float times; /* it is in the text */
};

/* Each once, by hash. Words beyond shingle_words_max do not count. */
struct shingles {
    struct shingle *words, *pieces;
    size_t word_count, piece_count;
};

struct shingles shingles_of(struct arena *job, struct stemmer *stemmer, struct slice text);

#endif
