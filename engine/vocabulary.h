/*
 * vocabulary.h - every word of the knowledge base, numbered by how often it is used.
 *
 * A file of the generation, made from the index's own terms and mapped by readers. Number
 * 0 is the most frequent word. A mapped vocabulary may be used by any thread.
 */
#ifndef ENGINE_VOCABULARY_H
#define ENGINE_VOCABULARY_H

#include "engine/xap.h"
#include "text/stem.h"

struct vocabulary;

bool vocabulary_build(struct xap_reader *index, struct stemmer *stemmer, const char *path,
                      struct err *err);

/* Mapped until `life` is freed. ERR_STALE if the file is not of this version. */
bool vocabulary_open(struct arena *life, const char *path, struct vocabulary **out,
                     struct err *err);

size_t vocabulary_size(const struct vocabulary *v);

/* The number of a normalised word, or -1. */
int64_t vocabulary_find(const struct vocabulary *v, struct slice norm);

struct slice vocabulary_word(const struct vocabulary *v, uint32_t number);
uint32_t vocabulary_documents(const struct vocabulary *v, uint32_t number); /* that hold it */

/* Hashes of stems stand for them: equal stems have equal hashes, and two of a million
 * different ones share one with a chance of 1 in 4,000. */
uint32_t vocabulary_stem(const struct vocabulary *v, uint32_t number);
uint32_t vocabulary_stem_hash(struct slice stem);

/* The most frequent words that begin with `prefix`, at most `most`; how many there are. */
size_t vocabulary_beginning(const struct vocabulary *v, struct slice prefix, size_t most,
                            uint32_t *numbers);

#endif
