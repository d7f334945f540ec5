/*
 * forward_file.h - the layout of a forward index: what forward_write.c writes and forward.c reads.
 *
 * A header; where each document begins, by its number in the index, one more than the highest;
 * then the documents. A document is the size of its bag in bytes; the bag: its length in words, then
 * for each different word how much its number is above the one before and, in a byte, what it
 * counts; then codes (tokens.h), a word being its number in the vocabulary. All numbers but that byte
 * are written 7 bits a byte, low ones first, the last byte below 128.
 */
#ifndef ENGINE_FORWARD_FILE_H
#define ENGINE_FORWARD_FILE_H

#include <stdint.h>

#include "text/language.h"

enum { forward_magic = 0x33465A4B };

struct forward_header {
    uint32_t magic, documents;        /* the highest document number + 1 */
    uint64_t size;                    /* of all documents */
    uint64_t counted[language_count]; /* documents of a language */
    uint64_t words[language_count];   /* in them */
};

#endif
