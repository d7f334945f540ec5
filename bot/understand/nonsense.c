/* nonsense.c - see nonsense.h */
#include "bot/understand/nonsense.h"

#include "base/utf8.h"
#include "text/function_words.h"

enum { words_most = 3 };

static bool is_word(const struct word *w, const struct stemmer *stemmer)
{
    struct lemma lemmas[morph_lemmas_max];

    if (w->script == WORD_MIXED)
        return true;
    return w->script != WORD_NUMBER && utf8_length(w->norm) > 1 &&
           morph_lemmas(stem_dictionary(stemmer), w->norm, lemmas) > 0;
}

bool nonsense(const struct reading *r, const struct stemmer *stemmer)
{
    struct words words = words_of(r->text);
    struct word w;

    if (r->stems.count > words_most)
        return false;
    for (size_t i = 0; words_next(&words, &w); i++)
        if (is_word(&w, stemmer) && !reading_match(r, "keys", i))
            return false;
    return true;
}

bool nonsense_letter(struct slice text)
{
    struct words words = words_of(text);
    struct word w;

    return words_next(&words, &w) && utf8_length(w.norm) == 1 && is_function_word(w.norm) &&
           !words_next(&words, &w);
}
