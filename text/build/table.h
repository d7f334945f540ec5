/*
 * table.h - the table of morph_table.h, while it is written.
 */
#ifndef TEXT_BUILD_TABLE_H
#define TEXT_BUILD_TABLE_H

#include "base/err.h"
#include "base/str.h"

struct table;

struct table *table_new(struct arena *job);

/* A word with its lemmas, the likeliest first; those past morph_lemmas_max are left out.
 * Words come in the order of their labels (table_order). */
void table_add_word(struct table *t, struct slice word, const struct slice *lemmas, size_t count);

/* A family, by its stems. No stem is in two families. */
void table_add_family(struct table *t, const struct slice *stems, size_t count);

/* Letters as the automaton compares them: qsort's order of words. */
int table_order(struct slice a, struct slice b);

bool table_write(struct table *t, const char *path, struct err *err);

#endif
