/*
 * spelling.h - words of the knowledge base near to one it does not have.
 *
 * Near by spelling (оплатта: оплата), or written in the other alphabet (oplata: оплата, вайфай:
 * wifi; text/translit.h). Candidates are the knowledge base's own words and nothing else: what it
 * does not speak of cannot be found by correcting to it.
 *
 * A file of the generation, made from its vocabulary and mapped by readers; it means nothing
 * without that vocabulary. For spelling it is a deletes index (Garbe's SymSpell): two words of up
 * to two edits have a part in common when up to two letters of each are left out, so that candidates
 * are looked up instead of searched. Used by any thread.
 */
#ifndef ENGINE_SPELLING_H
#define ENGINE_SPELLING_H

#include "engine/index/vocabulary.h"
#include "text/translit.h"

struct spelling;

bool spelling_build(const struct vocabulary *v, struct stemmer *stemmer, const char *path,
                    struct err *err);

/* Mapped until `life` is freed, as `v` must be. ERR_STALE if the file is not of this version or
 * not of this vocabulary. */
bool spelling_open(struct arena *life, struct stemmer *stemmer, const struct vocabulary *v,
                   const char *path, struct spelling **out, struct err *err);

struct spelling_match {
    uint32_t word; /* its number in the vocabulary */
    unsigned cost; /* of having typed it so, in hundredths of an edit */
    double score;  /* the cost less what is gained by being frequent: lower is better */
};

enum {
    spelling_most = 16,
    spelling_one_edit = 130, /* as costs: one of any kind, the first letter included */
    spelling_two_edits = 230
};

/* What a word of so many letters may cost: 0 edits below 4, one below 6, else two. */
unsigned spelling_budget(size_t letters);

/* Words that `norm` may be a misspelling of, no two with the same stem, best first, at most `most`
 * (up to spelling_most), none that costs more than `max`. */
size_t spelling_near(const struct spelling *s, struct slice norm, unsigned max, size_t most,
                     struct spelling_match *out);

/* Words of the other alphabet that sound the same, in the same order. */
size_t spelling_alike(const struct spelling *s, struct slice norm, struct slice stem,
                      enum word_script script, size_t most, struct spelling_match *out);

/* What it reads words of the other alphabet with. */
const struct translit *spelling_translit(const struct spelling *s);

/* The score of a word of this cost. */
double spelling_score(const struct spelling *s, uint32_t word, unsigned cost);

#endif
