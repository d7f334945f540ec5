/*
 * near_inside.h - what the walks of near.h have in common.
 */
#ifndef TEXT_NEAR_INSIDE_H
#define TEXT_NEAR_INSIDE_H

#include "text/near.h"

/* Words of labels (morph_table.h), as they are walked. */
struct near_walk {
    struct arena *job;
    const struct morph *morph;
    uint8_t path[morph_word_max];
    struct near_words found;
};

/* Notes the first `count` labels of the path as a word. */
void near_note(struct near_walk *w, size_t count, unsigned cost);

#endif
