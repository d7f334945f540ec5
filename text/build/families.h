/*
 * families.h - words of one root that mean the same matter: from text/data/families.txt, and by
 * rules where they are safe.
 *
 * The rules go from a verb's partner, participle or noun back to the verb, which must be in
 * the dictionary: оплачивать, оплаченный -> оплатить; удаление -> удалить. A family of the
 * file may grow by them; two of them never become one.
 */
#ifndef TEXT_BUILD_FAMILIES_H
#define TEXT_BUILD_FAMILIES_H

#include "text/build/english.h"
#include "text/build/lexicon.h"
#include "text/build/table.h"

struct dictionaries {
    const struct lexicon *russian;
    const struct english *english;
    struct snowball *snowball;
};

/* Adds the families to the table. ERR_INPUT for a word that is in two. */
bool families_build(struct arena *job, const struct sets *lists, const struct dictionaries *d,
                    struct table *out, struct err *err);

#endif
