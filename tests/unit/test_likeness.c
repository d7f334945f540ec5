/* test_likeness.c - which words stand for those of a query, and which pieces they share. */
#include "tests/unit/asked.h"

#include "base/random.h"

/* How far a word of the knowledge base stands for a word of the query. */
static double stands_for(const struct knowledge *k, const struct asked *a, const char *word,
                         size_t slot)
{
    struct likeness_verdict v;

    if (likeness_judge(a->words.likeness, number_of(k, word), &v))
        for (size_t i = 0; i < v.slot_count; i++)
            if (v.slots[i].slot == slot)
                return (double)v.slots[i].weight;
    return 0;
}

static size_t pieces_of(const struct knowledge *k, const struct asked *a, const char *word)
{
    struct likeness_verdict v;

    return likeness_judge(a->words.likeness, number_of(k, word), &v) ? v.gram_count : 0;
}

static const struct told some_words[] = {
    {.title = "Оплата оплаты оплатить картой карты карта тариф кнопка стали сталь стать банка"},
    {.title = "Ы"},
    {.title = "Ы"},
    {.title = "Ы"}};

static void a_word_stands_for_what_was_typed_and_forms_for_a_little_less(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, some_words, 4);
    const struct asked *a = asked(f, &k, "оплата тарифов ");
    struct likeness_verdict v;

    assert_int_equal(a->words.count, 2);
    assert_near(stands_for(&k, a, "оплата", 0), 1, 0);
    assert_true(stands_for(&k, a, "оплаты", 0) > 0.9 && stands_for(&k, a, "оплаты", 0) < 1);
    assert_near(stands_for(&k, a, "оплата", 1), 0, 0);
    assert_true(stands_for(&k, a, "тариф", 1) > 0.9);
    assert_near(stands_for(&k, a, "оплатить", 0), 0, 0); /* the family is an option */
    assert_int_equal(pieces_of(&k, a, "оплата"), 5);
    assert_int_equal(pieces_of(&k, a, "оплатить"), 3); /* ^опл опла плат */
    assert_int_equal(pieces_of(&k, a, "кнопка"), 0);
    assert_false(likeness_judge(a->words.likeness, 100000, &v));
    xap_reader_close(k.index);
}

static void queries_do_not_see_what_was_said_of_others(void **state)
{
    static const char *const words[] = {"оплата", "карта", "тариф", "кнопка"};
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, some_words, 4);
    uint64_t chance = 3;

    for (int i = 0; i < 200; i++) {
        size_t one = random_below(&chance, 4), other = random_below(&chance, 4);
        const struct asked *a;

        a = asked(f, &k, arena_printf(f->job, "%s %s ", words[one], words[other]));
        for (size_t w = 0; w < 4; w++) {
            bool first = w == one, second = w == other && other != one;

            if (random_below(&chance, 3) == 0) /* not every query meets every word */
                continue;
            assert_near(stands_for(&k, a, words[w], 0), first, 0);
            assert_near(stands_for(&k, a, words[w], 1), second, 0);
            assert_true((pieces_of(&k, a, words[w]) > 0) == (first || second));
        }
    }
    xap_reader_close(k.index);
}

static void one_word_may_stand_for_several(void **state)
{
    struct fixture *f = *state;
    struct knowledge k = knowledge_of(f, some_words, 4);
    const struct asked *a = asked(f, &k, "стали сталь ");

    assert_int_equal(a->words.count, 2);
    assert_near(stands_for(&k, a, "стали", 0), 1, 0);
    assert_true(stands_for(&k, a, "стали", 1) > 0.9);
    assert_true(stands_for(&k, a, "сталь", 0) > 0.9);
    assert_near(stands_for(&k, a, "сталь", 1), 1, 0);
    assert_true(stands_for(&k, a, "стать", 0) > 0.9);
    assert_near(stands_for(&k, a, "стать", 1), 0, 0);
    xap_reader_close(k.index);
}

static void of_a_long_query_the_first_words_count(void **state)
{
    struct fixture *f = *state;
    struct buf body = buf_new(f->job, 10000);
    struct told told = {.title = "T"};
    struct knowledge k;
    const struct asked *a;
    size_t pieces;

    for (int i = 100; i < 200; i++)
        buf_printf(&body, "abcdefghij%dklmnopqrst ", i);
    told.body = buf_slice(&body).ptr;
    k = knowledge_of(f, &told, 1);
    a = asked(f, &k, told.body);
    assert_int_equal(a->words.count, likeness_slots_max);
    assert_near(stands_for(&k, a, "abcdefghij100klmnopqrst", 0), 1, 0);
    assert_near(stands_for(&k, a, "abcdefghij163klmnopqrst", 63), 1, 0);
    for (size_t i = 0; i < likeness_slots_max; i++)
        assert_near(stands_for(&k, a, "abcdefghij164klmnopqrst", i), 0, 0);
    likeness_gram_rarity(a->words.likeness, &pieces);
    assert_true(pieces > 64 && pieces <= likeness_grams_max);
    assert_int_equal(found(&k, a, 1).seen, UINT64_MAX);
    assert_near(found(&k, a, 1).coverage, 1, 1e-6);
    xap_reader_close(k.index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_word_stands_for_what_was_typed_and_forms_for_a_little_less),
        TEST(queries_do_not_see_what_was_said_of_others),
        TEST(one_word_may_stand_for_several),
        TEST(of_a_long_query_the_first_words_count),
    };

    return cmocka_run_group_tests_name("likeness", tests, NULL, NULL);
}
