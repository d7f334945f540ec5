/*
 * likeness.h - what the words of the knowledge base have in common with the words of a query.
 *
 *      query "оплатить тариф", word "оплаты":    its family, .5 of word 0; pieces ^опл опла плат
 *                              word "тарифов":   all of word 1; its pieces
 *                              word "кнопка":    nothing
 *
 * The verdicts stand in a table with a place for each word of the vocabulary, which the reader lends
 * to one query at a time: they are those of its last query.
 */
#ifndef ENGINE_LIKENESS_H
#define ENGINE_LIKENESS_H

#include "engine/index/forward.h"
#include "engine/index/grams.h"
#include "engine/query/query.h"

enum {
    likeness_slots_max = 64, /* different words of a query that count */
    likeness_grams_max = 512 /* different pieces of them */
};

/* A different word of the query. */
struct likeness_slot {
    const struct query_word *word;
    double rarity; /* of the word, or of what it is taken for */
};

/* A word of the knowledge base stands for a word of the query: all of it, or one of the parts of
 * what that may also mean. */
struct likeness_of_slot {
    uint8_t slot;
    uint8_t option, part, parts; /* which of the word's options, and its part of so many */
    float weight;                /* up to 1 */
};

struct likeness_verdict {
    const struct likeness_of_slot *slots;
    const uint16_t *grams;
    size_t slot_count, gram_count;
};

/* The verdicts of a reader's queries: borrowed by a likeness, and reused by the next. */
struct likeness_table {
    struct arena *life;
    const struct vocabulary *vocabulary;
    const struct grams *grams;
    uint32_t words;
    uint32_t *places; /* of marked words, by word: which of them they are */
    uint32_t *marked; /* words that have anything in common with the query */
    size_t marked_count;
    uint64_t *any, *standing; /* a bit by word: is it marked? does it stand for one? */
};

struct likeness_table *likeness_table_new(struct arena *life, const struct vocabulary *v,
                                          const struct grams *g);

struct likeness;

/* `documents`: among how many the pieces are counted. Until the next one of the same table. */
struct likeness *likeness_new(struct arena *job, struct likeness_table *table,
                              const struct likeness_slot *slots, size_t count, double documents);

/* The words that have anything in common with the query; those of them that stand for a word of it,
 * and do not only share pieces with one. Most words of a text are in neither. */
struct forward_wanted likeness_any(const struct likeness *l);
struct forward_wanted likeness_standing(const struct likeness *l);

/* False if the word has nothing in common with the query. */
bool likeness_judge(const struct likeness *l, uint32_t word, struct likeness_verdict *out);

/* How rare the pieces are, by number; and how many. */
const double *likeness_gram_rarity(const struct likeness *l, size_t *count);

#endif
