/*
 * sentences.h - where the sentences of a Russian or English text begin and end.
 *
 * A line end always ends a sentence: the texts of the index hold one paragraph, step or
 * table row a line. Within a line . ! ? … end one when what follows looks like a
 * beginning, and what stands before is no abbreviation (т. е., руб., e.g., Mr.), initial
 * (А. С.) or step number (1.). Pure.
 */
#ifndef TEXT_SENTENCES_H
#define TEXT_SENTENCES_H

#include "base/str.h"

/* Cuts the next sentence, trimmed, off the front of `*rest`; false when none is left. */
bool sentences_next(struct slice *rest, struct slice *sentence);

#endif
