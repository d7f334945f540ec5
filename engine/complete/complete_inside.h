/*
 * complete_inside.h - what finding completions (complete.c), what was typed (complete_match.c) and
 * correcting it (complete_correct.c) share.
 */
#ifndef ENGINE_COMPLETE_INSIDE_H
#define ENGINE_COMPLETE_INSIDE_H

#include "engine/complete/complete_file.h"

enum {
    typed_words_most = 12,      /* the last ones are looked at */
    typed_forms_most = 64,      /* words that a typed one may stand for */
    typed_form_letters = 4,     /* of an unfinished word that may be a form of another */
    typed_short_letters = 3,    /* of a finished one that is a word cut short */
    complete_scan_most = 20000, /* places that are looked at */
    visible_looked_at = 200     /* entries of a word, to see whether there is one to be seen */
};

/* A word as it was typed, and the words of the table it may be. */
struct typed_word {
    struct slice norm;
    enum word_script script;
    size_t start, end;           /* bytes of the text */
    bool goes_on;                /* the last one, still being typed */
    struct complete_range range; /* words it is, or begins */
    uint32_t *forms;             /* others it is a form of, or of the family of; ascending */
    size_t form_count;
    size_t places;
    bool optional; /* it need not be there */
};

struct typed {
    struct slice text;
    struct typed_word *words;
    size_t count;
};

/* Who asks. */
struct seeker {
    const struct complete *c;
    struct arena *job;
    struct stemmer *stemmer;
    const struct translit *translit;
    const struct complete_request *q;
    bool *audiences; /* by number: may they be seen? */
};

/* ---- who may see what ---- */

bool seeker_sees_article(const struct seeker *s, uint32_t number);
bool seeker_sees_entry(const struct seeker *s, uint32_t number);
size_t seeker_counts(const struct seeker *s, struct complete_numbers holders); /* those seen */

/* Is there an entry to be seen that has a word of the range, or one of the forms? */
bool seeker_knows(const struct seeker *s, const struct typed_word *w);
bool seeker_knows_word(const struct seeker *s, uint32_t word);

/* ---- what was typed ---- */

struct typed typed_parse(const struct seeker *s, struct slice text);

/* Looks up a word whose norm, script and goes_on are set. */
void typed_look_up(const struct seeker *s, struct typed_word *w);

bool typed_begins(const struct typed_word *w, uint32_t word); /* or is it */
bool typed_is(const struct typed_word *w, uint32_t word);     /* one of its forms included */

/* ---- finding and correcting ---- */

/* Appends completions of what was typed; returns how many there are now. */
size_t seeker_find(const struct seeker *s, const struct typed *typed, struct completion *out,
                   size_t count, size_t most);

/* What may have been meant, if anything to be seen begins so. With `all`, words that are known are
 * read in another layout or alphabet too. */
bool seeker_correct(const struct seeker *s, const struct typed *typed, bool all, struct typed *out,
                    enum correction_kind *kind);

#endif
