/*
 * guess.h - the ways a single word of a query can be read; correct.h weighs them together.
 */
#ifndef ENGINE_GUESS_H
#define ENGINE_GUESS_H

#include "engine/query/correct.h"

struct guess {
    enum correction_kind kind;
    struct corrected_word words[correction_words_most];
    size_t count;
    unsigned cost;
    unsigned handicap; /* of its score alone: a word that the knowledge base has not */
    double score;      /* the cost less what frequent words gain: lower is better */
    struct slice text; /* of a CORRECTION_LAYOUT: with its signs and capitals */
};

enum { guesses_most = 8 };

/* Of one word, best first; no two begin with the same stem. */
struct guesses {
    struct arena *job;
    const struct corrector *c;
    struct guess items[guesses_most];
    size_t count;
};

/* Costs on top of those of edits and sounds, in hundredths of an edit. */
enum guess_cost {
    guess_translit = 10,
    guess_short_layout = 20, /* of three letters, with no neighbour that supports it */
    guess_flipped_edit = 60, /* an edit besides the other layout or alphabet */
    guess_flipped_edit_supported = 20,
    guess_foreign = 31,   /* read as Russian among words that are English… */
    guess_mixed = 30,     /* …or as many of one as of the other */
    guess_real = 120,     /* a word of the language becomes another one… */
    guess_real_latin = 85 /* …an English one: of those the dictionary has every rare one */
};

/* Puts a guess, but for its score, where it belongs. */
void guess_add(struct guesses *g, struct guess *new);

/* A word as the knowledge base has it. `norm` and its stem are copied. */
struct corrected_word guess_word(const struct corrector *c, struct arena *job, struct slice norm,
                                 enum word_script script, bool goes_on);

/* What is added where a word of the language becomes another one; 0 for what is none. */
unsigned guess_real_cost(const struct corrector *c, struct slice norm, enum word_script script);

/* Is it a word of the language, as far as anybody knows? */
bool guess_is_word(const struct corrector *c, struct slice norm, enum word_script script);

/* Articles that have the word or, if none has it as it is, the form that most have. */
size_t guess_documents(const struct corrector *c, const struct corrected_word *word);

/* The number of a word that may be named, or -1. */
int64_t guess_number(const struct corrector *c, struct slice norm);

/* Does the knowledge base have the word, its stem, or what it is the beginning of? Stems of words
 * of three letters and less say nothing. */
bool guess_knows(const struct corrector *c, struct slice norm, struct slice stem, bool goes_on);

/* The words of a text, at most correction_words_most; 0 if there are more. `goes_on` says that
 * the last one may be unfinished. */
size_t guess_words(const struct corrector *c, struct arena *job, struct slice text, bool goes_on,
                   struct corrected_word words[correction_words_most]);

/* Each adds what it finds; `extra` is added to the costs. */
void guess_spelling(struct guesses *g, enum correction_kind kind, struct slice norm,
                    enum word_script script, unsigned max, unsigned extra);
void guess_alike(struct guesses *g, enum correction_kind kind, struct slice norm, struct slice stem,
                 enum word_script script, unsigned extra);
/* Words of the language: forms of what the knowledge base has, or others. */
void guess_language(struct guesses *g, enum correction_kind kind, struct slice norm,
                    enum word_script script, unsigned extra);
void guess_romanised(struct guesses *g, struct slice latin);
/* The word in Cyrillic letters, if the knowledge base has its stem, or words that begin so; or with
 * an edit. */
void guess_written(struct guesses *g, struct slice latin, bool goes_on);
void guess_translit_spelling(struct guesses *g, struct slice latin, unsigned extra);
/* In Cyrillic letters, whether anybody has it or not. */
void guess_unknown(struct guesses *g, struct slice latin, unsigned cost);
void guess_split(struct guesses *g, struct slice norm, enum word_script script);
void guess_join(struct guesses *g, const struct correct_word *a, const struct correct_word *b);

/* A reading in the other layout whose words were looked at before. */
void guess_layout(struct guesses *g, struct slice text, const struct corrected_word *words,
                  size_t count, unsigned cost);

#endif
