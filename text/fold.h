/*
 * fold.h - one written character, folded to what it means for search.
 *
 * A written character is a letter with the marks and invisible characters behind it.
 * Folding lower-cases, composes и+U+0306 to й (never й to и), turns ё into е, strips all
 * other marks (stress, accents), drops soft hyphens, zero-width characters and variation
 * selectors, and resolves compatibility forms (ﬁ, ², full-width). ASCII and Cyrillic go
 * through a table; the rest through utf8proc (NFKD with case folding).
 * Pure; any number of threads.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/str.h"

enum fold_class {
    FOLD_NOTHING,  /* leaves no trace: a stray mark, a zero-width character */
    FOLD_CYRILLIC, /* letters… */
    FOLD_LATIN,
    FOLD_LETTER,    /* of any other alphabet */
    FOLD_IDEOGRAPH, /* a word of its own */
    FOLD_DIGIT,
    FOLD_APOSTROPHE, /* ' and what is typed for it */
    FOLD_HYPHEN,     /* - and its look-alikes that join words */
    FOLD_DASH,       /* dashes that part words */
    FOLD_SPACE,      /* white space within a line */
    FOLD_BREAK,      /* end of a line or paragraph */
    FOLD_OTHER       /* punctuation and symbols, kept as written */
};

enum { fold_most = 18 }; /* the longest decomposition in Unicode (U+FDFA) */

struct folded {
    enum fold_class class;
    unsigned count;
    uint32_t chars[fold_most];
};

/* Folds the character at `*at`, which moves behind it and its marks. `*at` is below s.len. */
void fold_next(struct slice s, size_t *at, struct folded *out);

static inline bool fold_is_letter(enum fold_class c)
{
    return c == FOLD_CYRILLIC || c == FOLD_LATIN || c == FOLD_LETTER;
}

static inline bool fold_is_wordy(enum fold_class c)
{
    return fold_is_letter(c) || c == FOLD_DIGIT || c == FOLD_IDEOGRAPH;
}

#endif
