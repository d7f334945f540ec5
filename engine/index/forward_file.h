/*
 * forward_file.h - the layout of a forward index: what forward_write.c writes and forward.c reads.
 *
 * A file of parts (parts.h): about all, and the documents by their number in the index. A document is
 *      how long the id of the article is, and that;
 *      how many words stand in it, how many different ones, how many before the end of each part
 *      up to the labels, and of how many bytes its runs and lists are;
 *      the numbers of its different words, ascending;
 *      of each the place where it stands (the first word of the document is at 0), or, if there are
 *      several, forward_several and where in the lists they are;
 *      its runs: of each 1 more than how many words it has; 0 where a part ends;
 *      the lists: how many places, and how much each is above the one before.
 * Word numbers and places have two bytes each, or four in a document where that is not enough. All
 * other numbers are written 7 bits a byte, low ones first, the last byte below 128.
 */
#ifndef ENGINE_FORWARD_FILE_H
#define ENGINE_FORWARD_FILE_H

#include <stdbool.h>
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

/* In the place of a word that stands at several: where in the lists these are. */
static inline uint32_t forward_several(bool wide)
{
    return wide ? 1u << 31 : 1u << 15;
}

enum { forward_magic = 0x34465A4B };

struct forward_about {
    uint64_t counted[language_count]; /* documents of a language */
    uint64_t words[language_count];   /* in them */
};

#endif
