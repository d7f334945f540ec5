/*
 * approved.h - questions that an editor approved, written beside the articles.
 *
 * The file is words/questions.txt of the first source of the last `kladez index` that has a folder
 * `articles`; where there is none, or it cannot be written, DATA/learned/questions.txt. Both are
 * read by the next `kladez index` (wordlists.h).
 */
#ifndef INDEXER_APPROVED_H
#define INDEXER_APPROVED_H

#include "engine/article/article.h"

struct approved {
    struct slice article;
    const struct texts *questions;
    struct slice comment; /* a line above them: why */
};

/* Is the text one that can stand in the file? ERR_INPUT says why not. */
bool approved_check(struct slice question, struct err *err);

/* Adds those that are not in the file, which is replaced as a whole; its path is returned.
 * ERR_INPUT if one is in it as another article's. Nobody else may write the file meanwhile. */
bool approved_write(struct arena *job, const char *data, const struct approved *a,
                    const char **path, struct err *err);

#endif
