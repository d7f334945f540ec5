/*
 * attach.h - entries of the dictionary that are forms of another entry.
 */
#ifndef TEXT_BUILD_ATTACH_H
#define TEXT_BUILD_ATTACH_H

#include "base/map.h"
#include "text/build/hunspell.h"
#include "text/sets.h"

/* An entry in the making: its lemma is its own head until another is found. */
struct word_entry {
    struct entry entry;
    struct slice lemma;
    bool is_name, is_kept; /* kept: stays a word of its own */
    struct word_entry *same_head;
};

/* A form that is no entry, or one that stays another word's too. */
struct extra_form {
    struct slice form, lemma;
};

struct attaching {
    struct arena *job;
    struct word_entry *entries;
    size_t count;
    struct extra_form *extra;
    size_t extra_count;
    struct map heads; /* head -> the first struct word_entry of it */
    struct map forms; /* form of a noun or verb -> struct word_entry */
};

/* May be a form of another entry: alone, or with few forms beside it (прикажи/B, вошла/L,
 * счета/O). */
bool entry_is_partial(const struct entry *e);
bool entry_is_noun(const struct entry *e);
bool entry_is_verb(const struct entry *e);
bool entry_is_adjective(const struct entry *e);

/* The word stays one of its own, whatever it looks like (при is no command of переть). */
void attach_keep(struct attaching *a, struct slice head);

/* The entry with this head that has forms of its own, or NULL. */
struct word_entry *attach_find_whole(const struct attaching *a, struct slice head);

/* What the rules find; attach_all calls it between the lists and the end. */
void attach_by_rules(struct attaching *a, const struct sets *lists);

/* Everything the lists and the rules know. ERR_INPUT for a line of
 * [forms] or [stems] that attaches nothing. */
bool attach_all(struct attaching *a, const struct sets *lists, struct err *err);

#endif
