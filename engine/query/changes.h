/*
 * changes.h - what a search looked for beside what was typed, as those who asked are told.
 *
 *      возрват лк      -> spell: возрват > возврат;  synonym: лк > личный кабинет
 *
 * Only the best correction of each place is named, and a synonym only if an article that may be
 * seen has its words.
 */
#ifndef ENGINE_CHANGES_H
#define ENGINE_CHANGES_H

#include "engine/find/search.h"

struct change {
    const char *type;      /* of a correction (correction_name), or "synonym" */
    struct slice from, to; /* as typed; as shown */
    bool applied;          /* it was searched for; else it is only a guess */
};

struct changes {
    struct change *items; /* corrections in the order of the text, then synonyms */
    size_t count;
};

struct changes changes_of(struct arena *job, const struct reader *r,
                          const struct search_result *found);

/* The text that was meant, where it is not the one that was typed; else without bytes. */
struct slice changes_meant(const struct search_result *found);

/* Why a word is looked for as something else: beginning, like, family, reading, typed, synonym. */
const char *changes_reason(enum query_why why);

#endif
