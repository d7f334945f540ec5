/*
 * complete_phrases.h - words that stand together in several headlines of the knowledge base.
 *
 *      «Личный кабинет», «Вход в личный кабинет», the tag "личный кабинет"    личный кабинет
 *
 * One to three words that stand together in titles, headings or tags, counted by stems: forms are
 * one phrase. What nearly always goes on in the same way is no phrase of its own (личный). Made for
 * one language at a time.
 */
#ifndef ENGINE_COMPLETE_PHRASES_H
#define ENGINE_COMPLETE_PHRASES_H

#include "engine/complete/complete_write.h"

enum { complete_phrases_most = 20000 };

/* Articles, by number. */
struct complete_holders {
    uint32_t *items; /* ascending */
    size_t count;
};

/* One of the forms a phrase stands in. */
struct complete_phrase {
    struct slice text; /* as written where it does not begin a title, if there is such a place */
    struct complete_holders holders;    /* who has this form… */
    const struct complete_holders *all; /* …or any */
};

struct complete_phrases {
    struct complete_phrase *items;
    size_t count;
};

struct complete_phrases complete_phrases_of(struct arena *job, struct stemmer *stemmer,
                                            const struct complete_source *articles, size_t count,
                                            enum language lang);

#endif
