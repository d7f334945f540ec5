/* test_ticket.c - what kind of ticket a conversation becomes, and what it says. */
#include "tests/unit/test.h"

#include "base/embed.h"
#include "bot/understand/mood.h"
#include "desk/summary.h"
#include "desk/triage.h"

static struct triage *rules_of(struct fixture *f, const char *yaml)
{
    struct triage *t = NULL;

    assert_ok(f, triage_parse(f->job, stemmer_new(f->job), slice_of(yaml), &t, &f->err));
    return t;
}

static struct triage_result ask(struct fixture *f, const struct triage *t, const char *reason,
                                const char *said, const char *category)
{
    struct triage_case c = {.reason = reason};

    if (said)
        texts_add(f->job, &c.said, slice_of(said));
    if (category)
        texts_add(f->job, &c.categories, slice_of(category));
    return triage_of(t, stemmer_new(f->job), f->job, &c);
}

static void a_rule_fits_by_words_reasons_or_articles(void **state)
{
    struct fixture *f = *state;
    struct triage *t = rules_of(f, "fraud:\n"
                                   "  type: incident\n"
                                   "  category: security\n"
                                   "  priority: urgent\n"
                                   "  reasons: [fraud]\n"
                                   "  words: [мошенник, stolen money]\n"
                                   "paying:\n"
                                   "  type: request\n"
                                   "  priority: low\n"
                                   "  articles: [Оплата]\n");
    struct triage_result r = ask(f, t, "not_confident", "Это были мошенники!", NULL);

    assert_slice(r.type, "incident");
    assert_slice(r.category, "security");
    assert_slice(r.priority, "urgent");
    assert_slice(ask(f, t, "fraud", NULL, NULL).priority, "urgent");
    r = ask(f, t, "wants_person", "Хочу человека", "Оплата");
    assert_slice(r.type, "request");
    assert_slice(r.category, "Оплата");
    assert_slice(r.priority, "low");
    r = ask(f, t, "wants_person", "stolen money", "Оплата"); /* the highest priority counts */
    assert_slice(r.priority, "urgent");
    assert_int_equal(r.rules.count, 2);
    r = ask(f, t, "wants_person", "Хочу человека", NULL);
    assert_slice(r.type, "question");
    assert_slice(r.category, "");
    assert_slice(r.priority, "normal");
}

static void the_rules_of_the_program_know_what_is_urgent(void **state)
{
    static const struct {
        const char *said, *category, *priority;
    } cases[] = {
        {"с меня дважды списали деньги, списали дважды", "payment", "high"},
        {"I was charged twice for one order", "payment", "high"},
        {"удалите мои данные из базы", "personal data", "high"},
        {"мошенники узнали мой пароль", "security", "urgent"},
        {"my account was hacked", "security", "urgent"},
        {"я подам на вас в суд", "legal", "high"},
        {"ребёнка ударило током от лампы", "safety", "urgent"},
        {"как изменить адрес доставки", "", "normal"},
        {"how do I change the delivery address", "", "normal"},
    };
    struct fixture *f = *state;
    struct triage *t = rules_of(f, embed_find("desk/data/triage.yaml").ptr);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct triage_result r = ask(f, t, "wants_person", cases[i].said, NULL);

        assert_slice(r.category, cases[i].category);
        assert_slice(r.priority, cases[i].priority);
    }
}

/* Both files name a priority: rules.txt the least, for the rules of tickets may be a site's own. */
static void the_bots_rules_are_the_least_priority(void **state)
{
    struct fixture *f = *state;
    struct stemmer *s = stemmer_new(f->job);
    struct triage *t = rules_of(f, embed_find("desk/data/triage.yaml").ptr);
    struct triage *own = rules_of(f, "all:\n  priority: low\n  reasons: [fraud]\n");
    struct triage_case c = {.reason = "fraud", .priority = SLICE("urgent")};
    struct rules rules;

    assert_slice(triage_of(own, s, f->job, &c).priority, "urgent");
    assert_ok(f, rules_parse(f->job, s, embed_find("bot/data/rules.txt"), &rules, &f->err));
    assert_true(rules.count > 0);
    for (size_t i = 0; i < rules.count; i++)
        assert_slice(ask(f, t, rules.items[i].reason, NULL, NULL).priority,
                     rules.items[i].priority);
}

static void a_wrong_rule_is_refused_at_its_line(void **state)
{
    static const struct {
        const char *yaml, *says;
        unsigned line;
    } cases[] = {
        {"a:\n  words: [x]\nb:\n  priority: huge\n  words: [x]\n", "low, normal, high or urgent",
         4},
        {"# note\na:\n  type: wish\n  words: [x]\n", "'type' takes question", 3},
        {"a:\n  priority: high\n", "never fits", 1},
        {"\na: urgent\n", "never fits", 2},
        {"a:\n  words: x\n", "'words' takes a list", 2},
        {"a:\n  words:\n    - x\n    - [y]\n", "'words' takes a list of texts", 4},
        {"a: {words: [x],\n  colour: red}\n", "'colour' is nothing a rule has", 2},
        {"a:\n  reasons: [foo]\n", "'foo' is no reason to hand over, such as", 2},
        {"a:\n  reasons:\n  - fraud\n  - want_person\n", "did you mean 'wants_person'?", 4},
        {"a:\n  words: [x\n", "", 0},
    };
    struct fixture *f = *state;
    struct triage *t;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(
            triage_parse(f->job, stemmer_new(f->job), slice_of(cases[i].yaml), &t, &f->err));
        assert_says(f, cases[i].says);
        if (cases[i].line)
            assert_int_equal(f->err.line, cases[i].line);
    }
}

/* ---- the summary ---- */

static struct transcript_turn turn(int64_t episode, const char *author, const char *text)
{
    return (struct transcript_turn){.episode = episode,
                                    .at = 1000 * 60 * episode,
                                    .author = slice_of(author),
                                    .text = slice_of(text),
                                    .choice = SLICE("")};
}

static void a_summary_is_of_the_customers_own_words(void **state)
{
    struct fixture *f = *state;
    struct transcript_turn turns[] = {
        turn(1, "customer", "старый вопрос «давно забытая ошибка»"),
        turn(1, "bot", "старый ответ"),
        turn(2, "customer", "как оплатить"),
        turn(2, "bot", "Уточните, пожалуйста:\n– Картой\n– Долями"),
        turn(2, "customer", "Картой"),
        turn(2, "bot", "Вот что сказано:"),
        turn(2, "customer", "не помогло, пишет «Ошибка 504: нет связи» и «да»"),
        turn(2, "bot", "А это?"),
    };
    struct transcript t = {.turns = turns, .count = sizeof turns / sizeof *turns};
    struct summary_facts facts = {.question = SLICE("карта не проходит")};
    struct summary s;

    t.conversation.episode = 2;
    turns[1].article = SLICE("old");
    turns[3].decision = SLICE("clarify");
    turns[4].choice = SLICE("pay-by-card");
    turns[5].article = SLICE("pay-by-card");
    turns[7].article = SLICE("card-declined");
    turns[7].helpful = HELPFUL_YES;
    texts_add(f->job, &facts.questions, SLICE("как оплатить"));
    texts_add(f->job, &facts.questions, SLICE("карта не проходит"));
    texts_add(f->job, &facts.questions, SLICE("как оплатить"));
    texts_add(f->job, &facts.rejected, SLICE("pay-by-card"));
    summary_of(f->job, &t, &facts, 1000 * 60 * 12, &s);

    assert_slice(s.question, "карта не проходит");
    assert_int_equal(s.in_other_words.count, 1);
    assert_slice(s.in_other_words.items[0], "как оплатить");
    assert_int_equal(s.tried_count, 2);
    assert_slice(s.tried[0].article, "pay-by-card");
    assert_true(s.tried[0].rejected);
    assert_slice(s.tried[1].article, "card-declined");
    assert_false(s.tried[1].rejected);
    assert_int_equal(s.clarified_count, 1);
    assert_slice(s.clarified[0].question, "Уточните, пожалуйста:");
    assert_slice(s.clarified[0].picked, "Картой");
    assert_int_equal(s.quoted.count, 1);
    assert_slice(s.quoted.items[0], "Ошибка 504: нет связи");
    assert_int_equal(s.turns, 3);
    assert_int_equal(s.minutes, 10);
}

static void a_thumb_down_is_a_rejection(void **state)
{
    struct fixture *f = *state;
    struct transcript_turn turns[] = {turn(1, "bot", "ответ"), turn(1, "bot", "ответ")};
    struct transcript t = {.turns = turns, .count = 2, .conversation.episode = 1};
    struct summary_facts facts = {0};
    struct summary s;

    turns[0].article = turns[1].article = SLICE("a");
    turns[1].helpful = HELPFUL_NO;
    summary_of(f->job, &t, &facts, 0, &s);
    assert_int_equal(s.tried_count, 1);
    assert_true(s.tried[0].rejected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rule_fits_by_words_reasons_or_articles),
        TEST(the_rules_of_the_program_know_what_is_urgent),
        TEST(the_bots_rules_are_the_least_priority),
        TEST(a_wrong_rule_is_refused_at_its_line),
        TEST(a_summary_is_of_the_customers_own_words),
        TEST(a_thumb_down_is_a_rejection),
    };

    return cmocka_run_group_tests_name("ticket", tests, NULL, NULL);
}
