/*
 * complete_writing.h - what the parts of making a completion table share: articles and the file
 * (complete_write.c); entries (complete_write_entries.c); words (complete_write_words.c).
 */
#ifndef ENGINE_COMPLETE_WRITING_H
#define ENGINE_COMPLETE_WRITING_H

#include "base/map.h"
#include "engine/complete/complete_file.h"
#include "engine/complete/complete_phrases.h"

struct draft {
    struct slice text;
    enum complete_kind kind;
    enum language lang;
    double score;
    struct complete_holders holders;
    const struct complete_holders *all; /* NULL: the same */
    uint32_t *words;                    /* numbers in the order they were met, then sorted */
    size_t word_count;
    uint32_t like;
};

/* A word as it was met. */
struct met {
    struct slice norm;
    enum word_script script;
    bool in_russian; /* stands in a Russian entry */
    uint32_t number; /* sorted */
    uint32_t *postings;
    size_t count;
};

struct complete_writer {
    struct arena *job;
    struct stemmer *stemmer;
    struct complete_source *articles;
    size_t article_count;
    struct draft *drafts;
    size_t draft_count;
    struct map words; /* norm -> struct met */
    struct met **sorted;
    struct buf parts[complete_parts];
};

/* Adds to a part of the file. */
void complete_put(struct complete_writer *w, enum complete_part part, const void *element);
uint32_t complete_count_of(const struct complete_writer *w, enum complete_part part);
struct complete_ref complete_keep(struct complete_writer *w, struct slice text);
struct complete_span complete_put_numbers(struct complete_writer *w, enum complete_part part,
                                          const uint32_t *numbers, size_t count);

/* Makes drafts of the entries: their numbers from now on. */
void complete_draft(struct complete_writer *w);
void complete_put_entries(struct complete_writer *w);

/* Once entries are numbered: numbers words by their bytes, and gives each its entries. */
void complete_sort_words(struct complete_writer *w);

void complete_put_words(struct complete_writer *w, const struct translit *t);

#endif
