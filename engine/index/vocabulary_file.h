/*
 * vocabulary_file.h - the layout of a vocabulary: what vocabulary_write.c writes and vocabulary.c
 * reads.
 *
 * A header; then arrays of 32-bit numbers, in this order, of which those marked * have one item
 * more than is counted, the end of the last; then the texts of the words, and those of the stems.
 *
 *      starts*       by word      where its text begins
 *      documents     by word      documents that hold it
 *      sorted                     words in the order of their bytes
 *      stems_at*     by word      where its stems begin in …
 *      stems                      … stems of words
 *      stem_starts*  by stem      where its text begins
 *      words_at*     by stem      where its words begin in …
 *      words                      … words of stems
 */
#ifndef ENGINE_VOCABULARY_FILE_H
#define ENGINE_VOCABULARY_FILE_H

#include <stdint.h>

enum { vocabulary_magic = 0x32565A4B };

struct vocabulary_header {
    uint32_t magic, words, stems, links; /* links: pairs of a word and a stem */
    uint32_t texts_size, stem_texts_size;
};

#endif
