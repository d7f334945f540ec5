/*
 * language.h - is a text Russian or English?
 */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include "base/str.h"

enum language { LANGUAGE_EN, LANGUAGE_RU, language_count };

/* By script: Russian if at least three in ten letters are Cyrillic, since Russian texts
 * are full of Latin names and English ones have no Cyrillic. Without letters, `fallback`. */
enum language language_of(struct slice text, enum language fallback);

const char *language_code(enum language l); /* "en", "ru" */
bool language_parse(struct slice code, enum language *out);

#endif
