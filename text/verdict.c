/* verdict.c - see verdict.h */
#include "text/verdict.h"

#include "text/words.h"

const char *const verdict_words[verdict_word_count] = {"да", "нет", "yes", "no"};

/* What a sentence begins with that asks whether. */
static const char *const asks_whether[] = {
    "am",    "any",      "are",  "can",  "could",  "did",   "do",    "does", "has",
    "have",  "is",       "may",  "must", "should", "was",   "were",  "will", "would",
    "будет", "возможно", "есть", "могу", "может",  "можно", "нужно", NULL};

static const char *const asks_what[] = {"how",     "what",  "when",  "where", "which", "who",
                                        "why",     "где",   "зачем", "как",   "какая", "какие",
                                        "какое",   "какой", "когда", "кто",   "куда",  "почему",
                                        "сколько", "чем",   "че",    "что",   "шо",    NULL};

static bool is_one_of(struct slice word, const char *const *words)
{
    for (; *words; words++)
        if (slice_is(word, *words))
            return true;
    return false;
}

/* Behind a sign that ends a part of a sentence. */
static bool begins_clause(struct slice text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text.ptr[i] == ',' || text.ptr[i] == '.' || text.ptr[i] == '!' || text.ptr[i] == '?')
            return true;
    return false;
}

enum verdict_wish verdict_wished(struct slice question)
{
    struct words words = words_of(question);
    struct word w;
    size_t last_end = 0;
    bool first = true, what = false;

    while (words_next(&words, &w)) {
        if (slice_is(w.norm, "ли"))
            return VERDICT_WANTED;
        if ((first || begins_clause(question, last_end, w.start)) &&
            is_one_of(w.norm, asks_whether))
            return VERDICT_WANTED;
        what |= is_one_of(w.norm, asks_what);
        first = false;
        last_end = w.end;
    }
    return what ? VERDICT_NO_ANSWER : VERDICT_UNSAID;
}
