/*
 * expand.h - what else the words of a query may stand for, as the knowledge base has it.
 *
 * Fills in the options of a parsed query: words the unfinished one may become, words that begin
 * alike, a word's family, what else customers call it, and what editors' synonyms and corrections
 * say.
 */
#ifndef ENGINE_EXPAND_H
#define ENGINE_EXPAND_H

#include "engine/index/vocabulary.h"
#include "engine/query/correct.h"
#include "engine/query/query.h"
#include "engine/query/thesaurus.h"
#include "engine/query/wording.h"

struct expansion {
    const struct vocabulary *vocabulary;
    struct stemmer *stemmer;
    const struct wording *wording;
    const struct thesaurus *thesaurus; /* NULL: none */
    const struct spelling *spelling;   /* NULL: nothing is corrected */
    double documents;                  /* how many there are in the language of the query */
    bool finished;                     /* the last word is complete, whatever follows it */
    bool as_typed;                     /* nothing but these words, in all their forms */
    /* As in struct corrector: words that may be named. */
    bool (*may_name)(void *namer, uint32_t word);
    void *namer;
    bool surely; /* as in struct corrector */
};

/* What editors' words say a part of the query also means. */
struct expand_synonym {
    struct slice from;                   /* as typed */
    const struct wording_phrase *phrase; /* what it means */
};

enum { expand_synonyms_most = 20 /* named; all of them are searched for */ };

/* What was added to the words. */
struct expanded {
    struct corrections corrections;
    struct expand_synonym *synonyms; /* in the order of the query */
    size_t synonym_count;
    bool guessed; /* not one of several words is one as it was typed, whatever the layout or the
                   * alphabet: it may have been nonsense */
};

struct expanded expand_query(struct arena *job, const struct expansion *e, struct query *q);

/* The words of a query as editors' words are compared with: those behind a minus and in quotes are
 * gaps. */
struct wording_word *expand_wording(struct arena *job, const struct query *q);

#endif
