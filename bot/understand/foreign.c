/* foreign.c - see foreign.h */
#include "bot/understand/foreign.h"

#include "base/utf8.h"
#include "text/function_words.h"
#include "text/words.h"

enum { languages_most = 64, evidence_least = 2, share_least = 5 /* one word in so many */ };

struct foreign_word {
    uint64_t languages; /* a bit for each that has it */
    bool sure;          /* it is no word of Russian or English besides */
};

static struct foreign_word *word_of(struct foreign *f, const struct morph *dictionary,
                                    struct slice norm)
{
    void **word = map_at_copy(&f->words, norm);
    struct lemma lemmas[morph_lemmas_max];

    if (!*word) {
        *word = ARENA_NEW(f->words.arena, struct foreign_word);
        ((struct foreign_word *)*word)->sure = morph_lemmas(dictionary, norm, lemmas) == 0;
    }
    return *word;
}

static void add_words(struct foreign *f, const struct morph *dictionary, struct slice line,
                      size_t language)
{
    struct words words = words_of(line);
    struct word w;

    while (words_next(&words, &w))
        word_of(f, dictionary, w.norm)->languages |= UINT64_C(1) << language;
}

bool foreign_parse(struct arena *life, const struct morph *dictionary, struct slice text,
                   struct foreign *out, struct err *err)
{
    struct foreign f = {.words = map_new(life)};

    if (!sets_parse(life, text, &f.languages, err))
        return err_in(err, "foreign");
    if (f.languages.count > languages_most)
        return err_set(err, ERR_INPUT, "foreign: at most %d languages", languages_most);
    for (size_t i = 0; i < f.languages.count; i++)
        for (size_t k = 0; k < f.languages.items[i].count; k++)
            add_words(&f, dictionary, f.languages.items[i].lines[k], i);
    *out = f;
    return true;
}

static bool is_accented_latin(uint32_t c)
{
    return (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00);
}

static bool is_other_cyrillic(uint32_t c)
{
    bool russian = (c >= 0x410 && c < 0x450) || c == 0x401 || c == 0x451;

    return c >= 0x400 && c < 0x530 && !russian;
}

/* Has the word a letter that neither language writes? */
static bool has_letter(struct slice word, bool is_letter(uint32_t c))
{
    for (size_t i = 0; i < word.len;)
        if (is_letter(utf8_next(word, &i)))
            return true;
    return false;
}

/* How many different words speak for what. */
struct tally {
    size_t listed[languages_most], sure[languages_most]; /* for each language */
    size_t latin, cyrillic;                              /* not listed, by their letters */
    size_t own;                                          /* for Russian or English */
    size_t all;
};

static void count_unlisted(struct slice norm, struct slice written, struct tally *t)
{
    if (has_letter(written, is_other_cyrillic))
        t->cyrillic++;
    else if (has_letter(written, is_accented_latin))
        t->latin++;
    else
        t->own += is_function_word(norm);
}

static void count(const struct foreign *f, struct slice norm, struct slice written, struct tally *t)
{
    const struct foreign_word *word = map_find(&f->words, norm);

    t->all++;
    if (!word)
        count_unlisted(norm, written, t);
    for (size_t i = 0; word && i < f->languages.count; i++)
        if (word->languages >> i & 1) {
            t->listed[i]++;
            t->sure[i] += word->sure;
        }
}

static struct tally count_words(const struct foreign *f, struct arena *job, struct slice text)
{
    struct words words = words_of(text);
    struct map seen = map_new(job);
    struct tally tally = {.all = 0};
    struct word w;

    while (words_next(&words, &w)) {
        void **before = map_at_copy(&seen, w.norm);

        if (!*before)
            count(f, w.norm, (struct slice){text.ptr + w.start, w.end - w.start}, &tally);
        *before = &seen;
    }
    return tally;
}

bool foreign_text(const struct foreign *f, struct arena *job, struct slice text)
{
    struct tally t = count_words(f, job, text);

    for (size_t i = 0; i < f->languages.count; i++) {
        size_t evidence = t.listed[i] + t.latin + t.cyrillic;

        if (t.sure[i] + t.cyrillic && evidence >= evidence_least && evidence > t.own &&
            evidence * share_least >= t.all)
            return true;
    }
    return false;
}
