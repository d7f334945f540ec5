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

#include "engine/grams.h"
#include "engine/query.h"

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
    const struct vocabulary *vocabulary;
    const struct grams *grams;
    uint32_t *places; /* by word; those of earlier queries are lower than all of this one's */
    uint32_t words;
    uint32_t used; /* the highest place */
};

struct likeness_table *likeness_table_new(struct arena *life, const struct vocabulary *v,
                                          const struct grams *g);

struct likeness;

/* What tells at once that a word has nothing in common with the query, as most have not. */
struct likeness_view {
    const uint32_t *places;
    uint32_t base, words;
    uint32_t standing; /* words that stand for one of the query: those have the lowest places */
};

struct likeness_view likeness_view(const struct likeness *l);

static inline bool likeness_is_any(const struct likeness_view *v, uint32_t word)
{
    return word < v->words && v->places[word] > v->base;
}

/* Does the word stand for one of the query, not only share pieces with it? */
static inline bool likeness_stands(const struct likeness_view *v, uint32_t word)
{
    return word < v->words && v->places[word] - v->base - 1 < v->standing;
}

/* `documents`: among how many the pieces are counted. Until the next one of the same table. */
struct likeness *likeness_new(struct arena *job, struct likeness_table *table,
                              const struct likeness_slot *slots, size_t count, double documents);

/* False if the word has nothing in common with the query. */
bool likeness_judge(const struct likeness *l, uint32_t word, struct likeness_verdict *out);

/* How rare the pieces are, by number; and how many. */
const double *likeness_gram_rarity(const struct likeness *l, size_t *count);

#endif
