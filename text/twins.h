/*
 * twins.h - letters of the two alphabets that look alike in at least one case: typed in the
 * wrong layout, or by OCR.
 */
#ifndef TEXT_TWINS_H
#define TEXT_TWINS_H

#include <stdint.h>

/* The letter of the other alphabet that looks like the (folded) letter; 0 if none does. */
uint32_t twins_cyrillic(uint32_t c);
uint32_t twins_latin(uint32_t c);

#endif
