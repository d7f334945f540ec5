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

enum { forward_number_bytes = 5 };

/* The number at `*at`, which moves behind it; never beyond `end`. Most have one byte or two, and are
 * read without a loop. */
static inline uint32_t forward_number(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *p = *at;
    uint32_t n = 0;

    if (end - p > 2 && (p[0] < 0x80 || p[1] < 0x80)) {
        *at = p + (p[0] < 0x80 ? 1 : 2);
        return p[0] < 0x80 ? p[0] : (p[0] & 0x7Fu) | (uint32_t)p[1] << 7;
    }
    for (int shift = 0; *at < end && shift < 7 * forward_number_bytes; shift += 7) {
        unsigned char byte = *(*at)++;

        n |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return n;
}

enum { forward_magic = 0x33465A4B };

struct forward_header {
    uint32_t magic, documents;        /* the highest document number + 1 */
    uint64_t size;                    /* of all documents */
    uint64_t counted[language_count]; /* documents of a language */
    uint64_t words[language_count];   /* in them */
};

#endif
