/*
 * spelling_file.h - what writing and reading the spelling table have in common.
 *
 * The file: a header; for each bucket where its deletes begin (one more than there are buckets);
 * the deletes by bucket, each with a part of its hash and the number of its word; words
 * by hash of their keys in the other alphabet.
 *
 * A delete is the first letters of a word without up to two of them. 12 bits of its hash stand in
 * it and up to 20 say which bucket it is in, so that few words are looked at in vain; each is
 * compared anyway.
 */
#ifndef ENGINE_SPELLING_FILE_H
#define ENGINE_SPELLING_FILE_H

#include "engine/query/spelling.h"
#include "text/distance.h"

enum {
    spelling_magic = 0x32534B4B,
    spelling_prefix = 7,        /* letters deletes are made of */
    spelling_letters_least = 3, /* shorter words are no candidates */
    spelling_deletes_most = 1 + spelling_prefix + spelling_prefix * (spelling_prefix - 1) / 2,
    spelling_number_bits = 20, /* of a delete are the number of its word */
    spelling_bucket_bits_most = 20
};

struct spelling_header {
    uint32_t magic, words, bucket_bits, deletes, keys;
};

struct spelling_named {
    uint32_t hash, word;
};

/* The letters of a word that is made of nothing else, of one alphabet; 0 for any other. */
size_t spelling_letters(struct slice norm, uint32_t letters[distance_letters_max]);

/* Hashes of what the first letters become without up to `most` (0 to 2) of them. */
size_t spelling_deletes(const uint32_t *letters, size_t count, unsigned most,
                        uint32_t hashes[spelling_deletes_most]);

uint32_t spelling_bucket(unsigned bits, uint32_t hash);

/* The first place in a list sorted by hash that is not before `hash`. */
size_t spelling_lower_bound(const struct spelling_named *list, size_t count, uint32_t hash);

/* A word of one alphabet and a stem with the same key are told apart by the sort of key. */
enum spelling_key { KEY_CYRILLIC = 'w', KEY_STEM = 's', KEY_LATIN = 'l' };

uint32_t spelling_hash_key(enum spelling_key sort, const struct translit_key *key);

#endif
