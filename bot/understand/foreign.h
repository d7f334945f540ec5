/*
 * foreign.h - turns in a language that is neither Russian nor English.
 *
 *      ¿Dónde está mi pedido? -> foreign        дякую, все заработало -> not
 *
 * Known by the words of bot/data/foreign.txt and by words with letters that Russian and English have not
 * (ß, ñ, ї). There must be two different ones, of one language; a fifth of all words, and more than there
 * are function words of Russian and English; and among them a word of the list that is not in the
 * dictionary, or a Cyrillic word with such letters: Latin ones are in names, such as Zürich. Pure.
 */
#ifndef BOT_FOREIGN_H
#define BOT_FOREIGN_H

#include "base/err.h"
#include "base/map.h"
#include "text/morph.h"
#include "text/sets.h"

struct foreign {
    struct sets languages;
    struct map words; /* struct foreign_word */
};

/* Of a text as sets.h reads it, a set for each language. */
bool foreign_parse(struct arena *life, const struct morph *dictionary, struct slice text,
                   struct foreign *out, struct err *err);

bool foreign_text(const struct foreign *f, struct arena *job, struct slice text);

#endif
