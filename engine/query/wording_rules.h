/*
 * wording_rules.h - what editors say about words, as they wrote it: synonyms, stop words,
 * articles pinned or hidden for a question.
 *
 * indexer/wordlists.h reads it from files; a generation keeps it as JSON, so that nothing of it
 * depends on how words are stemmed. wording.h looks things up in it.
 */
#ifndef ENGINE_WORDING_RULES_H
#define ENGINE_WORDING_RULES_H

#include "engine/article/article.h"

/* Meilisearch allows 50 phrases for a word, Algolia 10,000 synonyms in an index. */
enum {
    wording_phrase_words_max = 8,  /* words of a phrase */
    wording_phrase_max = 300,      /* its bytes, as written */
    wording_alternatives_max = 50, /* phrases of a line */
    wording_synonyms_max = 10000,  /* lines of synonyms */
    wording_stops_max = 2000,
    wording_pins_max = 10000,  /* phrases that pin or hide something */
    wording_position_max = 20, /* places that can be pinned: a page of results */
    wording_print_max = 64 << 20
};

/* A line of synonyms: who types one of `from` also means each of `to`. Where `to` is empty,
 * each of `from` means all the others. */
struct wording_synonym {
    struct texts from, to;
};

struct wording_pin {
    struct slice asked;  /* the phrase; empty: nothing is typed */
    bool contains;       /* other words may stand beside it */
    bool hides;          /* the article is not shown; else it is shown first */
    struct slice id;     /* of the article */
    unsigned position;   /* from 1; 0: the next that is free */
    int64_t from, until; /* wall milliseconds: from <= now < until; 0: no limit */
};

struct wording_rules {
    struct wording_synonym *synonyms;
    size_t synonym_count;
    struct texts stops;
    struct wording_pin *pins;
    size_t pin_count;
};

/* As a generation keeps them, and back. What is read is borrowed from `job`. */
struct slice wording_rules_print(struct arena *job, const struct wording_rules *rules);
bool wording_rules_parse(struct arena *job, struct slice text, struct wording_rules *out,
                         struct err *err);

#endif
