/*
 * stem.h - the stems of a normalised word: what its forms have in common.
 *
 *      писем -> письмо      банка -> банк, банка      смарттега -> смарттег      paid -> pay
 *
 * Dictionary first: a form that morph.h knows has its lemmas as stems, several if it is a
 * form of several words; one it does not know is tried with -тся for -ться and the other way
 * round, as many people write it. Any other Cyrillic or Latin word goes to snowball.h and has one;
 * numbers and mixed words are their own. A stemmer remembers recent words, so that running
 * text costs far less than a look for each. It belongs to one thread at a time.
 */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "text/morph.h"
#include "text/words.h"

enum { stems_max = morph_lemmas_max };

struct stemmer;

struct stemmer *stemmer_new(struct arena *life);

/* The likeliest stem. Valid until the next call. Never empty for a word that is not. */
struct slice stem_word(struct stemmer *s, struct slice norm, enum word_script script);

/* All of them, 1 to stems_max, no two alike, the likeliest first: out[0] is what stem_word
 * gives. Valid until the next call. */
size_t stem_all(struct stemmer *s, struct slice norm, enum word_script script,
                struct slice out[stems_max]);

/* The same, in the arena. */
size_t stem_keep(struct stemmer *s, struct arena *job, struct slice norm, enum word_script script,
                 struct slice **out);

/* The dictionary that is asked first. It is part of the program and stays. */
const struct morph *stem_dictionary(const struct stemmer *s);

/* The other stems of a stem's family (pay: payment …), a weaker link than a form of the same
 * word; at most `most` of them. They are part of the program and stay. */
size_t stem_family(const struct stemmer *s, struct slice stem, struct slice *others, size_t most);

#endif
