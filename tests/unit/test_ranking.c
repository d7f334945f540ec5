/* test_ranking.c - what documents have of the words of a query, and what that is worth. */
#include "tests/unit/asked.h"

#include "base/random.h"
#include "engine/find/rank.h"
#include "engine/find/section.h"

/* ---- evidence ---- */

static void coverage_is_the_share_of_what_is_rare(void **state)
{
    static const struct told told[] = {{.title = "Оплата картой"},
                                       {.title = "Другое", .body = "про оплата и снова оплата"},
                                       {.title = "Другое", .body = "картой"},
                                       {.title = "Ничего"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 4);
    const struct asked *a = asked_with(f, &k, "оплата картой ", NULL, (double[]){3, 1}, 2);

    assert_near(found(&k, a, 1).coverage, 1, 1e-6);
    assert_near(found(&k, a, 2).coverage, 0.75, 1e-6);
    assert_near(found(&k, a, 3).coverage, 0.25, 1e-6);
    assert_near(found(&k, a, 4).coverage, 0, 0);
    assert_int_equal(found(&k, a, 2).seen, 1);
    assert_int_equal(found(&k, a, 3).seen, 2);
    assert_int_equal(found(&k, a, 2).length, 6);
    assert_true(found(&k, a, 2).words > 2 * found(&k, a, 3).words);
    assert_near(found(&k, a, 77).coverage + found(&k, a, 77).words, 0, 0);
    assert_near(found(&k, asked(f, &k, ""), 1).coverage, 0, 0);
    assert_near(found(&k, asked(f, &k, "-оплата"), 1).coverage, 0, 0);
    xap_reader_close(k.index);
}

static void the_headline_is_the_one_question_that_has_most(void **state)
{
    static const struct told told[] = {
        {.title = "Чек", .questions = "Возврат|Оплата картой возможна", .tags = "x"},
        {.title = "Чек", .questions = "Возврат картой|Оплата в рассрочку", .tags = "x"},
        {.title = "Картой", .body = "Текст|оплата картой", .tags = "x"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 3);
    const struct asked *a = asked(f, &k, "оплата картой ");

    assert_near(found(&k, a, 1).question, 1, 1e-6);
    assert_near(found(&k, a, 1).exact, 2 / 3.0, 1e-6);
    assert_near(found(&k, a, 1).title, 0, 0);
    assert_near(found(&k, a, 2).question, 0.5, 1e-6); /* two questions are not put together */
    assert_near(found(&k, a, 2).exact, 0.5, 1e-6);
    assert_near(found(&k, a, 2).coverage, 1, 1e-6);
    assert_true(found(&k, a, 1).headline > 1.5 * found(&k, a, 2).headline);
    assert_near(found(&k, a, 3).title, 0.5, 1e-6);
    assert_near(found(&k, a, 3).question, 0.5, 1e-6);
    assert_near(found(&k, a, 3).exact, 1, 1e-6);
    assert_true(found(&k, a, 1).headline > found(&k, a, 3).headline);
    xap_reader_close(k.index);
}

static void the_likest_heading_may_be_that_of_a_section(void **state)
{
    static const struct told told[] = {
        {.title = "Разное", .body = "Вступление||Оплата картой|Тут."},
        {.title = "Разное", .body = "Вступление||Тут|Оплата картой."},
        {.title = "Разное", .body = "Оплата картой"},
        {.title = "Разное", .body = "Как проходит оплата|Картой."}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 4);
    const struct asked *a = asked(f, &k, "оплата картой ");

    assert_near(found(&k, a, 1).likest, 1, 1e-6);
    assert_near(found(&k, a, 1).question, 0, 0); /* it asks nothing */
    assert_near(found(&k, a, 1).headline, 0, 0);
    assert_near(found(&k, a, 2).likest, 0, 0); /* a block is no heading */
    assert_near(found(&k, a, 3).likest, 0, 0);
    assert_near(found(&k, a, 4).likest, 0.5 / 3, 1e-6);
    xap_reader_close(k.index);
}

static void sections_are_counted_apart_with_the_title(void **state)
{
    static const struct told told[] = {
        {.title = "Возврат", .tags = "товар", .body = "Текст||Деньги|придут||Оплата|картой"},
        {.title = "Товар", .tags = "x", .body = "Оплата||Картой||Деньги|за товар вернут картой"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 2);
    struct evidence e = found(&k, asked(f, &k, "возврат товар оплата картой "), 1);

    assert_near(e.section, 0.75, 1e-6);
    assert_near(e.labels, 0.25, 1e-6);
    e = found(&k, asked(f, &k, "товар оплата "), 2);
    assert_near(e.section, 1, 1e-6);
    assert_near(e.labels, 0, 0);
    xap_reader_close(k.index);
}

/* The number of the section a hit is shown with. */
static size_t section_of(struct fixture *f, const struct knowledge *k, const char *text)
{
    static const double rarity[] = {1, 1, 1, 1};
    const struct asked *a = asked(f, k, text);
    struct section_query q = {&a->words, a->query.words, rarity};

    return section_choose(f->job, &k->forward, &q, 1);
}

static void the_section_of_a_hit_is_the_one_that_tells_most(void **state)
{
    static const struct told told[] = {
        {.title = "Возврат",
         .body = "|Возврат денег||Пусто| ||Деньги|придут картой||Оплата|картой|деньги"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 1);

    assert_int_equal(section_of(f, &k, "придут "), 2);
    assert_int_equal(section_of(f, &k, "оплата "), 3);
    assert_int_equal(section_of(f, &k, "картой деньги оплата "), 3);
    assert_int_equal(section_of(f, &k, "возврат "), 0); /* the title tells nothing */
    assert_int_equal(section_of(f, &k, "ничего "), 0);  /* between equals the first */
    assert_int_equal(section_of(f, &k, "пусто "), 0);   /* a heading without text is no section */
    xap_reader_close(k.index);
}

static void words_stand_together_or_near(void **state)
{
    static const struct told told[] = {
        {.title = "Ы", .body = "оплата картой"},
        {.title = "Ы", .body = "картой оплата"},
        {.title = "Ы", .body = "оплата своей картой"},
        {.title = "Ы", .body = "оплата раз два три пять семь картой"},
        {.title = "Ы", .body = "оплата\nкартой"},
        {.title = "Ы", .body = "оплата картой и оплата картой"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 6);
    const struct asked *a = asked(f, &k, "оплата картой ");

    assert_near(found(&k, a, 1).together, 1, 1e-6); /* half of the sum for the first time */
    assert_near(found(&k, a, 1).near, 1, 1e-6);
    assert_near(found(&k, a, 2).together, 0, 0);
    assert_near(found(&k, a, 2).near, 1, 1e-6);
    assert_near(found(&k, a, 3).together, 0, 0);
    assert_near(found(&k, a, 3).near, 1, 1e-6);
    assert_near(found(&k, a, 4).near, 0, 0);
    assert_near(found(&k, a, 5).near + found(&k, a, 5).together, 0, 0);
    assert_near(found(&k, a, 6).together, 2 * 2 / 3.0, 1e-6);
    a = asked(f, &k, "картой ");
    assert_near(found(&k, a, 6).near, 0, 0);
    xap_reader_close(k.index);
}

static void pairs_over_other_words_are_near(void **state)
{
    static const struct told told[] = {{.title = "Ы", .body = "оплата раз два картой"},
                                       {.title = "Ы", .body = "картой раз два"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 2);
    const struct asked *a = asked(f, &k, "оплата товара картой ");

    assert_near(found(&k, a, 1).near, 0.5, 1e-6); /* half of one pair; a word is in two */
    assert_near(found(&k, a, 2).near, 0, 0);
    assert_near(evidence_most(&a->words).near, 3, 1e-6);
    xap_reader_close(k.index);
}

static void ask_of_openings(const struct knowledge *k, struct asked *a, const char *question)
{
    a->words.opening = opening_query_of(k->vocabulary, slice_of(question));
}

static void a_verdict_counts_where_one_is_asked_for(void **state)
{
    static const struct told told[] = {{.title = "Ы", .body = "Да, оплата картой"},
                                       {.title = "Ы", .body = "Оплата картой. Да"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 2);
    struct asked *a = asked(f, &k, "оплата картой ");

    ask_of_openings(&k, a, "оплата картой");
    assert_near(found(&k, a, 1).verdict, 0, 0);
    ask_of_openings(&k, a, "можно ли оплатить картой");
    assert_near(found(&k, a, 1).verdict, 1, 0);
    assert_near(found(&k, a, 2).verdict, 0, 0);
    ask_of_openings(&k, a, "как оплатить картой");
    assert_near(found(&k, a, 1).verdict, -1, 0);
    assert_true(rank_weight(&(struct evidence){.verdict = -1}, 5) >= 0);
    xap_reader_close(k.index);
}

static void a_title_that_tells_what_something_is_answers_who_asks_that(void **state)
{
    static const struct told told[] = {{.title = "Что такое рассрочка?", .body = "Оплата частями"},
                                       {.title = "Рассрочка: что такое", .body = "Оплата частями"},
                                       {.title = "Рассрочка", .body = "Что такое рассрочка"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 3);
    struct asked *a = asked(f, &k, "рассрочка ");

    ask_of_openings(&k, a, "рассрочка");
    assert_near(found(&k, a, 1).definition, 0, 0);
    ask_of_openings(&k, a, "рассрочка это что");
    assert_near(found(&k, a, 1).definition, 1, 0);
    assert_near(found(&k, a, 2).definition, 0, 0);
    assert_near(found(&k, a, 3).definition, 0, 0);
    ask_of_openings(&k, a, "как оформить рассрочку");
    assert_near(found(&k, a, 1).definition, -1, 0);
    xap_reader_close(k.index);
}

static void a_synonym_of_several_words_counts_by_its_parts(void **state)
{
    static const struct told told[] = {{.title = "Ы", .body = "личный кабинет"},
                                       {.title = "Ы", .body = "кабинет, снова кабинет"},
                                       {.title = "Ы", .body = "лк"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 3);
    const struct asked *a = asked_with(f, &k, "лк ", "лк=личный кабинет", &(double){1}, 1);
    double whole = found(&k, a, 1).coverage;

    assert_near(found(&k, a, 3).coverage, 1, 1e-6);
    assert_true(whole > 0.5 && whole < 1);
    assert_near(found(&k, a, 2).coverage, whole / 2, 1e-6);
    a = asked_with(f, &k, "личный кабинет ", "лк=личный кабинет", &(double){1}, 1);
    assert_near(found(&k, a, 1).coverage, 1, 1e-6);
    assert_near(found(&k, a, 3).coverage, whole, 1e-6); /* it stands for both */
    xap_reader_close(k.index);
}

/* A document without labels goes straight on to its sections. */
static void the_first_section_has_the_title_too_where_nothing_stands_between(void **state)
{
    static const struct told told[] = {{.title = "Возврат", .body = "оплата"},
                                       {.title = "Возврат", .body = "Раз||Два|оплата"},
                                       {.title = "Возврат", .questions = "Где", .body = "оплата"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 3);
    const struct asked *a = asked(f, &k, "возврат оплата ");

    assert_near(found(&k, a, 2).section, 1, 1e-6);
    assert_near(found(&k, a, 1).section, 1, 1e-6);
    assert_near(found(&k, a, 3).section, 1, 1e-6);
    xap_reader_close(k.index);
}

/* "стали" stands for both words of the query. */
static void a_word_is_not_near_itself(void **state)
{
    static const struct told told[] = {{.title = "Ы", .body = "стали"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 1);

    assert_near(found(&k, asked(f, &k, "стать сталь "), 1).near, 0, 0);
    xap_reader_close(k.index);
}

static void parts_of_different_synonyms_do_not_make_one(void **state)
{
    static const struct told told[] = {{.title = "Ы", .body = "личный кабинет"},
                                       {.title = "Ы", .body = "личный подход, своя запись"},
                                       {.title = "Кабинет", .body = "Ы|личный"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 3);
    const struct asked *a =
        asked_with(f, &k, "лк ", "лк=личный кабинет=учетная запись", &(double){1}, 1);
    double whole = found(&k, a, 1).coverage;

    assert_near(found(&k, a, 3).coverage, whole, 1e-6);
    assert_near(found(&k, a, 3).title, whole / 2, 1e-6);
    assert_near(found(&k, a, 2).coverage, whole / 2, 1e-6);
    xap_reader_close(k.index);
}

/* In the second run both parts count although one stands there. */
static void a_part_seen_elsewhere_does_not_count_in_this_question(void **state)
{
    static const struct told told[] = {{.title = "Личный", .questions = "Кабинет"},
                                       {.title = "Личный кабинет"}};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, told, 2);
    const struct asked *a = asked_with(f, &k, "лк ", "лк=личный кабинет", &(double){1}, 1);

    assert_near(found(&k, a, 1).question, found(&k, a, 2).question / 2, 1e-6);
    xap_reader_close(k.index);
}

/* ---- weights ---- */

static const char *random_text(struct fixture *f, uint64_t *chance, uint32_t words)
{
    static const char *const list[] = {"оплата",  "оплатить", "картой", "карта", "личный",
                                       "кабинет", "лк",       "заказ",  "чек",   "возврат"};
    struct buf out = buf_new(f->job, 10000);

    buf_text(&out, "");
    for (uint32_t n = random_below(chance, words + 1); n > 0; n--)
        buf_printf(&out, "%s%s", list[random_below(chance, 10)],
                   random_below(chance, 8)   ? " "
                   : random_below(chance, 2) ? "\n"
                                             : "|");
    return out.len ? buf_slice(&out).ptr : "ы";
}

static void no_document_has_more_than_the_most(void **state)
{
    struct fixture *f = *state;
    struct told told[40] = {0};
    uint64_t chance = 9;
    struct knowledge k;

    for (size_t i = 0; i < 40; i++)
        told[i] = (struct told){random_text(f, &chance, 5), random_text(f, &chance, 12),
                                random_text(f, &chance, 3), random_text(f, &chance, 200), 0};
    k = knowledge_of(f, told, 40);
    for (int i = 0; i < 40; i++) {
        const struct asked *a = asked_with(f, &k, random_text(f, &chance, 6), "лк=личный кабинет",
                                           (double[]){2, .5, 7, 1}, 4);
        struct evidence most = evidence_most(&a->words);

        for (uint32_t d = 1; d <= 40; d++) {
            struct evidence e = found(&k, a, d);

            assert_true(e.coverage <= 1 + 1e-6 && e.section <= e.coverage + 1e-6);
            assert_true(e.question <= 1 + 1e-6 && e.title <= e.question + 1e-6);
            assert_true(e.likest <= 1 + 1e-6 && e.exact <= 1 + 1e-6 && e.labels <= 1 + 1e-6);
            assert_true(e.words <= most.words + 1e-6 && e.pieces <= most.pieces + 1e-6);
            assert_true(e.headline <= most.headline + 1e-6 && e.near <= most.near + 1e-6);
            assert_true(e.together <= most.together + 1e-6);
            assert_true(rank_weight(&e, a->words.all) <=
                        rank_weight(&most, a->words.all) * (1 + 1e-6));
            assert_true(rank_weight(&e, a->words.all) >= 0);
        }
    }
    xap_reader_close(k.index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(coverage_is_the_share_of_what_is_rare),
        TEST(the_headline_is_the_one_question_that_has_most),
        TEST(the_likest_heading_may_be_that_of_a_section),
        TEST(sections_are_counted_apart_with_the_title),
        TEST(the_section_of_a_hit_is_the_one_that_tells_most),
        TEST(words_stand_together_or_near),
        TEST(pairs_over_other_words_are_near),
        TEST(a_verdict_counts_where_one_is_asked_for),
        TEST(a_title_that_tells_what_something_is_answers_who_asks_that),
        TEST(a_synonym_of_several_words_counts_by_its_parts),
        TEST(the_first_section_has_the_title_too_where_nothing_stands_between),
        TEST(a_word_is_not_near_itself),
        TEST(parts_of_different_synonyms_do_not_make_one),
        TEST(a_part_seen_elsewhere_does_not_count_in_this_question),
        TEST(no_document_has_more_than_the_most),
    };

    return cmocka_run_group_tests_name("ranking", tests, NULL, NULL);
}
