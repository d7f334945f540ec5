/* test_learning.c - what is made of customers' words and clicks: masks, clusters, the shift. */
#include "tests/unit/test.h"

#include "base/embed.h"
#include "base/random.h"
#include "bot/confidence/labels.h"
#include "bot/learn/cluster.h"
#include "bot/learn/mask.h"
#include "desk/verdict.h"

/* ---- masks ---- */

static const char *masked(struct fixture *f, const char *text, const char *name)
{
    struct stemmer *s = stemmer_new(f->job);
    struct texts names = {0};
    struct lexicon *l;

    if (!lexicon_parse(f->job, s, embed_find("bot/data/lexicon.txt"), &l, &f->err))
        fail_msg("%s", f->err.text);
    if (*name)
        texts_add(f->job, &names, slice_of(name));
    return slice_cstr(f->job, mask_text(f->job, l, s, slice_of(text), &names));
}

static void what_is_the_customers_own_is_masked(void **state)
{
    static const struct {
        const char *text, *name, *masked;
    } cases[] = {
        {"Где заказ № 1204? anna@example.com", "", "Где заказ № <number>? <email>"},
        {"позвоните +7 900 123-45-67 завтра", "", "позвоните <number> завтра"},
        {"карта 4276 1234 5678 9010", "", "карта <number>"},
        {"списали 3 500 ₽ 12 ноября", "", "списали <number> <number>"},
        {"это Анне Рыжиковой, помогите", "Анна Рыжикова", "это <name> <name>, помогите"},
        {"см. https://x.example/?t=1 и www.y.example", "", "см. <link> и <link>"},
        {"token 0f8a2c-77b1-44 не подошёл", "", "token <number> не подошёл"},
        {"@anna_p пишет", "", "<email> пишет"},
        {"iPhone 14 128 ГБ, ошибка 404, версия 10.0.1, 2026 год", "",
         "iPhone 14 128 ГБ, ошибка 404, версия 10.0.1, 2026 год"},
        {"", "Анна", ""},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(masked(f, cases[i].text, cases[i].name), cases[i].masked);
    assert_slice(mask_without(f->job, SLICE("Где заказ № <number>?")), "Где заказ № ?");
}

/* ---- clusters ---- */

static const struct cluster_item asked[] = {
    {SLICE("как вернуть товар"), 3},
    {SLICE("можно ли вернуть товары"), 1},
    {SLICE("верну товар?"), 1},
    {SLICE("где мой заказ"), 2},
    {SLICE("заказ где он"), 1},
    {SLICE("оплата криптовалютой"), 1},
    {SLICE("вернуть товар, пожалуйста"), 0},
    {SLICE("ракушки"), 0},
    {SLICE("?!"), 5},
};

enum { asked_count = sizeof asked / sizeof *asked };

static void the_same_in_other_words_is_one_cluster(void **state)
{
    struct fixture *f = *state;
    struct cluster_articles none = {0};
    size_t c[asked_count];

    assert_int_equal(cluster_questions(f->job, stemmer_new(f->job), &none, asked, asked_count, c),
                     3);
    assert_int_equal(c[0], 0); /* the most asked comes first */
    assert_int_equal(c[1], 0);
    assert_int_equal(c[2], 0);
    assert_int_equal(c[6], 0); /* nobody asks so any more, and still it belongs there */
    assert_int_equal(c[3], 1);
    assert_int_equal(c[4], 1);
    assert_int_equal(c[5], 2);
    assert_true(c[7] == CLUSTER_NONE); /* it begins none */
    assert_true(c[8] == CLUSTER_NONE);
    assert_int_equal(cluster_questions(f->job, stemmer_new(f->job), &none, asked, 0, c), 0);
}

static void clusters_do_not_depend_on_the_order_of_questions(void **state)
{
    struct fixture *f = *state;
    struct cluster_articles none = {0};
    struct cluster_item turned[asked_count];
    size_t c[asked_count], d[asked_count];

    for (size_t i = 0; i < asked_count; i++)
        turned[i] = asked[asked_count - 1 - i];
    cluster_questions(f->job, stemmer_new(f->job), &none, asked, asked_count, c);
    cluster_questions(f->job, stemmer_new(f->job), &none, turned, asked_count, d);
    for (size_t i = 0; i < asked_count; i++)
        assert_true(c[i] == d[asked_count - 1 - i]);
}

/* ---- the shift ---- */

static double chance(uint64_t *random)
{
    return random_below(random, 1000000) / 1e6;
}

/* Labels of a bot whose log odds are too high by `error`, given by `angry` times as many of those
 * it did not help. */
static double shift_of(struct fixture *f, size_t n, double error, double angry)
{
    struct label_outcome *all = ARENA_ARRAY(f->job, struct label_outcome, n);
    uint64_t r = 7;
    size_t count = 0;

    while (count < n) {
        double z = -1 + 4 * chance(&r);
        bool right = chance(&r) < 1 / (1 + exp(error - z));

        if (chance(&r) <= fmin(1, right ? 1 / angry : angry))
            all[count++] = (struct label_outcome){1 / (1 + exp(-z)), right};
    }
    return labels_shift(all, n);
}

static void labels_that_agree_change_nothing(void **state)
{
    struct fixture *f = *state;

    assert_near(shift_of(f, 1000, 0, 1), 0, 0.001);
    assert_near(shift_of(f, 50, 0, 1), 0, 0.001);
    assert_near(shift_of(f, labels_least - 1, 3, 1), 0, 0);
}

static void who_speaks_alone_changes_nothing(void **state)
{
    struct fixture *f = *state;

    assert_near(shift_of(f, 1000, 0, 2), 0, 0.001);
    assert_near(shift_of(f, 200, 0, 3), 0, 0.051);
    assert_near(shift_of(f, 1000, 0, 0.6), 0, 0.001);
    assert_near(shift_of(f, 1000, 0.5, 1), 0, 0.001); /* it might be anger */
    assert_near(shift_of(f, 1000, -0.4, 1), 0, 0.001);
}

static void a_confidence_that_is_wrong_is_corrected_as_far_as_labels_force_it(void **state)
{
    struct fixture *f = *state;
    double down = shift_of(f, 1000, 2, 1), few = shift_of(f, 60, 2, 1),
           up = shift_of(f, 1000, -2, 1);

    assert_true(down < -0.6 && down > -1.2); /* log 3 less than 2 */
    assert_true(up > 0.7 && up < 1.4);       /* log 2 less */
    assert_true(few <= 0 && few > down);
    assert_near(shift_of(f, 200, 9, 1), -LABELS_SHIFT_MOST, 0.35);
}

/* ---- verdicts ---- */

static bool fails(void *self, struct err *err)
{
    (void)self;
    return err_set(err, ERR_IO, "it cannot be written");
}

static void a_verdict_is_kept_only_if_it_was_carried_out(void **state)
{
    struct fixture *f = *state;
    struct verdict v = {SLICE("id"), SLICE("ru/a"), SLICE("где"), LANGUAGE_RU, true, 3, SLICE("я")};
    struct verdict *all;
    struct desk *d;
    size_t count;

    assert_ok(f, desk_open(f->folder, &d, &f->err));
    assert_false(verdict_keep(d, &v, fails, NULL, &f->err));
    assert_says(f, "cannot be written");
    assert_ok(f, verdict_list(d, f->job, &all, &count, &f->err));
    assert_int_equal(count, 0);
    assert_ok(f, verdict_keep(d, &v, NULL, NULL, &f->err));
    v.approved = false;
    v.customers = 9;
    assert_ok(f, verdict_keep(d, &v, NULL, NULL, &f->err));
    assert_ok(f, verdict_list(d, f->job, &all, &count, &f->err));
    assert_int_equal(count, 1);
    assert_true(!all[0].approved && all[0].customers == 9 && all[0].lang == LANGUAGE_RU);
    assert_slice(all[0].article, "ru/a");
    assert_slice(all[0].by, "я");
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_the_customers_own_is_masked),
        TEST(the_same_in_other_words_is_one_cluster),
        TEST(clusters_do_not_depend_on_the_order_of_questions),
        TEST(labels_that_agree_change_nothing),
        TEST(who_speaks_alone_changes_nothing),
        TEST(a_confidence_that_is_wrong_is_corrected_as_far_as_labels_force_it),
        TEST(a_verdict_is_kept_only_if_it_was_carried_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
