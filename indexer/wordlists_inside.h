/* wordlists_inside.h - what wordlists.c, wordlists_pins.c and wordlists_questions.c share. */
#ifndef INDEXER_WORDLISTS_INSIDE_H
#define INDEXER_WORDLISTS_INSIDE_H

#include "indexer/wordlists.h"

#include "base/utf8.h"
#include "text/stem.h"

enum { wordlists_shown_max = 80, wordlists_kinds = 4 };

struct wordlists_reader {
    struct arena *job;
    struct report *report;
    struct stemmer *stemmer;
    struct wordlists out;
    struct map said;            /* struct words_place by what a line says */
    struct map asked;           /* struct words_question by its words */
    bool full[wordlists_kinds]; /* more lines than may be: said once */
    struct words_place at;      /* the line that is read */
};

/* What is wrong with the line that is read. */
#define FAULT(r, ...)                                                                              \
    report_add((r)->report, FINDING_WARNING, (r)->at.path, (r)->at.line, __VA_ARGS__)

/* Of a text, what is shown of it. */
#define SHOWN(text) SLICE_ARG(utf8_cut((text), wordlists_shown_max))

/* Says so, once, when a kind has as many lines as it may. */
bool wordlists_full(struct wordlists_reader *r, enum words_kind kind, size_t count, size_t most,
                    const char *what);

/* Cuts the text at the first `sign`; false if there is none. */
bool wordlists_cut(struct slice text, const char *sign, struct slice *left, struct slice *right);

/* A phrase's words as stems; false, and said why, if it cannot be one. */
bool wordlists_phrase(struct wordlists_reader *r, struct slice text, struct texts *stems);

/* Adds the texts sorted: equal for lists that differ in order alone. */
void wordlists_add_sorted(struct arena *job, struct buf *key, const struct texts *list);

/* Has a line said this? Said, too; else it is remembered. */
bool wordlists_said(struct wordlists_reader *r, struct slice key);

void wordlists_read_pin(struct wordlists_reader *r, struct slice line);
void wordlists_read_question(struct wordlists_reader *r, struct slice line);

#endif
