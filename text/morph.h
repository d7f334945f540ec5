/*
 * morph.h - the dictionary of word forms: from a form to its lemmas, from a stem to its family.
 *
 *      писем -> письмо      банка -> банк, банка      went -> go
 *      оплатить -> оплата, оплачивать, платеж …
 *
 * The dictionary is a table made when the program is built (text/build/) from hunspell-ru and
 * from our own lists (text/data/), and it is part of the program. Words are normalised ones
 * (words.h). Reading is pure: any number of threads, nothing allocated; whatever the table
 * holds, nothing outside of it is touched.
 *
 * A word the dictionary does not know may be a known one behind a prefix that does not change
 * its meaning (автоплатежами -> автоплатеж); else there is no lemma.
 */
#ifndef TEXT_MORPH_H
#define TEXT_MORPH_H

#include "base/str.h"
#include "text/morph_table.h"

struct morph {
    const uint8_t *arcs, *recipes, *links, *texts;
    uint32_t arc_count, recipe_count, link_count, texts_size, words, families;
};

/* How a word becomes a lemma: its first `keep` bytes, then `add`. */
struct lemma {
    size_t keep;
    struct slice add;
};

/* False if this is not a table, or one that was cut. It is borrowed. */
bool morph_open(struct slice table, struct morph *out);

/* The table within the program. */
struct morph morph_embedded(void);

/* ---- walking the words letter by letter, in labels of morph_table.h ---- */

enum { morph_nowhere = UINT32_MAX };

/* Where a label leads from a state, or morph_nowhere; `words` is the state of no letters yet. */
uint32_t morph_step(const struct morph *m, uint32_t state, uint8_t label);

/* Is what was walked so far a word? */
bool morph_ends(const struct morph *m, uint32_t state);

/* The labels that lead on from a state:
 *      struct morph_arc a = {.at = state};
 *      while (morph_next(&m, &a)) … a.label, a.target */
struct morph_arc {
    uint32_t at, target;
    uint8_t label;
    bool last;
};
bool morph_next(const struct morph *m, struct morph_arc *a);

/* ---- forms and families ---- */

/* The likeliest first; 0 for a word that is not known. */
size_t morph_lemmas(const struct morph *m, struct slice word, struct lemma out[morph_lemmas_max]);

/* The other stems of a stem's family, in the order of the list:
 *      struct family f = morph_family(&m, stem);
 *      while (morph_family_next(&f, &other)) … */
struct family {
    const struct morph *morph;
    struct slice stem;
    uint32_t at;
    bool ended;
};
struct family morph_family(const struct morph *m, struct slice stem);
bool morph_family_next(struct family *f, struct slice *other); /* `other` lives with the table */

#endif
