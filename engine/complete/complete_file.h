/*
 * complete_file.h - what writing and reading the completion table have in common.
 *
 * The file: a header with the size of each part, then the parts. Articles stand by audience, so that
 * those of one are a range; entries by how good they are, so that lists of them are in that order.
 * What is read may be damaged: every number is checked where it is used, and stands for nothing if it
 * is out of range.
 */
#ifndef ENGINE_COMPLETE_FILE_H
#define ENGINE_COMPLETE_FILE_H

#include "engine/complete/complete.h"

enum complete_part {
    PART_ARTICLES,
    PART_BY_ID, /* numbers of articles, by id */
    PART_AUDIENCES,
    PART_ENTRIES,
    PART_ENTRY_WORDS, /* the words of each entry, in order, then joined ones */
    PART_WORDS,       /* sorted by their bytes: what begins alike is a range */
    PART_POSTINGS,    /* the entries of each word, ascending */
    PART_STEMS,       /* sorted by their bytes */
    PART_STEM_WORDS,  /* the words of each stem */
    PART_HOLDERS,     /* the articles of each entry, ascending */
    PART_LISTS,       /* crowded beginnings, by range, language and sort */
    PART_LISTED,      /* their best entries, as keys */
    PART_KEYS,        /* sounds of words, sorted by their bytes */
    PART_POPULAR,     /* articles, the most popular first */
    PART_TEXTS,
    complete_parts
};

struct complete_header {
    uint32_t magic, counts[complete_parts];
};

struct complete_ref {
    uint32_t at, len;
};

struct complete_span {
    uint32_t at, count; /* of another part */
};

struct complete_article {
    struct complete_ref id, url, category, tags; /* tags: parted as in the slot */
    uint32_t audience, title;                    /* the number of its entry */
    float popularity;
    uint32_t lang;
};

struct complete_audience {
    struct complete_ref name;
    uint32_t end; /* of its articles */
};

enum complete_kind { ENTRY_TITLE, ENTRY_QUESTION, ENTRY_PHRASE };

struct complete_entry {
    struct complete_ref text;
    struct complete_span words, holders; /* who has it just so… */
    struct complete_span all;            /* …and in any form */
    uint32_t like;                       /* equal for entries that say the same */
    uint8_t kind, lang, unused[2];
};

struct complete_word {
    struct complete_ref text;
    struct complete_span postings;
};

struct complete_stem {
    struct complete_ref text;
    struct complete_span words;
};

struct complete_list {
    uint32_t low, high; /* a range of words */
    uint32_t of;        /* complete_list_of */
    struct complete_span keys;
    uint32_t whole; /* nothing was left out */
};

/* Phrases have lists of their own, so that the many there are leave room for articles. */
static inline uint32_t complete_list_of(unsigned lang, bool phrases)
{
    return 2 * lang + phrases;
}

struct complete_sound {
    struct complete_ref text;
    uint32_t word, looseness;
};

enum {
    complete_magic = 0x335A4B43,
    complete_words_most = 32, /* of an entry are looked at */
    complete_listed_most = 200,
    complete_crowded = 192,     /* a beginning with more places than this has a list */
    complete_list_letters = 10, /* longer beginnings have none */
    complete_phrase_least = 2,  /* articles that must have words that stand together */
    complete_rank_bits = 28     /* of a key are the entry, so that keys sort by class, then entry */
};

/* How well an entry fits what was typed; part of a key. */
enum complete_class {
    CLASS_BEGINS,   /* as it was typed */
    CLASS_TOGETHER, /* words in order, next to each other, perhaps in other forms */
    CLASS_SCATTERED
};

struct complete {
    const struct complete_header *header;
    const void *parts[complete_parts];
};

extern const size_t complete_part_sizes[complete_parts]; /* of an element */

/* ---- looking things up; out of range they are empty ---- */

struct complete_numbers {
    const uint32_t *items;
    size_t count;
};

const void *complete_at(const struct complete *c, enum complete_part part, size_t number);
const struct complete_entry *complete_entry(const struct complete *c, uint32_t number);
const struct complete_article *complete_article(const struct complete *c, uint32_t number);
const struct complete_word *complete_word(const struct complete *c, uint32_t number);
struct slice complete_text(const struct complete *c, struct complete_ref ref);
struct complete_numbers complete_list(const struct complete *c, enum complete_part part,
                                      struct complete_span span);

/* The range of words that begin with `prefix`. */
struct complete_range {
    uint32_t low, high;
};
struct complete_range complete_beginning(const struct complete *c, struct slice prefix);
int64_t complete_find_word(const struct complete *c, struct slice norm); /* or -1 */
struct complete_numbers complete_stem_words(const struct complete *c, struct slice stem);

/* The first element of a part, sorted by a text that it begins with, that is not before `text`. */
size_t complete_lower_bound(const struct complete *c, enum complete_part part, struct slice text);

/* ---- the lowest keys of many ---- */

enum { complete_best_most = 256, complete_best_room = 1024 };

struct complete_best {
    uint32_t keys[complete_best_room];
    size_t count;
    uint32_t limit; /* keys from here on cannot be among the best; 0: any can */
};

void complete_best_add(struct complete_best *b, uint32_t key);
void complete_best_finish(
    struct complete_best *b); /* sorted, each once, up to complete_best_most */

#endif
