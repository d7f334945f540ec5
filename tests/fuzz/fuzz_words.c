/* fuzz_words.c - text/: words, normal forms, sentences, stems of anything at all. */
#include "base/utf8.h"
#include "tests/fuzz/driver.h"
#include "text/exceptions.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/sentences.h"
#include "text/stem.h"

static const struct slice seeds[] = {
    FUZZ_SEED("Оплати́ть 5 000 ₽ за Wi‑Fi можно картой, сче́т "
              "придёт "
              "на "
              "e-mail'ом. "
              "Сколько?"),
    FUZZ_SEED("1. Open «Settings» (v2.1.0) – e.g. at 24/7. Mr. Smith don't pay 3,5 %!\n2. C++"),
    FUZZ_SEED("Т. е. д. 5, кв. 12, А. С. Пушкин и т. д. Далее: 1,2,3 и 1,000,000.50 руб. Всё…"),
    FUZZ_SEED("ﬁne ² full‑width ＡＢＣ, ёлки, Ёж, йод, İstanbul, straße, 漢字かな، العربية"),
};

static const char *const tokens[] = {
    "C++", "c#",    ".NET",  "1С",     "AT&T", "24/7",  "e-mail", "имейлом", "5 000",      "5,000",
    "3,5", "1,2,3", "12.03", "v2.1.0", "№42",  "Wi‑Fi", "don't",  "т. е. ",  "руб. ",      "А. С. ",
    "1. ", "e.g. ", "…",     "?!",     "» ",   "— ",    "-",      "\n",      "ООО «Рога»", NULL,
};

static void check_utf8(struct slice s)
{
    size_t valid = utf8_check(s), characters = 0, cut = fuzz_random((uint32_t)s.len + 2);
    struct slice part = utf8_cut(s, cut);

    for (size_t at = 0; at < s.len; characters++) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        char bytes[4];

        CHECK(at > from && at <= s.len);
        CHECK(c <= 0x10FFFF && !(c >= 0xD800 && c < 0xE000));
        if (from < valid)
            CHECK(at <= valid && utf8_put(c, bytes) == at - from);
        if (from == valid)
            CHECK(c == 0xFFFD && at == from + 1);
    }
    CHECK(valid < s.len || characters == utf8_length(s));
    CHECK(part.ptr == s.ptr && part.len <= cut && part.len <= s.len);
    if (valid == s.len)
        CHECK(fuzz_is_utf8(part) && (part.len == s.len || cut - part.len < 4));
}

static void check_fold(struct slice s)
{
    struct folded f;

    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        const char *norm;

        CHECK(exceptions_match(s, from, &norm) <= s.len - from);
        fold_next(s, &at, &f);
        CHECK(at > from && at <= s.len);
        CHECK(f.count <= fold_most && f.class <= FOLD_OTHER);
        CHECK(!fold_is_wordy(f.class) || f.count > 0);
        for (unsigned i = 0; i < f.count; i++)
            CHECK(f.chars[i] <= 0x10FFFF && !(f.chars[i] >= 0xD800 && f.chars[i] < 0xE000));
    }
}

static void check_word(struct slice text, const struct word *w, size_t from)
{
    struct slice stems[stems_max], family[8], likeliest;
    size_t count = stem_all(fuzz_stemmer, w->norm, w->script, stems);

    CHECK(w->start >= from && w->start < w->end && w->end <= text.len);
    CHECK(w->norm.len > 0 && w->norm.len <= word_bytes_max && fuzz_is_utf8(w->norm));
    CHECK(utf8_length(w->norm) <= word_max && slice_find(w->norm, ' ') == w->norm.len);
    CHECK(w->script <= WORD_MIXED);
    CHECK((unsigned char)w->glue < 0x80);
    CHECK(count >= 1 && count <= stems_max);
    for (size_t i = 0; i < count; i++) {
        CHECK(stems[i].len > 0 && fuzz_is_utf8(stems[i]));
        CHECK(stem_family(fuzz_stemmer, stems[i], family, 8) <= 8);
        for (size_t k = 0; k < i; k++)
            CHECK(!slice_eq(stems[i], stems[k]));
    }
    likeliest = stem_word(fuzz_stemmer, w->norm, w->script);
    CHECK(likeliest.len == stems[0].len);
    if (fuzz_is_utf8(text))
        CHECK(fuzz_is_boundary(text, w->start) && fuzz_is_boundary(text, w->end));
}

/* A line before the text moves its words and changes none of them. */
static void check_words(struct arena *job, struct slice text)
{
    struct buf longer = buf_new(job, text.len + 2);
    struct words words, other;
    struct word w, v;
    size_t from = 0;

    buf_char(&longer, '\n');
    buf_add(&longer, text);
    words = words_of(text);
    other = words_of(buf_slice(&longer));
    while (words_next(&words, &w)) {
        check_word(text, &w, from);
        from = w.end;
        CHECK(words_next(&other, &v));
        CHECK(v.start == w.start + 1 && v.end == w.end + 1 && v.script == w.script);
        CHECK(slice_eq(v.norm, w.norm));
    }
    CHECK(!words_next(&other, &v));
}

static void check_normal_form(struct arena *job, struct slice text)
{
    struct slice once = words_normalise(job, text), twice = words_normalise(job, once);
    struct slice joined = words_join(job, text, 1 << 20);

    CHECK(fuzz_is_utf8(once) && fuzz_is_utf8(joined));
    CHECK(slice_eq(once, twice));
    CHECK(once.len == slice_trim(once).len);
    CHECK(joined.len == slice_trim(joined).len);
}

static bool is_blank(struct slice s)
{
    return slice_trim(s).len == 0;
}

/* Sentences come in order and leave nothing out but white space. */
static void check_sentences(struct slice text)
{
    struct slice rest = text, sentence;
    const char *at = text.ptr;

    while (sentences_next(&rest, &sentence)) {
        CHECK(sentence.len > 0 && fuzz_is_within(sentence, text));
        CHECK(slice_trim(sentence).len == sentence.len);
        CHECK(slice_find(sentence, '\n') == sentence.len);
        CHECK(sentence.ptr >= at);
        CHECK(is_blank((struct slice){at, (size_t)(sentence.ptr - at)}));
        at = sentence.ptr + sentence.len;
        if (fuzz_is_utf8(text))
            CHECK(fuzz_is_utf8(sentence));
    }
    CHECK(is_blank((struct slice){at, (size_t)(text.ptr + text.len - at)}));
}

static void one(struct arena *job, struct slice input)
{
    enum language l = language_of(input, LANGUAGE_RU);

    CHECK(l < language_count);
    check_utf8(input);
    check_fold(input);
    check_words(job, input);
    check_normal_form(job, input);
    check_sentences(input);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_words",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 1500,
    .cost = 1,
    .round = one,
};
