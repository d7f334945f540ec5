/*
 * tokens.h - the words of an article: in order, as the forward index keeps them, and counted, as
 * its terms (terms.h) are made of them.
 *
 * An article is parts; a part is runs (a question, a block) of words:
 *      title | question, question… | tags, categories | heading, block, block… | …
 */
#ifndef ENGINE_TOKENS_H
#define ENGINE_TOKENS_H

#include "engine/article/article.h"
#include "text/words.h"

enum { TOKEN_PART_END, TOKEN_RUN_END, TOKEN_WORD /* + place of the word in `words` */ };

/* Where words are counted. */
enum token_field {
    TOKEN_TITLE,
    TOKEN_QUESTIONS, /* those the author gave */
    TOKEN_TAGS,
    TOKEN_CATEGORY, /* of each path only its last part: its beginnings are paths of their own */
    TOKEN_HEADINGS,
    TOKEN_BODY,
    token_fields,
    TOKEN_NOWHERE = token_fields
};

/* A different word. */
struct token {
    struct slice text; /* normalised */
    enum word_script script;
    uint32_t counts[token_fields];
};

struct tokens {
    struct token *words; /* those of `codes` */
    size_t different;
    struct token *others; /* counted only: last parts of categories; words that hyphens join */
    size_t other_count;   /* (вай-фай: вайфай) */
    uint32_t *codes;
    size_t count;
    size_t word_count; /* codes that are words */
};

struct tokens tokens_of(struct arena *job, const struct article *a);

#endif
