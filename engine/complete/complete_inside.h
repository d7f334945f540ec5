/*
 * complete_inside.h - what the steps from a text to completions share: what was typed
 * (complete_match.c), the entries that fit it (complete_entries.c), the rows made of them
 * (complete_rows.c), what was meant (complete_correct.c, complete_readings.c), all together
 * (complete.c).
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

/* ---- the entries that fit ---- */

struct entries {
    uint32_t numbers[2 * complete_best_most]; /* best first */
    size_t count;
};

/* Of at least one typed word; more than `most`, as rows may leave some out. */
void entries_find(const struct seeker *s, const struct typed *typed, size_t most,
                  struct entries *out);

/* ---- rows ---- */

struct rows {
    const struct seeker *s;
    const struct typed *typed; /* NULL: nothing was typed */
    struct completion *out;
    uint32_t entries[complete_most]; /* of the rows from `first` on */
    size_t first, count, most;
    size_t queries, queries_most; /* phrases, as long as there is something else */
};

/* Appends those that say something new. */
void rows_take(struct rows *r, const struct entries *found);
void rows_add_article(struct rows *r, uint32_t number); /* by its title, if it may be seen */

/* ---- correcting ---- */

/* What may have been meant, if anything to be seen begins so. With `all`, words that are known are
 * read in another layout or alphabet too. */
bool seeker_correct(const struct seeker *s, const struct typed *typed, bool all, struct typed *out,
                    enum correction_kind *kind);

/* What a word may have been meant as in the other alphabet, or with one letter wrong; ptr NULL:
 * nothing that is known. */
struct slice typed_in_other_alphabet(const struct seeker *s, const struct typed_word *w);
struct slice typed_with_letter_wrong(const struct seeker *s, const struct typed_word *w);

#endif
