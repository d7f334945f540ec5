/* test_measure.c - figures of quality, how sure they are, and the questions they are taken on. */
#include "tests/unit/test.h"

#include <math.h>

#include "base/random.h"
#include "engine/measure/compare.h"
#include "engine/measure/measure.h"
#include "engine/measure/questions.h"

/* ---- measures ---- */

static struct texts texts_of(struct fixture *f, const char *words)
{
    struct slice rest = slice_of(words);
    struct texts out = {0};

    while (rest.ptr && rest.len)
        texts_add(f->job, &out, slice_cut(&rest, ' '));
    return out;
}

static void rankings_are_measured_by_the_book(void **state)
{
    struct fixture *f = *state;
    struct texts found = texts_of(f, "a b c d"), relevant = texts_of(f, "b d");
    struct ranking_quality q = measure_ranking(&found, &relevant);

    assert_near(q.ndcg10, (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)), 1e-9);
    assert_near(q.mrr10, 0.5, 1e-9);
    assert_near(q.success1, 0, 1e-9);
    assert_near(q.success3, 1, 1e-9);
    assert_near(q.recall10, 1, 1e-9);
    assert_near(measure_figure(&q, 1), 0.5, 1e-9);
    assert_string_equal(measure_figure_name(1), "MRR@10");
    assert_int_equal(measure_rank(&found, &relevant), 2);
    relevant = texts_of(f, "z");
    assert_int_equal(measure_rank(&found, &relevant), 0);
}

static void confidences_are_measured_by_the_book(void **state)
{
    struct outcome list[] = {{.9, true}, {.8, true},  {.7, false},
                             {.6, true}, {.2, false}, {.1, false}};
    struct outcome ties[] = {{.5, true}, {.5, false}}, same[] = {{.5, true}};

    (void)state;
    assert_near(measure_auroc(list, 6), 8.0 / 9, 1e-9);
    assert_near(measure_auroc(ties, 2), 0.5, 1e-9);
    assert_true(isnan(measure_auroc(same, 1)));
    assert_near(measure_coverage(list, 6, 0.75), 4.0 / 6, 1e-9);
    assert_near(measure_coverage(list, 6, 1), 2.0 / 6, 1e-9);
    assert_near(measure_ece(ties, 2), 0.5, 1e-9); /* a bin each */
    assert_near(measure_brier(list, 6), (.01 + .04 + .49 + .16 + .04 + .01) / 6, 1e-9);
}

/* Outcomes thrown as p says have, in the mean, the ECE that chance is said to give. */
static void the_ece_of_true_confidences_is_that_of_chance(void **state)
{
    enum { questions = 600, rounds = 400 };
    struct outcome list[questions];
    uint64_t chance = 1;
    double sum = 0;

    (void)state;
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < questions; i++) {
            list[i].p = (double)i / questions;
            list[i].right = random_below(&chance, questions) < i;
        }
        sum += measure_ece(list, questions);
    }
    assert_near(measure_ece_chance(list, questions), sum / rounds, 0.001);
    assert_near(measure_ece_chance(list, 0), 0, 1e-9);
}

static void risk_is_that_of_the_surest(void **state)
{
    struct outcome list[] = {{.9, true}, {.7, false}, {.6, true}, {.1, false}};
    struct outcome ties[] = {{.5, true}, {.5, false}, {.5, false}, {.5, true}};

    (void)state;
    assert_near(measure_risk(list, 4, 0.25), 0, 1e-9);
    assert_near(measure_risk(list, 4, 0.5), 1.0 / 2, 1e-9);
    assert_near(measure_risk(list, 4, 0.6), 1.0 / 3, 1e-9); /* three of four */
    assert_near(measure_risk(list, 4, 1), 1.0 / 2, 1e-9);
    assert_near(measure_aurc(list, 4), (0 + 1.0 / 2 + 1.0 / 3 + 2.0 / 4) / 4, 1e-9);
    assert_near(measure_risk(ties, 4, 0.25), 0.5, 1e-9);
    assert_near(measure_aurc(ties, 4), 0.5, 1e-9);
    assert_near(measure_risk(list, 0, 1), 0, 1e-9);
}

static void the_reliability_table_has_bins_of_equal_mass(void **state)
{
    struct outcome list[150];
    struct measure_bin bins[measure_bins];
    size_t counts[measure_counts];

    (void)state;
    for (size_t i = 0; i < 150; i++)
        list[i] = (struct outcome){(double)i / 150, i % 10 < i / 15};
    assert_int_equal(measure_reliability(list, 150, bins), measure_bins);
    for (size_t b = 0; b < measure_bins; b++) {
        assert_int_equal(bins[b].n, 10);
        assert_near(bins[b].p, (10.0 * (double)b + 4.5) / 150, 1e-9);
        assert_near(bins[b].right, bins[b].p, 0.1);
    }
    measure_histogram(list, 150, counts);
    assert_int_equal(counts[0], 8); /* 0, 1/150 … 7/150 */
    assert_int_equal(counts[19], 7);
    assert_int_equal(measure_reliability(list, 4, bins), 4);
    assert_int_equal(measure_reliability(list, 0, bins), 0);
}

/* ---- comparing ---- */

static struct estimate estimate_of(struct fixture *f, const double *values, size_t count)
{
    struct estimate out;

    compare_bootstrap(f->job, values, count, 1, &out);
    return out;
}

/* The interval of a mean is 1.96 standard errors to each side where the values are many. */
static void intervals_are_those_of_the_normal_distribution(void **state)
{
    struct fixture *f = *state;
    double heads[400], steps[1000], same[3] = {.25, .25, .25};
    struct estimate e;

    for (size_t i = 0; i < 400; i++)
        heads[i] = i % 2 ? 1 : 0;
    for (size_t i = 0; i < 1000; i++)
        steps[i] = (double)i;
    e = estimate_of(f, heads, 400);
    assert_near(e.mean, 0.5, 1e-9);
    assert_near(e.low, 0.5 - 1.96 * 0.5 / 20, 0.006);
    assert_near(e.high, 0.5 + 1.96 * 0.5 / 20, 0.006);
    e = estimate_of(f, steps, 1000);
    assert_near(e.low, 499.5 - 1.96 * 1000 / sqrt(12 * 1000.0), 1.5);
    assert_near(e.high, 499.5 + 1.96 * 1000 / sqrt(12 * 1000.0), 1.5);
    e = estimate_of(f, same, 3);
    assert_near(e.low, 0.25, 1e-12);
    assert_near(e.high, 0.25, 1e-12);
    e = estimate_of(f, same, 0);
    assert_near(e.mean + e.low + e.high, 0, 1e-12);
}

static void intervals_hold_the_truth_95_times_of_100(void **state)
{
    struct fixture *f = *state;
    uint64_t chance = 3;
    int held = 0;

    for (int trial = 0; trial < 200; trial++) {
        double values[60];
        struct estimate e;

        for (size_t i = 0; i < 60; i++)
            values[i] = random_below(&chance, 1001) / 1000.0;
        e = estimate_of(f, values, 60);
        held += e.low <= 0.5 && 0.5 <= e.high;
    }
    assert_in_range(held, 182, 197); /* 190 and two standard deviations and a little */
}

/* Columns are drawn together: a column and its double have the same interval, doubled. */
static void columns_are_drawn_together(void **state)
{
    struct fixture *f = *state;
    uint64_t chance = 1;
    double rows[200];
    struct estimate e[2];

    for (size_t i = 0; i < 100; i++) {
        rows[2 * i] = random_below(&chance, 100);
        rows[2 * i + 1] = 2 * rows[2 * i];
    }
    compare_bootstrap(f->job, rows, 100, 2, e);
    assert_near(e[1].mean, 2 * e[0].mean, 1e-9);
    assert_near(e[1].low, 2 * e[0].low, 1e-9);
    assert_near(e[1].high, 2 * e[0].high, 1e-9);
}

/* Hard and easy questions, each a little better: only pairs show it. */
static void a_small_gain_everywhere_is_shown_and_luck_is_not(void **state)
{
    struct fixture *f = *state;
    struct ranking_quality before[60] = {0}, after[60] = {0}, mixed[60] = {0};
    struct estimate one[ranking_figures], two[ranking_figures];
    struct comparison c;

    for (size_t i = 0; i < 60; i++) {
        before[i].ndcg10 = (double)(i % 10) / 10;
        after[i].ndcg10 = before[i].ndcg10 + 0.01 + (double)(i % 3) / 100;
        mixed[i].ndcg10 = before[i].ndcg10 + (i % 2 ? 0.05 : -0.04);
    }
    compare_estimates(f->job, before, 60, one);
    compare_estimates(f->job, after, 60, two);
    assert_true(two[0].low < one[0].high); /* apart they say nothing */
    compare_rankings(f->job, before, after, 60, &c);
    assert_int_equal(c.figures[0].verdict, VERDICT_BETTER);
    assert_int_equal(c.figures[1].verdict, VERDICT_NONE);
    assert_near(c.figures[0].after - c.figures[0].before, 0.02, 1e-9);
    assert_near(c.figures[0].difference.mean, 0.02, 1e-9);
    compare_rankings(f->job, after, before, 60, &c);
    assert_int_equal(c.figures[0].verdict, VERDICT_WORSE);
    compare_rankings(f->job, before, mixed, 60, &c);
    assert_int_equal(c.figures[0].verdict, VERDICT_NONE);
    compare_rankings(f->job, before, after, compare_least - 1, &c);
    assert_int_equal(c.figures[0].verdict, VERDICT_NONE); /* too few to say */
}

static void questions_that_moved_most_come_first(void **state)
{
    struct fixture *f = *state;
    const double first[5] = {1, .5, 0, .5, 0}, second[5] = {.8, .5, .7, 0, 0};
    struct ranking_quality before[5] = {0}, after[5] = {0};
    struct comparison c;

    for (size_t i = 0; i < 5; i++) {
        before[i].ndcg10 = first[i];
        after[i].ndcg10 = second[i];
    }
    compare_rankings(f->job, before, after, 5, &c);
    assert_int_equal(c.better, 1);
    assert_int_equal(c.worse, 2);
    assert_int_equal(c.same, 2);
    assert_int_equal(c.moved[0], 2);
    assert_int_equal(c.moved[1], 3);
    assert_int_equal(c.moved[2], 0);
}

static void labelled_questions_are_read_in_both_forms(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/q.jsonl", f->folder);
    struct questions all = {0};

    assert_ok(f, file_replace(path,
                              SLICE("{\"id\":\"1\",\"query\":\"как\",\"relevant\":[\"a\",\"b\"]}\n"
                                    "{\"query\":\"what\",\"label\":\"x\",\"lang\":\"en\"}\n"
                                    "{\"query\":\"what\",\"label\":\"oos\"}\n"
                                    "{\"query\":\"hm\",\"relevant\":[]}\n"),
                              0600, &f->err));
    assert_ok(f, questions_read(f->job, path, &all, &f->err));
    assert_int_equal(all.count, 4);
    assert_int_equal(all.items[0].relevant.count, 2);
    assert_int_equal(all.items[0].lang, LANGUAGE_RU);
    assert_slice(all.items[1].relevant.items[0], "x");
    assert_int_equal(all.items[2].relevant.count + all.items[3].relevant.count, 0);
    assert_ok(f, file_replace(path, SLICE("{\"query\":\"x\"}\n"), 0600, &f->err));
    assert_false(questions_read(f->job, path, &all, &f->err));
    assert_says(f, "q.jsonl:1");
    assert_ok(f, file_replace(path,
                              SLICE("{\"query\":\"x\",\"relevant\":[]}\n"
                                    "{\"query\":\"x\",\"relevant\":[],\"lang\":\"de\"}\n"),
                              0600, &f->err));
    assert_false(questions_read(f->job, path, &all, &f->err));
    assert_says(f, "q.jsonl:2: 'lang' takes ru or en, not 'de'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rankings_are_measured_by_the_book),
        TEST(confidences_are_measured_by_the_book),
        TEST(the_ece_of_true_confidences_is_that_of_chance),
        TEST(risk_is_that_of_the_surest),
        TEST(the_reliability_table_has_bins_of_equal_mass),
        TEST(intervals_are_those_of_the_normal_distribution),
        TEST(intervals_hold_the_truth_95_times_of_100),
        TEST(columns_are_drawn_together),
        TEST(a_small_gain_everywhere_is_shown_and_luck_is_not),
        TEST(questions_that_moved_most_come_first),
        TEST(labelled_questions_are_read_in_both_forms),
    };

    return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
