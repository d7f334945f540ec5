/* test_typing.c - what typed words may have meant: spelling, corrections. */
#include "tests/unit/test.h"

#include "base/utf8.h"
#include "engine/index/generation.h"
#include "engine/query/expand.h"
#include "indexer/build.h"
#include "text/distance.h"

/* ---- a knowledge base: the articles of corpus/ ---- */

struct base {
    struct vocabulary *vocabulary;
    struct spelling *spelling;
    struct stemmer *stemmer;
    const char *folder;
};

static bool build(struct fixture *f, const char *source, const char *folder)
{
    const char *data = arena_printf(f->job, "%s/data", folder);
    struct progress quiet = progress_new(true);
    struct report report;
    struct scan scan;
    struct build b = {.data = data, .threads = 2, .progress = &quiet, .report = &report};

    read_start();
    report_start(&report, f->job);
    return file_make_folder(folder, &f->err) && build_lock(f->job, data, &f->err) &&
           scan_sources(f->job, &source, 1, &report, &scan, &f->err) &&
           build_update(&b, &scan, &f->err) &&
           file_make_folder(arena_printf(f->job, "%s/out", folder), &f->err) &&
           build_generation(&b, arena_printf(f->job, "%s/out", folder), &f->err);
}

static struct base open_base(struct fixture *f, const char *source)
{
    struct base b = {.stemmer = stemmer_new(f->job), .folder = f->folder};

    assert_ok(f, build(f, source, f->folder));
    assert_ok(f, vocabulary_open(f->job,
                                 arena_printf(f->job, "%s/out/" GENERATION_VOCABULARY, f->folder),
                                 &b.vocabulary, &f->err));
    assert_ok(f, spelling_open(f->job, b.stemmer, b.vocabulary,
                               arena_printf(f->job, "%s/out/" GENERATION_SPELLING, f->folder),
                               &b.spelling, &f->err));
    return b;
}

/* ---- spelling ---- */

static uint64_t random_state = 1;

static uint32_t random_below(uint32_t n) /* xorshift64 (Marsaglia 2003) */
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 11) % n);
}

/* A letter left out, doubled, replaced, put in; or two swapped. */
static size_t mistype(uint32_t *letters, size_t count)
{
    uint32_t first = letters[0] < 0x80 ? 'a' : 0x430, alphabet = letters[0] < 0x80 ? 26 : 32;
    size_t at = random_below((uint32_t)count - 1), rest = (count - at) * sizeof *letters;

    switch (random_below(5)) {
    case 0: memmove(letters + at, letters + at + 1, rest - sizeof *letters); return count - 1;
    case 1: memmove(letters + at + 1, letters + at, rest); return count + 1;
    case 2: letters[at] = first + random_below(alphabet); return count;
    case 3:
        memmove(letters + at + 1, letters + at, rest);
        letters[at] = first + random_below(alphabet);
        return count + 1;
    default: break;
    }
    letters[count] = letters[at];
    letters[at] = letters[at + 1];
    letters[at + 1] = letters[count];
    return count;
}

/* A word of the alphabet with so many letters, mistyped `edits` times into one the base has not. */
static bool mistyped_word(const struct base *b, bool latin, size_t least, int edits, uint32_t *word,
                          struct buf *typed)
{
    uint32_t letters[distance_letters_max + 8];
    size_t count;
    char bytes[4];

    *word = random_below((uint32_t)vocabulary_size(b->vocabulary));
    count = distance_letters(vocabulary_word(b->vocabulary, *word), letters);
    if (count < least || count > 40)
        return false;
    for (size_t i = 0; i < count; i++)
        if (latin ? letters[i] < 'a' || letters[i] > 'z' : letters[i] < 0x430)
            return false;
    for (int i = 0; i < edits; i++)
        count = mistype(letters, count);
    typed->len = 0;
    for (size_t i = 0; i < count; i++)
        buf_add(typed, (struct slice){bytes, utf8_put(letters[i], bytes)});
    return vocabulary_find(b->vocabulary, buf_slice(typed)) < 0;
}

/* Of 500 mistyped words, how many are found again first, by their stem, in per cent. */
static int found_again(struct fixture *f, const struct base *b, bool latin, int edits)
{
    struct buf typed = buf_new(f->job, 1000);
    int right = 0, asked = 0;
    uint32_t word;

    while (asked < 500) {
        struct spelling_match best;
        size_t letters;

        if (!mistyped_word(b, latin, edits == 2 ? 8 : 5, edits, &word, &typed))
            continue;
        letters = utf8_length(buf_slice(&typed));
        asked++;
        if (spelling_near(b->spelling, buf_slice(&typed), spelling_budget(letters), 1, &best))
            right += vocabulary_stem_of(b->vocabulary, best.word) ==
                     vocabulary_stem_of(b->vocabulary, word);
    }
    return right / 5;
}

static void mistyped_words_are_found_again(void **state)
{
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");

    assert_true(vocabulary_size(b.vocabulary) > 4000);
    assert_true(found_again(f, &b, false, 1) >= 96);
    assert_true(found_again(f, &b, false, 2) >= 90);
    assert_true(found_again(f, &b, true, 1) >= 93);
    assert_true(found_again(f, &b, true, 2) >= 88);
}

static void candidates_are_in_order_and_no_two_have_a_stem(void **state)
{
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");
    struct spelling_match found[spelling_most];
    size_t n = spelling_near(b.spelling, SLICE("картк"), spelling_two_edits, spelling_most, found);

    assert_true(n > 1);
    assert_slice(vocabulary_word(b.vocabulary, found[0].word), "карту");
    for (size_t i = 1; i < n; i++) {
        assert_true(found[i].cost <= spelling_two_edits && found[i].score >= found[i - 1].score);
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(vocabulary_stem_of(b.vocabulary, found[i].word),
                                 vocabulary_stem_of(b.vocabulary, found[k].word));
    }
    assert_int_equal(spelling_near(b.spelling, SLICE("картк"), 230, 1, found), 1);
    assert_int_equal(spelling_near(b.spelling, SLICE("картк"), 0, 3, found), 0);
    assert_int_equal(spelling_near(b.spelling, SLICE("sv-104233"), 230, 3, found), 0);
    assert_int_equal(spelling_near(b.spelling, SLICE(""), 230, 3, found), 0);
    assert_int_equal(spelling_budget(3), 0);
    assert_int_equal(spelling_budget(5), spelling_one_edit);
    assert_int_equal(spelling_budget(6), spelling_two_edits);
}

static void a_table_of_other_words_is_refused(void **state)
{
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles/ru");
    const char *folder = arena_printf(f->job, "%s/other", f->folder);
    const char *path = arena_printf(f->job, "%s/out/" GENERATION_SPELLING, folder);
    struct spelling *s;
    struct slice text;

    assert_ok(f, build(f, "corpus/articles/en", folder));
    assert_false(spelling_open(f->job, b.stemmer, b.vocabulary, path, &s, &f->err));
    assert_int_equal(f->err.code, ERR_STALE);
    assert_says(f, "vocabulary");
    path = arena_printf(f->job, "%s/out/" GENERATION_SPELLING, f->folder);
    assert_ok(f, file_read(f->job, path, 1 << 30, &text, &f->err));
    text.len--;
    assert_ok(f, file_replace(path, text, 0666, &f->err));
    assert_false(spelling_open(f->job, b.stemmer, b.vocabulary, path, &s, &f->err));
    assert_says(f, "damaged");
    text.len = 3;
    assert_ok(f, file_replace(path, text, 0666, &f->err));
    assert_false(spelling_open(f->job, b.stemmer, b.vocabulary, path, &s, &f->err));
    assert_says(f, "not a spelling table");
}

/* ---- corrections ---- */

static struct corrector corrector_of(const struct base *b)
{
    return (struct corrector){
        .vocabulary = b->vocabulary, .spelling = b->spelling, .stemmer = b->stemmer};
}

static struct corrections correct(struct fixture *f, const struct base *b, const char *typed,
                                  const struct corrector *c)
{
    struct query q = query_parse(f->job, b->stemmer, slice_of(typed));

    return correct_words(f->job, c, slice_of(typed), correct_typed(f->job, &q), q.word_count);
}

static void queries_are_shown_as_they_were_meant(void **state)
{
    static const char *const cases[][2] = {
        {"rfr jgkfnbnm pfrfp", "как оплатить заказ"},
        {"Rfr dthyenm ltymub&", "Как вернуть деньги?"},
        {"RFR DTHYENM LTYMUB", "КАК ВЕРНУТЬ ДЕНЬГИ"},
        {"сменить gfhjkm d kbxyjv rf,bytnt", "сменить пароль в личном кабинете"},
        {"ghbdtn rfr jgkfnbnm pfrfp ,tp rfhns", "привет как оплатить заказ без карты"},
        {"рщц ещ куегкт фт щквук", "how to return an order"},
        {"kak oplatit zakaz", "как оплатить заказ"},
        {"Ne prihodit kod na pochtu", "Не приходит код на почту"},
        {"lichniy kabinet", "личный кабинет"},
        {"возрват денег", "возврат денег"},
        {"Оплатта картой", "Оплата картой"},
        {"ЗАБЫЛ ПОРОЛЬ", "ЗАБЫЛ ПАРОЛЬ"},
        {"немогу войти", "не могу войти"},
        {"дос тавка", "доставка"},
        {"how to retrun an order", "how to return an order"},
        {"delivry cost", "delivery cost"},
        /* nothing to correct */
        {"как оплатить заказ", "как оплатить заказ"},
        {"how to pay for an order", "how to pay for an order"},
        {"достав", "достав"},
        {"-возрват", "-возрват"},
        {"qqq zzz", "qqq zzz"},
        {"хkoпdж", "хkoпdж"}, /* of which kod is only a part */
        {"СВ-104233 user@exmaple.com", "СВ-104233 user@exmaple.com"},
        {"", ""},
    };
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");
    struct corrector c = corrector_of(&b);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct corrections found = correct(f, &b, cases[i][0], &c);

        assert_slice(correct_text(f->job, slice_of(cases[i][0]), &found), cases[i][1]);
    }
}

static void corrections_do_not_overlap(void **state)
{
    static const char *const texts[] = {
        "rfr jgkfnbnm pfrfp возрват денег немогу дос тавка kak oplatit", "д о с т а в к а",
        "ghb,sk pfrfp`v \"gjl]tpl\" (jgkfnf)", "po4emu ne prihodit kod, a?",
        "вайфай wi-fi вай-фай 5 000 Оплатта!!!"};
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");
    struct corrector corrector = corrector_of(&b);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct corrections found = correct(f, &b, texts[i], &corrector);
        size_t end = 0, alternatives = 0;

        for (size_t k = 0; k < found.count; k++) {
            const struct correction *c = &found.items[k];
            bool same = k && c->first == c[-1].first;

            alternatives = same ? alternatives + 1 : 1;
            assert_true(alternatives <= correct_alternatives_most);
            assert_true(same ? c->weight <= c[-1].weight && c->end == end : c->start >= end);
            assert_true(c->weight > 0 && c->weight <= 1 && c->word_count > 0 && c->count > 0);
            end = c->end;
            assert_true(end <= strlen(texts[i]) && c->start < end);
        }
    }
}

static void a_word_of_the_language_is_corrected_only_to_what_is_very_near(void **state)
{
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");
    struct corrector c = corrector_of(&b);
    struct corrections plain = correct(f, &b, "шерсть ", &c), real;

    c.dictionary = stem_dictionary(b.stemmer);
    real = correct(f, &b, "шерсть ", &c);
    assert_true(plain.count > 0 && real.count > 0);
    assert_slice(plain.items[0].to, "шесть");
    assert_true(real.items[0].weight < plain.items[0].weight - 0.2);
}

static void words_of_the_language_are_read_though_no_article_has_them(void **state)
{
    static const char *const cases[][2] = {
        {"аллергия на кошкии", "аллергия на кошки"}, /* not копии, which the articles have */
        {"рзабитый товар", "разбитый товар"},        /* a form that no article has */
        {"рзабитый jgkfnf", "разбитый оплата"},
        {"is there a vacumm", "is there a vacuum"},
        {"bolit gorlo", "болит горло"},
        {"otpisatsya", "отписаться"},
        {"kak oplatit ekskursiyu", "как оплатить экскурсию"},
        {"v kakoy den dostavka", "в какой день доставка"},
        {"jngbcfnmcz", "отписаться"},
        {"jgkfnf? rfr dthyenm pfrfp&", "оплата, как вернуть заказ?"},
        {"pfrfp d gznybwe yf VPN-rjl", "заказ в пятницу на VPN-код"},
        {"сдфыы ифвпук щквук", "class badger order"},
        /* words of the other language, and what is none of either */
        {"act swiftly", "act swiftly"},
        {"post", "post"},
        {"qwrtp", "qwrtp"},
    };
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");
    struct corrector c = corrector_of(&b);

    c.dictionary = stem_dictionary(b.stemmer);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct corrections found = correct(f, &b, cases[i][0], &c);

        assert_slice(correct_text(f->job, slice_of(cases[i][0]), &found), cases[i][1]);
    }
}

static void one_who_answers_trusts_two_edits_of_a_latin_word_less(void **state)
{
    static const struct {
        const char *typed;
        bool less;
    } cases[] = {{"dielvvery ", true}, {"delivary ", false}, {"дастовка ", false}};
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct corrector c = corrector_of(&b);
        struct corrections search = correct(f, &b, cases[i].typed, &c), answer;

        c.surely = true;
        answer = correct(f, &b, cases[i].typed, &c);
        assert_true(search.count > 0 && answer.count > 0);
        assert_true(slice_eq(answer.items[0].to, search.items[0].to));
        if (cases[i].less)
            assert_true(answer.items[0].weight < search.items[0].weight - 0.1);
        else
            assert_true(answer.items[0].weight == search.items[0].weight);
    }
}

static void a_text_is_guessed_if_no_word_of_it_is_one(void **state)
{
    static const struct {
        const char *typed;
        bool guessed;
    } cases[] = {
        {"zisotofi tinamuvi delivvry", true},
        {"кукобы дастовка", true},
        {"фывапр олдж", true},
        {"zisotofi", false}, /* one word may be a name */
        {"zisotofi order", false},
        {"кукобы синхрофазотрон", false}, /* no article has it, but it is a word */
        {"дастовка тавара", false},       /* surely */
        {"ljcnfdrf njdfhf", false},
        {"dostavka tovara", false},
    };
    struct fixture *f = *state;
    struct base b = open_base(f, "corpus/articles");
    struct expansion e = {.vocabulary = b.vocabulary,
                          .stemmer = b.stemmer,
                          .thesaurus = thesaurus_new(f->job, b.stemmer),
                          .spelling = b.spelling,
                          .documents = 100,
                          .finished = true,
                          .surely = true};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query q = query_parse(f->job, b.stemmer, slice_of(cases[i].typed));

        if (expand_query(f->job, &e, &q).guessed != cases[i].guessed)
            fail_msg("%s", cases[i].typed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(mistyped_words_are_found_again),
        TEST(candidates_are_in_order_and_no_two_have_a_stem),
        TEST(a_table_of_other_words_is_refused),
        TEST(queries_are_shown_as_they_were_meant),
        TEST(corrections_do_not_overlap),
        TEST(a_word_of_the_language_is_corrected_only_to_what_is_very_near),
        TEST(words_of_the_language_are_read_though_no_article_has_them),
        TEST(one_who_answers_trusts_two_edits_of_a_latin_word_less),
        TEST(a_text_is_guessed_if_no_word_of_it_is_one),
    };

    return cmocka_run_group_tests_name("typing", tests, NULL, NULL);
}
