/*
 * morph_table.h - the layout of the table that morph.c reads and text/build/ writes.
 *
 * All numbers are 32 bits, least significant byte first:
 *      magic, counts of arcs, recipes, links, bytes of texts; roots of words and families
 *      arcs      the states of two acyclic automata, one behind the other; a state is
 *                the number of its first arc
 *      recipes   how a word becomes its lemma: letters to strip, the text to add
 *      links     the members of a family
 *      texts     each led by its length in a byte
 *
 * An arc: 6 bits of label, a bit that says it is the last of its state, 24 bits of target,
 * another state. With the label 0 the word may end here, and the target is its first recipe
 * (words) or link (families). A recipe: 7 bits of letters, a bit for the last of its word,
 * 24 bits of place in the texts. A link likewise, without letters.
 */
#ifndef TEXT_MORPH_TABLE_H
#define TEXT_MORPH_TABLE_H

#include <stdint.h>

enum {
    morph_magic = 0x31504D4B,
    morph_header = 7 * 4,

    morph_label_bits = 0x3F,
    morph_arc_last = 0x40,
    morph_strip_bits = 0x7F,
    morph_last = 0x80,
    morph_target_shift = 8,

    morph_lemmas_max = 4,
    morph_word_max = 60, /* letters of a word */
};

/* 1 to 32 for а to я, 33 to 58 for a to z, 59 for the apostrophe, 0 for anything else. */
static inline uint8_t morph_label(uint32_t c)
{
    if (c >= 0x430 && c <= 0x44F)
        return (uint8_t)(c - 0x430 + 1);
    if (c == '\'')
        return 59;
    return c >= 'a' && c <= 'z' ? (uint8_t)(c - 'a' + 33) : 0;
}

/* The character of a label that is not 0. */
static inline uint32_t morph_letter(uint8_t label)
{
    if (label == 59)
        return '\'';
    return label < 33 ? 0x430 + (uint32_t)label - 1 : 'a' + (uint32_t)label - 33;
}

#endif
