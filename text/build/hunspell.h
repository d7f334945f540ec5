/*
 * hunspell.h - a dictionary in hunspell's format, spelled out: every entry with its forms.
 *
 *      SFX K   а   ов   [^ц]а        an affix rule: strip, add, only if the word ends so
 *      файл/K                        an entry: its head, and the flags of its rules
 *
 * Read is what hunspell-ru and hunspell-en-us use: UTF-8, flags of one letter, suffixes,
 * prefixes, conditions of letters and sets; what is for suggestions and compounds is passed over.
 * Anything else is an error at its line, so that a new version of the dictionary cannot lose
 * words in silence. Heads and forms are folded (lower case, ё is е).
 */
#ifndef TEXT_BUILD_HUNSPELL_H
#define TEXT_BUILD_HUNSPELL_H

#include "base/err.h"
#include "base/str.h"

struct entry {
    struct slice written; /* the head as the file has it, with its capital */
    struct slice head, flags;
    struct slice *forms; /* the head first, then each other once */
    size_t form_count;
};

struct dictionary {
    struct rule *rules;
    size_t rule_count;
    bool crosses; /* the rules that are being read may meet others at the other end of a word */
    struct entry *entries;
    size_t count;
};

/* `aff` and `dic` are paths. */
bool hunspell_read(struct arena *job, const char *aff, const char *dic, struct dictionary *out,
                   struct err *err);

/* An entry of its own with the flags of another: a word that is inflected like it. */
struct entry hunspell_entry(struct arena *job, const struct dictionary *d, struct slice head,
                            struct slice flags);

#endif
