/*
 * words.h - the words of a text, normalised, with their places in the original.
 *
 *      "Оплати́ть 5 000 ₽ за Wi‑Fi" -> оплатить[0..18] 5000[19..24] за wi fi(-)
 *
 * Indexing, queries, snippets and every list of words use this one function, so that a
 * word becomes the same everywhere. Beyond the folding of fold.h:
 *   - letters of the wrong alphabet inside a word are mended (сче́т with a Latin c);
 *   - digits grouped by spaces or commas are one number (5 000, 5,000 -> 5000; 3,5 -> 3.5);
 *     dots between digits stay (12.03, v2.1.0);
 *   - some names are kept whole: C++, C#, .NET, 1С, AT&T, 24/7 (exceptions.h);
 *   - words joined by a hyphen are words of their own that know how they were joined;
 *   - an apostrophe between letters belongs to the word (don't).
 * Words longer than word_max characters are cut there, on both sides alike.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/str.h"

/* 60 characters of 4 bytes and a prefix still fit into a term of the index (245 bytes). */
enum { word_max = 60, word_bytes_max = word_max * 4 };

enum word_script {
    WORD_CYRILLIC,
    WORD_LATIN,
    WORD_NUMBER, /* digits, perhaps with dots */
    WORD_MIXED   /* letters with digits or signs, two alphabets, other alphabets */
};

struct word {
    struct slice norm; /* valid until the next call of words_next on the same iterator */
    size_t start, end; /* bytes of the original text, marks included */
    enum word_script script;
    char glue; /* the one sign between the word before and this one, 0 if more or a space */
};

struct words {
    struct slice text;
    size_t at;       /* next byte to look at */
    size_t last_end; /* end of the word before */
    char norm[word_bytes_max];
};

struct words words_of(struct slice text);
bool words_next(struct words *w, struct word *out);

/* The words, normalised, with one space between: equal for texts that differ only in
 * case, punctuation, ё, spacing. At most `max` bytes. */
struct slice words_join(struct arena *job, struct slice text, size_t max);

/* The whole text, normalised: words as above, other characters folded, white space
 * single, none at the ends. normalise(normalise(t)) equals normalise(t). */
struct slice words_normalise(struct arena *job, struct slice text);

#endif
