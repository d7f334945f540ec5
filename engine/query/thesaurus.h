/*
 * thesaurus.h - words and phrases that customers use in place of those of the articles, in both
 * languages: text/data/thesaurus.txt, which is part of the program.
 */
#ifndef ENGINE_THESAURUS_H
#define ENGINE_THESAURUS_H

#include "engine/query/wording.h"

/* Its groups, to be looked up as editors' synonyms are. */
struct thesaurus {
    const struct wording *same;    /* other names of the same thing */
    const struct wording *related; /* words that may be meant as well */
};

const struct thesaurus *thesaurus_new(struct arena *life, struct stemmer *stemmer);

#endif
