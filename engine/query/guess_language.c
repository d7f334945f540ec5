/*
 * guess_language.c - see guess.h
 *
 * What was typed may be a word of the language as well as one of the knowledge base: a form of what
 * it has that no article uses, or a word it has not got at all. The latter finds nothing, but it
 * is not taken for another one.
 */
#include "base/utf8.h"
#include "engine/query/guess.h"
#include "text/near.h"

enum {
    nearest = 130,       /* what the one slip may cost */
    by_stem = 10,        /* a form that no article has */
    elsewhere = 90,      /* a word that no article has, by its score alone… */
    elsewhere_read = 10, /* …read in the other alphabet */
    elsewhere_least = 5, /* letters of one with a slip: short words are near to everything */
    read_most = 30       /* the cost of a reading of Latin letters */
};

bool guess_is_word(const struct corrector *c, struct slice norm, enum word_script script)
{
    struct lemma lemmas[morph_lemmas_max];

    return c->dictionary && (script == WORD_CYRILLIC || script == WORD_LATIN) &&
           norm.len <= word_bytes_max && morph_lemmas(c->dictionary, norm, lemmas) > 0;
}

unsigned guess_real_cost(const struct corrector *c, struct slice norm, enum word_script script)
{
    if (!guess_is_word(c, norm, script))
        return 0;
    return script == WORD_LATIN ? guess_real_latin : guess_real;
}

/* The best of the words that no article has is enough: they all find nothing. */
static void add_words(struct guesses *g, enum correction_kind kind, enum word_script script,
                      const struct near_words *words, unsigned extra, unsigned handicap)
{
    struct guess other = {.count = 0};

    for (size_t i = 0; i < words->count; i++) {
        struct slice norm = words->items[i].norm;
        struct guess new = {.kind = kind, .count = 1, .cost = words->items[i].cost + extra};

        new.words[0] = guess_word(g->c, g->job, norm, script, false);
        if (new.words[0].known) {
            new.cost += new.words[0].documents ? 0 : by_stem;
            guess_add(g, &new);
        } else if ((kind != CORRECTION_SPELL || utf8_length(norm) >= elsewhere_least) &&
                   (other.count == 0 || new.cost < other.cost)) {
            new.handicap = handicap;
            other = new;
        }
    }
    if (other.count)
        guess_add(g, &other);
}

void guess_language(struct guesses *g, enum correction_kind kind, struct slice norm,
                    enum word_script script, unsigned extra)
{
    struct near_words words;

    if (!g->c->dictionary || guess_is_word(g->c, norm, script))
        return;
    words = near_typed(g->job, g->c->dictionary, norm, nearest);
    add_words(g, kind, script, &words, extra, elsewhere);
}

void guess_romanised(struct guesses *g, struct slice latin)
{
    struct near_words words;

    if (!g->c->dictionary)
        return;
    words = near_romanised(g->job, g->c->dictionary, latin, read_most);
    add_words(g, CORRECTION_TRANSLIT, WORD_CYRILLIC, &words, 0, elsewhere_read);
}
