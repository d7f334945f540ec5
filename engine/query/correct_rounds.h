/*
 * correct_rounds.h - the first two rounds of correct.c, which look at all words of a query
 * together: what was typed in the other layout, what is written in the other alphabet.
 */
#ifndef ENGINE_CORRECT_ROUNDS_H
#define ENGINE_CORRECT_ROUNDS_H

#include "engine/query/guess.h"
#include "text/layout.h"

/* How well the words of a reading are known: not all of them; by the language, not all by the
 * index; by the index. */
enum reads { READS_NOT, READS_AS_LANGUAGE, READS_WELL };

/* A piece of the text without spaces. */
struct piece {
    size_t start, end, first, count; /* its bytes, its words */
    enum layout from;
    bool is_address; /* of a page, a mailbox, a file: words in it stay */
    bool open;       /* may be read in the other layout: no sign of an address, nothing fixed */
    bool known;      /* the index has its words */
    struct slice reading;
    struct corrected_word words[correction_words_most];
    size_t word_count, letters;
    uint32_t documents; /* of the word of the reading, if it is one */
    enum reads reads;
    bool flipped, supported; /* decided; not read, but what is around it is flipped */
};

/* A word, and what it is in the other alphabet. */
struct item {
    const struct correct_word *word;
    size_t letters, piece;
    bool open, known;
    bool latin; /* may be Russian; a letter written with a digit (po4emu) makes a word mixed */
    struct guesses guesses; /* in the other alphabet at first, then all */
    bool strong, written;   /* beyond doubt; decided to be in the other alphabet */
};

struct work {
    struct arena *job;
    const struct corrector *c;
    struct slice text;
    const struct correct_word *words;
    size_t count;
    struct piece *pieces;
    size_t piece_count;
    struct item *items;
    unsigned foreign; /* what it costs that Latin words of the query are so as they are */
    struct corrections out;
};

enum {
    layout_least = 3, /* letters that are looked at in the other layout alone */
    short_most = 3    /* letters of a word that follows its neighbours although the index has it */
};

/* Is each word known, of letters, in Latin ones? Comes before the rounds. */
void correct_look(struct work *w);

/* Cuts the text into pieces and reads each in the other layout. */
void correct_cut(struct work *w);

/* Decides which pieces are flipped, and which follow those unread. */
void correct_flip(struct work *w);

/* Decides which words are Russian in Latin letters. */
void correct_write(struct work *w);

bool correct_is_space(char c);

#endif
