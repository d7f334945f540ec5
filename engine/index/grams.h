/*
 * grams.h - pieces of four letters, ends of words included, and how many documents have each.
 *
 *      оплата -> ^опл опла плат лата ата$      лк -> ^лк$
 *
 * Words of one root share pieces where they share no stem (верификация, верифицировать), and so do
 * misspelt ones. A word is compared by its pieces; what a piece is worth is told by how rare it is.
 * The table is a file of the generation, made from its vocabulary, mapped, used by any thread.
 * Pieces are known by hashes of 32 bits; two that share one count as the same.
 */
#ifndef ENGINE_GRAMS_H
#define ENGINE_GRAMS_H

#include "engine/index/vocabulary.h"

enum { gram_letters = 4, grams_of_word_max = word_max };

/* The pieces of a normalised word, in order; how many. */
size_t grams_of(struct slice norm, uint32_t hashes[grams_of_word_max]);

struct grams;

/* `documents`: how many there are. */
bool grams_build(const struct vocabulary *v, size_t documents, const char *path, struct err *err);
bool grams_open(struct arena *life, const char *path, struct grams **out, struct err *err);

/* The words that have a piece, the most frequent first. */
struct vocabulary_list grams_words(const struct grams *g, uint32_t hash);

/* About how many documents have a word with this piece: as if words were spread over the documents
 * independently of each other. */
double grams_documents(const struct grams *g, uint32_t hash);

#endif
