/*
 * query.h - what a person typed, as a tree of what to look for.
 *
 *      -возврат "личный кабинет" оплата кар
 *      (without (maybe (phrase личный кабинет) (any Zоплат (best Zкар …))) Zвозврат)
 *
 * Any text is a query: parsing never fails. Words rank, all forms of a word are found;
 * a "phrase" must stand there as written (any quotes: "…", «…», “…”; an open one ends with
 * the text), unless it is quoted within a sentence; -word and -"phrase" must not. The last word may
 * go on, whatever space or sign follows it. What is beyond query_words_max words is not looked at.
 * Pure: the knowledge base is asked by expand.h, which fills in what else words may stand for.
 */
#ifndef ENGINE_QUERY_H
#define ENGINE_QUERY_H

#include "engine/article/schema.h"
#include "text/stem.h"

enum { query_words_max = 64, query_text_max = 8192 };

enum query_kind {
    QUERY_NOTHING,
    QUERY_EVERYTHING,
    QUERY_TERM,
    QUERY_ANY,     /* at least one part; weights add up */
    QUERY_ALL,     /* every part; weights add up */
    QUERY_BEST,    /* at least one part; the best weight counts */
    QUERY_SYNONYM, /* at least one part; counted as if they were one term */
    QUERY_PHRASE,  /* every part; that they stand together is checked by phrase.h */
    QUERY_MAYBE,   /* the first part; the second one only adds weight */
    QUERY_WITHOUT  /* the first part, where the second one is not */
};

struct query_node {
    enum query_kind kind;
    struct slice term; /* of a QUERY_TERM */
    double weight;     /* multiplies what it counts; 1 if nothing is said */
    const struct query_node **parts;
    size_t count;
    bool of_word; /* a word and what it may stand for: that counts as rare as the word at most */
};

/* Why a word is looked for as something else, beside what was typed. */
enum query_why {
    QUERY_BEGINNING, /* words the unfinished one may become */
    QUERY_LIKE,      /* words that begin alike: stems part some forms, and roots */
    QUERY_FAMILY,    /* its aspect pair, its noun, its verb */
    QUERY_CORRECTED, /* another way to read what was typed */
    QUERY_TYPED,     /* what was typed, where a correction stands in its place */
    QUERY_RELATED,   /* what else customers call it */
    QUERY_MEANT      /* a synonym by the editors */
};

/* Any of these stems. */
struct query_part {
    const struct slice *stems;
    size_t count;
};

/* Something else a word may stand for: all of its parts. */
struct query_option {
    enum query_why why;
    double weight; /* next to the word itself, up to 1 */
    struct query_part *parts;
    size_t count;
    bool only_weighs; /* it finds nothing; what is found weighs more for it */
};

struct query_word {
    struct slice norm;
    struct slice whole; /* what it nearly always goes on as, or `norm` */
    struct slice stem;  /* the likeliest of … */
    struct slice *stems;
    size_t stem_count;
    enum word_script script;
    size_t start, end;        /* bytes of the typed text */
    bool glued;               /* by a hyphen to the word before */
    size_t joined;            /* words that stand joined from here on; 0 if fewer than two */
    struct slice joined_stem; /* of these written as one word */
    bool goes_on;             /* the last word, which may still be being typed */
    unsigned phrase;          /* number of the phrase it is in, from 1; 0 for none */
    bool excluded;            /* behind a minus */
    bool function;            /* it holds the sentence together, and says less than its rarity */
    bool stop;                /* an editors' stop word among others: not looked for */
    bool corrected;           /* it stands in the place of what was typed… */
    bool guessed;             /* …by other letters, not by layout or alphabet alone… */
    double trust;             /* …and this is how sure that is; 1 for a word as typed */
    struct query_option *options;
    size_t option_count;
};

struct query {
    struct slice text;
    struct query_word *words; /* in the order typed, excluded ones included */
    size_t word_count;
    bool phrases_demanded; /* else they only add weight, and their words rank like others */
};

struct query query_parse(struct arena *job, struct stemmer *stemmer, struct slice text);

/* Fills in the stems of a word. */
void query_take_stems(struct arena *job, struct stemmer *stemmer, struct query_word *w);

/* Adds an option to a word; it has room for `parts`, to be filled. */
struct query_option *query_add_option(struct arena *job, struct query_word *w, enum query_why why,
                                      double weight, size_t parts);

/* How much of its rarity the word says, up to 1. */
double query_word_says(const struct query_word *w);

/* Does the word rank like any other? */
bool query_is_loose(const struct query *q, const struct query_word *w);

enum query_matching { QUERY_MATCH_ANY, QUERY_MATCH_ALL };

/* The tree; `fields` limits the search to the fields of the schema with these names
 * (NULL: all of them). A text without words gives QUERY_EVERYTHING. */
const struct query_node *query_tree(struct arena *job, const struct query *q,
                                    enum query_matching matching, const struct texts *fields);

/* The same, without documents that have the term. */
const struct query_node *query_without(struct arena *job, const struct query_node *tree,
                                       struct slice term);

void query_print(const struct query_node *node, struct buf *out);

/* The sum of the values of the words that have their bit in `words`. */
double query_sum(uint64_t words, const double *values);

#endif
