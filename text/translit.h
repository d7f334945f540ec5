/*
 * translit.h - a word written with the letters of the other alphabet: oplata for оплата, вайфай
 * for wifi.
 *
 * Nobody romanises by a standard, so words are compared by keys: what is left of their sound when
 * everything people write differently is made the same (ь is dropped; y, j, i are one; sch, shch,
 * sh are one; yo, io and e are one). A Cyrillic word has one key. A Latin one has several, since
 * its letters can be read as Russian in Latin letters (c is ц or к, j is й or ж, x is х or кс) and
 * as English (oo is у, the a of face is эй). Words that no rule brings together, such as
 * WhatsApp and ватсап, are in a list that can be edited: text/data/loanwords.txt.
 *
 * Two words are alike if they share a key. Different words do as well (вод and ввод): how far
 * their sounds are apart tells them from each other.
 */
#ifndef TEXT_TRANSLIT_H
#define TEXT_TRANSLIT_H

#include "base/err.h"
#include "text/stem.h"

enum {
    translit_keys_most = 16,
    translit_key_max = 128 /* bytes; a letter has at most two */
};

struct translit_key {
    char text[translit_key_max];
    size_t len;
    unsigned looseness; /* in hundredths of an edit: how much had to be read into the word */
};

/* The list of loan words, read. Used by any thread. */
struct translit;
bool translit_new(struct arena *life, struct stemmer *stemmer, struct translit **out,
                  struct err *err);

/* The keys of a normalised word, no two alike; `stem` is what the list is searched by. None for
 * words that are neither Cyrillic nor Latin. */
size_t translit_keys(const struct translit *t, struct slice norm, struct slice stem,
                     enum word_script script, struct translit_key keys[translit_keys_most]);

/* The same key without a Russian ending, longest ending first: `at` is how many were taken so
 * far. False when there are no more. */
bool translit_without_ending(const struct translit_key *key, size_t *at, struct translit_key *out);

/* A Latin word in Cyrillic letters, as far as can be told: without ь. `room` is
 * where it is written. */
struct slice translit_to_cyrillic(struct slice latin, char room[translit_key_max]);

/* How far the sounds of a Latin and a Cyrillic word are apart in the reading that suits best, in
 * hundredths of an edit. */
unsigned translit_distance(struct slice latin, struct slice cyrillic);

#endif
