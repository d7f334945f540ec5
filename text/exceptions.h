/*
 * exceptions.h - names that the rules for words would tear apart.
 */
#ifndef TEXT_EXCEPTIONS_H
#define TEXT_EXCEPTIONS_H

#include "base/str.h"

/*
 * If a name of the table begins at `at` (where no word is going on), its bytes in the
 * text, else 0; `*norm` is then the word it stands for. It must not go on with a letter or
 * digit, except for a Russian ending where the table allows one.
 */
size_t exceptions_match(struct slice text, size_t at, const char **norm);

#endif
