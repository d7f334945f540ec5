/* test_bot.c - what a turn is, what is decided, and what a confidence is worth. */
#include "tests/unit/test.h"

#include "base/embed.h"
#include "base/random.h"
#include "base/utf8.h"
#include "bot/bot.h"
#include "bot/understand/foreign.h"
#include "bot/understand/nonsense.h"
#include "bot/understand/questions.h"
#include "text/function_words.h"

/* ---- understanding ---- */

static struct lexicon *lexicon(struct fixture *f, struct stemmer *s)
{
    struct lexicon *l;

    if (!lexicon_parse(f->job, s, embed_find("bot/data/lexicon.txt"), &l, &f->err))
        fail_msg("%s", f->err.text);
    return l;
}

static struct turn understand_text(struct fixture *f, const char *text)
{
    struct stemmer *s = stemmer_new(f->job);

    return understand(f->job, lexicon(f, s), s, slice_of(text), LANGUAGE_EN);
}

static void the_language_of_a_turn_is_its_own(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(understand_text(f, "как настроить Owl camera").lang, LANGUAGE_RU);
    assert_int_equal(understand_text(f, "how to pay").lang, LANGUAGE_EN);
    assert_int_equal(understand_text(f, "123").lang, LANGUAGE_EN);
}

static void nonsense_has_no_word(void **state)
{
    static const char *const nonsenses[] = {"фывапр", "asdfgh", "фыв олдж", "qwerty", "123",
                                            "ж",      "x",      "йцукен",   "ыва 12", "KH-200"};
    static const char *const others[] = {
        "слон", "фывапр возврат",        "elephants", "你好",
        "why",  "wie kann ich kündigen", "тест?",     "фыва олдж фыва олдж фыва"};
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    const struct lexicon *l = lexicon(f, s);
    struct reading r;

    for (size_t i = 0; i < sizeof nonsenses / sizeof *nonsenses; i++) {
        r = reading_of(f->job, l, s, slice_of(nonsenses[i]));
        if (!nonsense(&r, s))
            fail_msg("%s", nonsenses[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        r = reading_of(f->job, l, s, slice_of(others[i]));
        if (nonsense(&r, s))
            fail_msg("%s", others[i]);
    }
    assert_true(nonsense_letter(SLICE("а?")) && nonsense_letter(SLICE("I")));
    assert_false(nonsense_letter(SLICE("r")) || nonsense_letter(SLICE("а как")));
}

static void foreign_words_are_none_of_russian_and_english(void **state)
{
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    struct foreign foreign;

    assert_ok(f, foreign_parse(f->job, stem_dictionary(s), embed_find("bot/data/foreign.txt"),
                               &foreign, &f->err));
    assert_true(foreign.words.count > 1000);
    for (size_t i = 0; i < foreign.words.count; i++) {
        struct slice word = foreign.words.entries[i].key;

        if (is_function_word(word) || utf8_length(word) < 2)
            fail_msg("%.*s", SLICE_ARG(word));
    }
    assert_false(foreign_parse(f->job, stem_dictionary(s), SLICE("wie"), &foreign, &f->err));
}

/* ---- policy ---- */

static void the_cheapest_choice_is_taken(void **state)
{
    static const struct {
        double p, q, second;
        uint64_t clarified;
        enum policy_choice choice;
        const char *reason;
    } cases[] = {
        {.95, .97, .3, 0, POLICY_ANSWER, "confident"},
        {.77, .77, 0, 0, POLICY_ANSWER, "confident"},
        {.76, .76, 0, 0, POLICY_CLARIFY, "unsure"}, /* the only one: is it that? */
        {.76, .76, 0, 2, POLICY_HANDOFF, "not_confident"},
        {.55, .90, .3, 0, POLICY_ANSWER, "confident"}, /* the others stand beside it */
        {.55, .90, .3, 2, POLICY_ANSWER, "confident"},
        {.55, .90, .51, 0, POLICY_CLARIFY, "tie"},
        {.55, .90, .51, 2, POLICY_HANDOFF, "not_confident"},
        {.60, .75, .3, 0, POLICY_CLARIFY, "unsure"},
        {.60, .75, .3, 2, POLICY_HANDOFF, "not_confident"},
        {.17, .18, .05, 0, POLICY_CLARIFY, "unsure"},
        {.17, .17, .05, 0, POLICY_HANDOFF, "not_confident"},
    };
    struct fixture *f = *state;
    struct policy p;

    assert_ok(f, bot_standard_policy(f->job, &p, &f->err));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct policy_case c = {.p = cases[i].p,
                                .q = cases[i].q,
                                .second = cases[i].second,
                                .clarified = cases[i].clarified};
        const char *reason;

        if (policy_choose(&p, &c, &reason) != cases[i].choice)
            fail_msg("case %zu", i);
        assert_string_equal(reason, cases[i].reason);
    }
    assert_int_equal(policy_choose(&p, &(struct policy_case){.p = .97, .q = .99, .guessed = true},
                                   &(const char *){NULL}),
                     POLICY_CLARIFY);
}

static void a_policy_is_checked_field_by_field(void **state)
{
    struct fixture *f = *state;
    struct policy p;

    assert_false(policy_parse(f->job, SLICE("{}"), &p, &f->err));
    assert_says(f, "'cost_wrong' must be a number");
    assert_says(f, "and is not there");
    assert_false(policy_parse(f->job, SLICE("{\n\"cost_rong\":1}"), &p, &f->err));
    assert_says(f, "has no 'cost_rong': did you mean 'cost_wrong'?");
    assert_int_equal(f->err.line, 2);
    assert_false(policy_parse(f->job, SLICE("{\n\n\"cost_wrong\":-1}"), &p, &f->err));
    assert_int_equal(f->err.line, 3);
    assert_false(policy_parse(f->job, SLICE("[]"), &p, &f->err));
    assert_says(f, "this is an array");
}

static void a_faulty_file_of_a_policy_is_named(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/costs.json", f->folder);
    struct policy p;

    assert_ok(f, file_replace(path, SLICE("{\"cost_wrong\": 1,\n}"), 0600, &f->err));
    assert_false(policy_read(f->job, path, &p, &f->err));
    assert_says(f, "costs.json:2: ");
    assert_ok(f, file_replace(path, SLICE("{\n \"cost\": 1}"), 0600, &f->err));
    assert_false(policy_read(f->job, path, &p, &f->err));
    assert_says(f, "costs.json:2: a policy has no 'cost'");
}

static void a_line_that_asks_is_a_question_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    struct slice found[questions_most];

    assert_int_equal(questions_of(f->job, lexicon(f, s), s,
                                  SLICE("как отменить заказ\n– когда вернут деньги"), found),
                     2);
    assert_slice(found[1], "когда вернут деньги");
    assert_int_equal(
        questions_of(f->job, lexicon(f, s), s, SLICE("заказал лампу\nкак её вернуть"), found), 1);
}

/* ---- state ---- */

static void what_was_said_is_not_said_again(void **state)
{
    struct fixture *f = *state;
    struct bot_state s = {0}, t;

    assert_false(bot_state_repeats(f->job, &s, SLICE("Здравствуйте!")));
    assert_true(bot_state_repeats(f->job, &s, SLICE("Здравствуйте!")));
    texts_add(f->job, &s.excluded, SLICE("a"));
    s.question = SLICE("как");
    s.clarified = 2;
    assert_ok(f, bot_state_parse(f->job, bot_state_print(f->job, &s), &t, &f->err));
    assert_true(bot_state_said(f->job, &t, SLICE("Здравствуйте!")));
    assert_slice(t.question, "как");
    assert_int_equal(t.clarified, 2);
    assert_slice(t.excluded.items[0], "a");
}

/* ---- confidence ---- */

/* Right exactly when coverage is high, with noise in everything else. */
static struct sample *samples_of(struct fixture *f, size_t count)
{
    struct sample *s = ARENA_ARRAY(f->job, struct sample, count);
    uint64_t random = 1;

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < feature_count; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            s[i].features.v[k] = (double)(random >> 40) / (1 << 24);
        }
        s[i].right = s[i].features.v[FEATURE_COVERAGE] > 0.5;
        s[i].among = s[i].features.v[FEATURE_COVERAGE] > 0.3;
        s[i].answerable = s[i].among;
        s[i].group = i;
    }
    return s;
}

static void a_fit_finds_what_decides_and_measures_itself(void **state)
{
    struct fixture *f = *state;
    struct sample *s = samples_of(f, 2000);
    struct confidence c = confidence_fit(f->job, s, 2000, 1);

    assert_true(c.fitted);
    assert_true(c.quality.auroc > 0.98);
    assert_true(c.quality.ece < 0.05);
    for (size_t i = 0; i < feature_count; i++)
        assert_true(c.right.w[i] * feature_signs[i] >= 0);
    assert_true(c.right.w[FEATURE_COVERAGE] > 5 * c.right.w[FEATURE_SHARE]);
    for (size_t i = 0; i < 100; i++)
        assert_true(confidence_q(&c, &s[i].features) >= confidence_p(&c, &s[i].features));
}

static void too_few_samples_leave_the_cautious_model(void **state)
{
    struct fixture *f = *state;
    struct confidence c = confidence_fit(f->job, samples_of(f, 10), 10, 1);
    struct features nothing = {{0}}, all = {{0}};

    assert_false(c.fitted);
    all.v[FEATURE_COVERAGE] = all.v[FEATURE_QUESTION] = all.v[FEATURE_LEAD] = 1;
    assert_true(confidence_p(&c, &nothing) < 0.05);
    assert_true(confidence_p(&c, &all) > 0.7);
}

/* The same questions judged ten times each are no more than themselves. */
static void chance_is_that_of_articles(void **state)
{
    struct fixture *f = *state;
    struct judged once[200], often[2000];
    uint64_t chance = 5;

    for (size_t i = 0; i < 200; i++) {
        double p = random_below(&chance, 1000) / 1000.0;

        once[i] = (struct judged){p, random_below(&chance, 1000) < 1000 * p, true, i};
        for (size_t k = 0; k < 10; k++)
            often[10 * i + k] = once[i];
    }
    assert_near(confidence_judge(f->job, once, 200).auroc_error, 0.03, 0.01); /* Hanley 1982 */
    assert_near(confidence_judge(f->job, often, 2000).auroc_error,
                confidence_judge(f->job, once, 200).auroc_error, 1e-9);
    assert_true(isnan(confidence_judge(f->job, once, 0).auroc_error));
}

static void a_fall_is_more_than_chance(void **state)
{
    struct confidence_quality before = {.auroc = .93, .auroc_error = .01}, after = before;

    (void)state;
    after.auroc = .915; /* less than .02 */
    assert_false(confidence_fell(&before, &after));
    after.auroc = .89;
    assert_true(confidence_fell(&before, &after));
    assert_false(confidence_fell(&after, &before));
    after.auroc_error = .03; /* 1.96 · .0316 */
    assert_false(confidence_fell(&before, &after));
    after.auroc = NAN;
    assert_false(confidence_fell(&before, &after));
}

static void confidences_are_stored_and_read_back(void **state)
{
    struct fixture *f = *state;
    struct confidences c = {0}, d, e;
    struct sample *s = samples_of(f, 500);

    c.by_language[LANGUAGE_RU] = confidence_fit(f->job, s, 500, 1);
    c.by_language[LANGUAGE_EN] = confidence_standard();
    assert_ok(f, confidences_parse(f->job, confidences_print(f->job, &c, 7), &d, &f->err));
    for (size_t i = 0; i < 50; i++)
        assert_near(confidence_p(&c.by_language[LANGUAGE_RU], &s[i].features),
                    confidence_p(&d.by_language[LANGUAGE_RU], &s[i].features), 1e-6);
    assert_int_equal(d.by_language[LANGUAGE_RU].quality.bin_count, measure_bins);
    assert_near(d.by_language[LANGUAGE_RU].quality.risk[9],
                c.by_language[LANGUAGE_RU].quality.risk[9], 1e-4);
    assert_ok(f, confidences_parse(f->job, confidences_print(f->job, &d, 8), &e, &f->err));
    assert_string_equal(json_print(f->job, json_member(e.root, "languages")).ptr,
                        json_print(f->job, json_member(d.root, "languages")).ptr);
    d.by_language[LANGUAGE_RU].deviation[0] = 0; /* damaged */
    d.by_language[LANGUAGE_RU].mean[0] = s[0].features.v[0];
    assert_true(confidence_p(&d.by_language[LANGUAGE_RU], &s[0].features) == 0);
    assert_false(confidences_parse(f->job, SLICE("{\"languages\":{}}"), &d, &f->err));
    assert_int_equal(f->err.code, ERR_STALE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_language_of_a_turn_is_its_own),
        TEST(nonsense_has_no_word),
        TEST(foreign_words_are_none_of_russian_and_english),
        TEST(the_cheapest_choice_is_taken),
        TEST(a_policy_is_checked_field_by_field),
        TEST(a_line_that_asks_is_a_question_of_its_own),
        TEST(a_faulty_file_of_a_policy_is_named),
        TEST(what_was_said_is_not_said_again),
        TEST(a_fit_finds_what_decides_and_measures_itself),
        TEST(too_few_samples_leave_the_cautious_model),
        TEST(chance_is_that_of_articles),
        TEST(a_fall_is_more_than_chance),
        TEST(confidences_are_stored_and_read_back),
    };

    return cmocka_run_group_tests_name("bot", tests, NULL, NULL);
}
