/*
 * tokens.h - the words of an article in order, as the forward index keeps them.
 *
 * An article is parts; a part is runs (a question, a block) of words:
 *      title | question, question… | tags, categories | heading, block, block… | …
 */
#ifndef ENGINE_TOKENS_H
#define ENGINE_TOKENS_H

#include "engine/article.h"

enum { TOKEN_PART_END, TOKEN_RUN_END, TOKEN_WORD /* + place of the word in `words` */ };

struct tokens {
    struct texts words; /* each once, normalised */
    uint32_t *codes;
    size_t count;
    size_t word_count; /* codes that are words */
};

struct tokens tokens_of(struct arena *job, const struct article *a);

#endif
