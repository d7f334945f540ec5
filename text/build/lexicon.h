/*
 * lexicon.h - which lemmas each form has: the dictionary, mended by text/data/russian.txt.
 *
 * hunspell-ru was made for spelling, so many forms of irregular words are entries of their
 * own (писем, вошёл, подберу, счета beside счёт). Here they find their lemma: by the lists
 * of the file, whose head explains them, and by the shape of their paradigms.
 */
#ifndef TEXT_BUILD_LEXICON_H
#define TEXT_BUILD_LEXICON_H

#include "base/map.h"
#include "text/build/hunspell.h"
#include "text/sets.h"

/* A form with one of its lemmas. */
struct pair {
    struct slice form, lemma;
    uint32_t rank; /* the likelier of two lemmas has the lower one */
};

enum kind { KIND_NOUN = 1, KIND_ADJECTIVE = 2, KIND_VERB = 4, KIND_OTHER = 8 };

struct lemma_entry {
    struct slice lemma;
    unsigned kinds; /* several for homonyms */
};

struct lexicon {
    struct pair *pairs; /* by form, then rank; each pair once */
    size_t count;
    struct lemma_entry *lemmas; /* in the order of the dictionary, without names */
    size_t lemma_count;
    struct map by_lemma; /* -> struct lemma_entry */
};

bool lexicon_build(struct arena *job, const struct dictionary *d, const struct sets *lists,
                   struct lexicon *out, struct err *err);

/* The pairs of a form: the first and how many. */
const struct pair *lexicon_find(const struct lexicon *l, struct slice form, size_t *count);

#endif
