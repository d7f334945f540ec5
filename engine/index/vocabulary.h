/*
 * vocabulary.h - every word of the knowledge base, numbered by how often it is used, and
 * every stem, with the words that have it.
 *
 * A file of the generation, made with the forward index (tables.h) and mapped by readers. Word 0 is
 * the most frequent one. Stems are numbered in the order of their bytes; a word has up to stems_max
 * of them, the likeliest first. A mapped vocabulary may be used by any thread.
 */
#ifndef ENGINE_VOCABULARY_H
#define ENGINE_VOCABULARY_H

#include "base/err.h"
#include "text/stem.h"

struct vocabulary;

/* A word as the articles were read. */
struct vocabulary_entry {
    struct slice text;
    uint32_t documents; /* that hold it */
    uint32_t id;        /* the caller's */
};

/* Sorts the words into the order of their numbers and writes the file. */
bool vocabulary_write(struct vocabulary_entry *words, size_t count, struct stemmer *stemmer,
                      const char *path, struct err *err);

/* Mapped until `life` is freed. ERR_STALE if the file is not of this version. */
bool vocabulary_open(struct arena *life, const char *path, struct vocabulary **out,
                     struct err *err);

size_t vocabulary_size(const struct vocabulary *v);

/* The number of a normalised word, or -1. */
int64_t vocabulary_find(const struct vocabulary *v, struct slice norm);

struct slice vocabulary_word(const struct vocabulary *v, uint32_t number);
uint32_t vocabulary_documents(const struct vocabulary *v, uint32_t number); /* that hold it */

/* The most frequent words that begin with `prefix`, at most `most`; how many there are. */
size_t vocabulary_beginning(const struct vocabulary *v, struct slice prefix, size_t most,
                            uint32_t *numbers);

/* ---- stems ---- */

struct vocabulary_list {
    const uint32_t *items;
    size_t count;
};

/* The number of a stem, or -1. */
int64_t vocabulary_find_stem(const struct vocabulary *v, struct slice stem);

struct slice vocabulary_stem(const struct vocabulary *v, uint32_t stem);
struct vocabulary_list vocabulary_stems_of(const struct vocabulary *v, uint32_t number);

/* The likeliest stem of a word; UINT32_MAX for a word the vocabulary has not. */
uint32_t vocabulary_stem_of(const struct vocabulary *v, uint32_t number);

/* Words with this stem, the most frequent first. */
struct vocabulary_list vocabulary_words_with(const struct vocabulary *v, uint32_t stem);

#endif
