/*
 * expand.h - what else the words of a query may stand for, as the knowledge base has it.
 *
 * Fills in the options of a parsed query: words the unfinished one may become, words that begin
 * alike, a word's family, and what editors' synonyms and corrections say.
 */
#ifndef ENGINE_EXPAND_H
#define ENGINE_EXPAND_H

#include "engine/correct.h"
#include "engine/query.h"
#include "engine/vocabulary.h"
#include "engine/wording.h"

struct expansion {
    const struct vocabulary *vocabulary;
    struct stemmer *stemmer;
    const struct wording *wording;
    const struct spelling *spelling;
    double documents; /* how many there are in the language of the query */
    bool finished; /* the last word is complete, whatever follows it */
    bool as_typed; /* nothing is corrected */
};

/* Returns what was corrected. */
struct corrections expand_query(struct arena *job, const struct expansion *e, struct query *q);

#endif
