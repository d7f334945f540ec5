/*
 * postings_file.h - the layout of postings: what postings_build.c writes and postings.c reads.
 *
 * A header; the lists; bytes of 0 up to a multiple of 8; hashes of the stems, ascending; where the
 * list of each begins; 1 more than the length of each document, by its number, or 0. A list is how many documents it
 * has; then for each, ascending, how much its number is above the one before, and what the stem
 * counts there. All of these are written as in a forward index: 7 bits a byte, low ones first, the
 * last byte below 128.
 */
#ifndef ENGINE_POSTINGS_FILE_H
#define ENGINE_POSTINGS_FILE_H

#include <stdint.h>

enum { postings_magic = 0x32504A4B };

struct postings_header {
    uint32_t magic;
    uint32_t documents;   /* the highest document number + 1 */
    uint32_t stems, size; /* size: of all lists with what fills them up, bytes */
};

#endif
