/* test_text.c - properties of words that cases cannot say. */
#include "tests/unit/test.h"

#include "base/utf8.h"
#include "text/distance.h"
#include "text/layout.h"
#include "text/lexicon.h"
#include "text/words.h"

static const char *const samples[] = {
    "Оплати́ть 5 000 ₽ за Wi‑Fi — e-mail'ом, №42, C++ и .NET!",
    "ёжик Ёжик ЁЖИК й и̋ é e\xCC\x81 ﬁ ²  ​ ­",
    "1,2,3 1,000 0,5 5 000,50 v2.1.0 12.03.2026 8 800 000-17-17",
    "don't 'quoted' rock'n'roll O'Reilly user@example.com a_b wi-fi-6e",
    "5  000 и 5\n000, 1,2,312.031,000",                 /* digits that come closer */
    "имейлом№42 имейлoB .NET e-mail'омe e-mаil",        /* names in two alphabets */
    "\xEF\xB7\xBA\xEF\xB7\xBA\xEF\xB7\xBA\xEF\xB7\xBA", /* one character, four words */
    "日本語テキスト Привет café ΑΒΓ наГло mоscow РayРal",
    "",
    "   \t\n ",
    "\xFF\xFE broken \xC3 bytes \x80",
};

static void normalising_twice_changes_nothing(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct slice once = words_normalise(f->job, slice_of(samples[i]));
        struct slice twice = words_normalise(f->job, once);

        assert_string_equal(slice_cstr(f->job, once), slice_cstr(f->job, twice));
    }
}

static void words_lie_in_the_text_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct slice text = slice_of(samples[i]);
        struct words words = words_of(text);
        struct word w;
        size_t last = 0;

        while (words_next(&words, &w)) {
            assert_true(w.start >= last && w.start < w.end && w.end <= text.len);
            assert_true(w.norm.len > 0 && w.norm.len <= word_bytes_max);
            assert_int_equal(utf8_check(w.norm), w.norm.len);
            assert_int_equal(slice_find(w.norm, ' '), w.norm.len);
            last = w.end;
        }
    }
}

/* Meilisearch once took ь for a separator: every letter of the alphabet is part of words. */
static void every_russian_letter_is_inside_words(void **state)
{
    struct fixture *f = *state;

    for (uint32_t c = 0x430; c <= 0x451; c++) {
        struct buf text = buf_new(f->job, 100);
        char bytes[4];
        struct words words;
        struct word w;

        if (c == 0x450)
            continue;
        buf_text(&text, "а");
        buf_add(&text, (struct slice){bytes, utf8_put(c, bytes)});
        buf_text(&text, "б");
        words = words_of(buf_slice(&text));
        assert_true(words_next(&words, &w));
        assert_int_equal(w.end, text.len);
        assert_false(words_next(&words, &w));
    }
}

static void a_long_word_is_cut_alike_everywhere(void **state)
{
    struct fixture *f = *state;
    struct buf text = buf_new(f->job, 1 << 20);
    struct words words;
    struct word w;

    for (int i = 0; i < 100000; i++)
        buf_text(&text, "ы");
    words = words_of(buf_slice(&text));
    assert_true(words_next(&words, &w));
    assert_int_equal(utf8_length(w.norm), word_max);
    assert_int_equal(w.end, text.len);
    assert_false(words_next(&words, &w));
}

static void equal_words_have_equal_stems_whatever_was_remembered(void **state)
{
    struct fixture *f = *state;
    struct stemmer *fresh = stemmer_new(f->job), *used = stemmer_new(f->job);

    for (int i = 0; i < 20000; i++) {
        struct slice word = slice_of(arena_printf(f->job, "слово%d", i % 7000));

        stem_word(used, word, WORD_MIXED);
        stem_word(used, slice_of(arena_printf(f->job, "настройка%s", i % 2 ? "ми" : "")),
                  WORD_CYRILLIC);
    }
    assert_string_equal(slice_cstr(f->job, stem_word(used, SLICE("настройками"), WORD_CYRILLIC)),
                        slice_cstr(f->job, stem_word(fresh, SLICE("настройками"), WORD_CYRILLIC)));
}

static void a_lexicon_matches_all_forms_of_a_phrase(void **state)
{
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    struct lexicon *l;
    struct stems text;

    assert_ok(f, lexicon_parse(f->job, s, SLICE("# note\n[place]\nмой|личный кабинет\nкабинет\n"),
                               &l, &f->err));
    text = stems_of(f->job, s, SLICE("в личном кабинете"), 10);
    assert_int_equal(lexicon_match(l, "place", &text, 1), 2);
    assert_int_equal(lexicon_match(l, "place", &text, 2), 1);
    assert_int_equal(lexicon_match(l, "place", &text, 0), 0);
    assert_int_equal(lexicon_match(l, "none", &text, 1), 0);
    assert_false(lexicon_parse(f->job, s, SLICE("# x\nline\n"), &l, &f->err));
    assert_int_equal(f->err.line, 2);
}

/* ---- layout and distance ---- */

static void flipping_twice_gives_the_text_back(void **state)
{
    static const char *const texts[] = {
        "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>",
        "привет, Ёж 5 000 ₽ é 日本", "", "hello - it's 10/12 & more?"};
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct slice once = layout_flip(f->job, slice_of(texts[i]), LAYOUT_QWERTY);
        struct slice back = layout_flip(f->job, slice_of(texts[i]), LAYOUT_JCUKEN);

        if (layout_of(slice_of(texts[i])) == LAYOUT_QWERTY)
            assert_slice(layout_flip(f->job, once, LAYOUT_JCUKEN), texts[i]);
        else if (slice_find(slice_of(texts[i]), ',') == strlen(texts[i]))
            assert_slice(layout_flip(f->job, back, LAYOUT_QWERTY), texts[i]);
        assert_slice(layout_flip(f->job, slice_of(texts[i]), LAYOUT_NONE), texts[i]);
    }
}

static void a_distance_is_bounded_and_zero_for_equal_words(void **state)
{
    static const char *const words[] = {"",          "а",        "оплата",  "отплата",
                                        "phone",     "fone",     "receive", "recieve",
                                        "подписчик", "подпищик", "щщ",      "ь"};
    const size_t count = sizeof words / sizeof *words;

    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) {
            struct slice a = slice_of(words[i]), b = slice_of(words[k]);
            unsigned whole = distance_of(a, b, 10000);

            assert_true((whole == 0) == (i == k));
            for (unsigned max = 0; max < 400; max += 37)
                assert_int_equal(distance_of(a, b, max), whole < max    ? whole
                                                         : whole == max ? max
                                                                        : max + 1);
        }
}

static void words_too_long_are_compared_as_far_as_they_go(void **state)
{
    struct fixture *f = *state;
    struct buf a = buf_new(f->job, 1000), b = buf_new(f->job, 1000);

    for (int i = 0; i < 100; i++) {
        buf_text(&a, "ф");
        buf_text(&b, "z");
    }
    assert_int_equal(distance_of(buf_slice(&a), buf_slice(&a), 100), 0);
    assert_int_equal(distance_of(buf_slice(&a), buf_slice(&b), 100), 101);
    assert_true(distance_of(buf_slice(&a), buf_slice(&b), 100000) >= 60 * distance_edit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(normalising_twice_changes_nothing),
        TEST(words_lie_in_the_text_in_order),
        TEST(every_russian_letter_is_inside_words),
        TEST(a_long_word_is_cut_alike_everywhere),
        TEST(equal_words_have_equal_stems_whatever_was_remembered),
        TEST(a_lexicon_matches_all_forms_of_a_phrase),
        TEST(flipping_twice_gives_the_text_back),
        TEST(a_distance_is_bounded_and_zero_for_equal_words),
        TEST(words_too_long_are_compared_as_far_as_they_go),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
