/*
 * correct.h - what the words of a query may have meant, where the knowledge base has not got them.
 *
 *      rfr jgkfnbnm pfrfp         -> как оплатить заказ     layout
 *      ne rabotaet lichniy kabinet -> не работает личный кабинет   translit
 *      возрват денег              -> возврат денег          spell
 *      немогу войти               -> не могу войти          split
 *      вай фай                    -> wifi                   join
 *
 * A word that the knowledge base has, as it is, by its stem or, while it is being typed, as a
 * beginning, is left alone; words of three letters and less are only ever read in the other
 * layout or alphabet. Ways to read a word compete by cost: as it was meant in the other layout,
 * then in the other alphabet, with one edit, with two; frequent words win between equals. Words
 * of one query support each other: short ones (`d`, `yf`, "na") follow their neighbours, although
 * the knowledge base may have them.
 *
 * What comes out are suggestions: whether they are searched for, beside what was typed or instead
 * of it, is the caller's to say.
 */
#ifndef ENGINE_CORRECT_H
#define ENGINE_CORRECT_H

#include "engine/query/query.h"
#include "engine/query/spelling.h"

struct corrector {
    const struct vocabulary *vocabulary;
    const struct spelling *spelling;
    struct stemmer *stemmer;
    /* The words of the language, whether the knowledge base has them or not. Such a word is
     * corrected only to one that is very near, and others may be corrected to it. NULL: nobody
     * knows. */
    const struct morph *dictionary;
    /* May the one who asks be told of this word of the vocabulary? If not, it is as if the
     * knowledge base had not got it. NULL: all words. */
    bool (*may_name)(void *namer, uint32_t word);
    void *namer;
    /* Whoever answers must not take a question for another: names are many among Latin words, so
     * with two edits one is trusted less. */
    bool surely;
};

/* A word as it was typed, as in struct query_word. */
struct correct_word {
    struct slice norm, stem;
    enum word_script script;
    size_t start, end; /* bytes of the text */
    bool goes_on;      /* the last one, still being typed */
    bool fixed;        /* never corrected: within a phrase, behind a minus */
    bool named;        /* somebody has other words for it: as good as one the index has */
};

enum correction_kind {
    CORRECTION_LAYOUT,
    CORRECTION_TRANSLIT,
    CORRECTION_SPELL,
    CORRECTION_SPLIT,
    CORRECTION_JOIN
};

/* A word that a correction puts there. */
struct corrected_word {
    struct slice norm, stem;
    enum word_script script;
    uint32_t documents; /* that have it; 0 if only its stem is there, or nothing */
    bool known;         /* the knowledge base has it, by its stem at least */
    bool goes_on;       /* it is the beginning of words */
};

enum {
    correction_words_most = 4,
    correct_alternatives_most = 3 /* for the same words */
};

struct correction {
    enum correction_kind kind;
    size_t first, count;   /* the words it stands for */
    size_t start, end;     /* the bytes of the text that `to` takes the place of */
    struct slice from, to; /* as typed; as shown, with capitals as typed */
    struct corrected_word words[correction_words_most];
    size_t word_count;
    unsigned cost; /* hundredths of an edit */
    double weight; /* 0 to 1: how far it is to be trusted, next to what was typed */
};

/* By place; for the same words the best first. Corrections of different words never overlap. */
struct corrections {
    struct correction *items;
    size_t count;
};

/* The words of a query, of which those behind a minus are fixed. */
struct correct_word *correct_typed(struct arena *job, const struct query *q);

struct corrections correct_words(struct arena *job, const struct corrector *c, struct slice text,
                                 const struct correct_word *words, size_t count);

/* The text with the best correction at each place: what to show as "did you mean". Equals `text`
 * if there are none. */
struct slice correct_text(struct arena *job, struct slice text, const struct corrections *found);

/* Without words of the language that no article has: they kept others from their places, and are of
 * use to who reads the whole text, but nobody need be shown them. */
struct corrections correct_shown(struct arena *job, const struct corrections *found);

/* layout, translit, spell, split, join. */
const char *correction_name(enum correction_kind kind);

#endif
