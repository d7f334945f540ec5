/*
 * article.h - one article of the knowledge base, as every part of Kladez sees it.
 *
 * Its text is plain: a section holds one block (paragraph, step, table row…) a line.
 * What the author marked up is kept beside it as blocks and spans, byte ranges of that
 * text, from which render.h makes HTML. Search, snippets and answers therefore work on
 * the very text a reader sees, and no tag can reach a page that Kladez did not write.
 *
 * Everything is borrowed from the arena the article was read into.
 */
#ifndef ENGINE_ARTICLE_H
#define ENGINE_ARTICLE_H

#include "base/json.h"
#include "text/language.h"

enum {
    article_id_max = 200,       /* bytes; a Xapian term holds 245 */
    article_text_max = 8 << 20, /* bytes of text of one article */
    article_list_max = 2000,    /* questions, tags, categories of one article */
    article_title_max = 500     /* bytes; longer titles are cut */
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_BULLET,
    BLOCK_STEP,
    BLOCK_CODE,
    BLOCK_HEADER_ROW, /* cells are parted by tabs */
    BLOCK_ROW
};

struct block {
    enum block_kind kind;
    uint32_t start;  /* byte of the section's text; it ends where the next one begins */
    uint16_t level;  /* nesting of lists, from 1; 0 outside */
    uint16_t number; /* of a step */
    bool quoted;     /* stands in a block quote (a note) */
};

enum span_kind { SPAN_STRONG, SPAN_EMPHASIS, SPAN_CODE, SPAN_LINK, SPAN_IMAGE };

struct span {
    enum span_kind kind;
    uint32_t start, end; /* bytes of the section's text; equal for an image */
    struct slice target; /* address of a link; of an image, a tab and its description; one line */
};

struct section {
    struct slice heading; /* empty for what stands before the first heading */
    struct slice anchor;  /* of the heading, unique in the article; empty without heading */
    unsigned level;       /* 1..6 of the heading, 0 without */
    struct slice text;
    const struct block *blocks;
    size_t block_count;
    const struct span *spans; /* by start; an outer one before an inner one */
    size_t span_count;
};

struct texts {
    struct slice *items;
    size_t count;
};

struct article {
    struct slice id, title, url, audience, translation_of, owner;
    struct slice source; /* path of its file below the source; empty for a record of many */
    enum language lang;
    struct texts category; /* paths and their beginnings: "Оплата", "Оплата/Карты" */
    struct texts tags, questions;
    int64_t updated_at;            /* wall milliseconds */
    int64_t review_by;             /* 0: never */
    double popularity;             /* 0..1 */
    bool bot;                      /* may be given as an answer */
    const struct json *attributes; /* front matter Kladez does not know; NULL for none */
    struct section *sections;
    size_t section_count;
};

/* The text of all sections, headings included, as the field `body` of the API. */
struct slice article_body(struct arena *job, const struct article *a);

/* The questions it is known to answer: its alternate questions, and headings that ask one, as
 * those of an FAQ do. */
struct texts article_asked(struct arena *job, const struct article *a);

/* Where people read it: its url, or its page in Kladez' own help centre, /articles/ID. */
struct slice article_url(struct arena *job, const struct article *a);

/* The record stored with a document of the index, and back. */
struct slice article_print(struct arena *job, const struct article *a);
bool article_parse(struct arena *job, struct slice record, struct article *out, struct err *err);

void texts_add(struct arena *a, struct texts *list, struct slice text);
bool texts_have(const struct texts *list, struct slice text);

/* As an array, a member of `into`; and back. What is not an array gives an empty list. */
void texts_print(struct json *into, const char *name, const struct texts *list);
struct texts texts_parse(struct arena *job, const struct json *array);

#endif
