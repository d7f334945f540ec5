/*
 * privacy.h - does what an author wrote look as if the article were not for everybody?
 *
 *      audiense: internal      visibility: private      published: false      Аудитория: сотрудники
 *
 * None of these is a field of Kladez, and such an article would be public. It is refused instead,
 * as a mistake cannot be told from another program's field.
 */
#ifndef INDEXER_PRIVACY_H
#define INDEXER_PRIVACY_H

#include "base/json.h"

/* A field of Kladez that says who may see an article, and two of its values. */
struct privacy {
    const char *name, *closed, *open;
};

/* The field that name and value seem to stand for, so as to keep the article from being public;
 * NULL if they do not. They may be those of the field itself, nearly or in Russian, or those of
 * other programs. `fields` is what the article says where it is read, or NULL: a field that is
 * there is not sought elsewhere. */
const struct privacy *privacy_meant(const struct json *fields, struct slice name,
                                    const struct json *value);

#endif
