/* test_dialogue.c - 10,000 conversations of random turns, and what must hold in all of them. */
#include "tests/unit/test.h"

#include "base/random.h"
#include "bot/bot.h"
#include "bot/confidence/teach.h"
#include "engine/index/reader.h"
#include "indexer/publish.h"
#include "indexer/scan.h"

#ifdef ARENA_MALLOC_EACH
enum { conversations = 500 }; /* the sanitizer is slow */
#else
enum { conversations = 10000 };
#endif

enum { turns_most = 12 };

/* ---- a knowledge base, published, and its bot ---- */

static void publish(struct fixture *f, const char *data)
{
    const char *const source = "corpus/articles";
    struct progress quiet = progress_new(true);
    struct report report;
    struct publication p;
    struct build b = {.data = data, .threads = 2, .progress = &quiet, .report = &report};
    struct teach_request request = {.next = &p.next,
                                    .folder = arena_printf(f->job, "%s/trial", data)};
    struct confidences confidences;
    struct scan scan;

    read_start();
    report_start(&report, f->job);
    assert_ok(f, build_lock(f->job, data, &f->err) &&
                     scan_sources(f->job, &source, 1, &report, &scan, &f->err) &&
                     build_update(&b, &scan, &f->err) && publish_begin(f->job, data, &p, &f->err) &&
                     build_generation(&b, p.next.path, &f->err) &&
                     publish_manifest(&p, &b, false, &f->err));
    assert_ok(f, teach(f->job, &request, &confidences, &f->err));
    assert_ok(f,
              file_replace(arena_printf(f->job, "%s/" GENERATION_CALIBRATION, p.next.path),
                           confidences_print(f->job, &confidences, p.next.number), 0600, &f->err));
    assert_ok(f, publish_manifest(&p, &b, true, &f->err) && publish_switch(&p, &f->err));
}

struct desk {
    struct fixture *f;
    struct reader *reader;
    struct bot *bot;
    struct texts audiences;
};

static struct desk open_desk(struct fixture *f)
{
    const char *data = arena_printf(f->job, "%s/data", f->folder);
    struct desk d = {.f = f};
    struct policy policy;

    publish(f, data);
    assert_ok(f, reader_open_in(data, 0, &d.reader, &f->err));
    assert_ok(f, bot_standard_policy(f->job, &policy, &f->err));
    d.bot = bot_new(f->job, &policy, &f->err);
    assert_ok(f, d.bot);
    assert_ok(f, bot_follow(d.bot, d.reader, &f->err));
    texts_add(f->job, &d.audiences, SLICE("public"));
    return d;
}

/* ---- conversations as they should go ---- */

/* A turn; minutes that went by before it; what it must lead to, "kind reason"; what else is
 * offered. */
struct step {
    const char *text, *decision, *offered;
    unsigned minutes;
};

enum { steps_most = 8 };

static const struct step scripts[][steps_most] = {
    {{"позовите оператора", "handoff wants_person", NULL, 0}},
    {{"оператор", "offer_human names_person", NULL, 0}, {"да", "handoff accepted_offer", NULL, 0}},
    {{"agent", "offer_human names_person", NULL, 0},
     {"no", "smalltalk offer_declined", NULL, 0},
     {"agent", "handoff wants_person", NULL, 0}},
    {{"привет", "smalltalk greeting", NULL, 0}, {"оператор", "handoff wants_person", NULL, 0}},
    {{"телефон поддержки", "offer_human asks_contact", NULL, 0},
     {"да", "handoff accepted_offer", NULL, 0}},
    {{"What is your phone number?", "offer_human asks_contact", NULL, 0},
     {"how do I contact you", "handoff wants_person", NULL, 0}},
    {{"не надо оператора", "smalltalk no_person", NULL, 0},
     {"не надо оператора, как вернуть товар", "answer exact_question", NULL, 0}},
    {{"Как вернуть товар?", "answer exact_question", NULL, 0},
     {"спасибо, всё получилось", "smalltalk helped", NULL, 0}},
    {{"Как вернуть товар? И ещё: как оплатить картой заказ", "answer several_questions", NULL, 0}},
    {{"мой аккаунт взломали", "handoff hacked_account", NULL, 0}},
    {{"Это безобразие!", "offer_human frustrated", NULL, 0},
     {"УЖАСНО, СКОЛЬКО МОЖНО", "handoff frustrated", NULL, 0}},
    {{"Безобразие! Как вернуть товар?", "answer exact_question", "frustrated", 0}},
    {{"привет", "smalltalk greeting", NULL, 0},
     {"Как вернуть товар?", "answer exact_question", "too_long", 11},
     {"Как вернуть товар?", "handoff too_long", NULL, 10}},
    {{"Как вернуть товар?", "answer exact_question", NULL, 0},
     {"спасибо", "smalltalk thanks", NULL, 2 * 24 * 60}},
    {{"привет", "smalltalk greeting", NULL, 0},
     {"как дела", "smalltalk how_are_you", NULL, 0},
     {"ты бот?", "smalltalk who_are_you", NULL, 0},
     {"спасибо", "smalltalk thanks", NULL, 0},
     {"ок", "smalltalk agreement", NULL, 0},
     {"Как вернуть товар?", "answer exact_question", "many_turns", 0},
     {"да", "handoff accepted_offer", NULL, 0}},
    {{"Как вернуть товар?", "answer exact_question", NULL, 0},
     {"как вернуть товар", "answer another_passage", NULL, 0}},
    {{"Как вернуть товар?", "answer exact_question", NULL, 0},
     {"не помогло", "answer another_passage", NULL, 0}},
    {{"Как вернуть товар? Как оплатить картой? Где мой чек? Когда вернут деньги?",
      "clarify too_many_questions", NULL, 0}},
    {{"как отменить заказ и когда вернут деньги", "answer several_questions", NULL, 0}},
    {{"Как отменить заказ?", "answer exact_question", NULL, 0},
     {"а если уже отправили", "answer follow_up", NULL, 0},
     {"а где это", "offer_human already_shown", NULL, 0}},
    {{"какая гарантия", "clarify unsure", NULL, 0}, {"а на лампочку", "clarify unsure", NULL, 0}},
    {{"Warranty terms", "answer exact_question", NULL, 0},
     {"for the lock", "answer follow_up", NULL, 0}},
    {{"Как вернуть товар?", "answer exact_question", NULL, 0},
     {"объясни проще", "answer another_passage", NULL, 0}},
    {{"Добавить датчик к хабу", "answer exact_question", NULL, 0},
     {"не получается", "answer another_passage", NULL, 0},
     {"всё равно", "answer another_passage", "unsolved", 0}},
    {{"не понял", "offer_human not_helped", NULL, 0}},
    {{"расскажи анекдот", "smalltalk chitchat", NULL, 0},
     {"что ты умеешь?", "smalltalk who_are_you", NULL, 0}},
    {{"я подам в суд", "handoff legal", NULL, 0}},
    {{"хаб дымится", "handoff danger", NULL, 0}},
    {{"надоел этот бот", "offer_human frustrated", NULL, 0}},
    {{"хочу говорить с человеком а не с ботом", "handoff wants_person", NULL, 0}},
    {{"какая гарантия", "clarify unsure", NULL, 0}, {"оператор", "handoff wants_person", NULL, 0}},
    {{"я заплатил за заказ 12345, где он лежит", "handoff account_specific", NULL, 0}},
    {{"фывапр", "clarify not_understood", NULL, 0}, {"олдж", "handoff no_match", NULL, 0}},
    {{"asdfgh", "clarify not_understood", NULL, 0},
     {"How to return goods?", "answer exact_question", NULL, 0},
     {"asdfgh", "handoff no_match", NULL, 0}},
    {{"а", "clarify not_understood", NULL, 0}, {"нет", "offer_human no_other_words", NULL, 0}},
    {{"Здравствуйте! 123", "clarify not_understood", NULL, 0},
     {"оператор", "handoff wants_person", NULL, 0}},
    {{"Как вернуть товар?", "answer exact_question", NULL, 0},
     {"фывапр", "clarify not_understood", NULL, 0}},
    {{"Wie kann ich mein Passwort ändern?", "clarify foreign_language", NULL, 0},
     {"Як змінити пароль?", "handoff foreign_language", NULL, 0}},
    {{"Quiero cancelar mi suscripción", "clarify foreign_language", NULL, 0},
     {"не помогло", "offer_human not_helped", NULL, 0}},
    {{"Quiero cancelar mi suscripción", "clarify foreign_language", NULL, 0},
     {"Как вернуть товар?", "answer exact_question", NULL, 0}},
    {{"Чому взломали аккаунт і де гроші?", "handoff hacked_account", NULL, 0}},
    {{"как приготовить борщ", "handoff not_confident", NULL, 0}},
    {{"?", "smalltalk no_words", NULL, 0},
     {"?", "offer_human nothing_new_to_say", NULL, 0},
     {"?", "handoff nothing_new_to_say", NULL, 0}},
};

static void conversations_go_as_they_should(void **state)
{
    struct fixture *f = *state;
    struct desk desk = open_desk(f);

    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct slice kept = SLICE("");
        int64_t now = 1;

        for (const struct step *s = scripts[i]; s < scripts[i] + steps_most && s->text; s++) {
            struct bot_request request = {.text = slice_of(s->text),
                                          .lang_before = LANGUAGE_RU,
                                          .audiences = &desk.audiences,
                                          .top = 3,
                                          .now = now += s->minutes * 60000};
            struct bot_state before;
            struct bot_decision d;
            const char *decision;

            assert_ok(f, bot_state_parse(f->job, kept, &before, &f->err));
            assert_ok(f, bot_decide(desk.bot, desk.reader, f->job, &request, &before, &d, &f->err));
            decision = arena_printf(f->job, "%s %s", bot_decision_name(d.kind), d.reason);
            if (strcmp(decision, s->decision) ||
                slice_cmp(slice_of(d.offered), slice_of(s->offered)))
                fail_msg("'%s' is %s, offered %s", s->text, decision, d.offered);
            kept = bot_state_print(f->job, &d.next);
        }
    }
    reader_close(desk.reader);
}

/* ---- what customers say ---- */

static const char *const words[] = {
    "Как вернуть товар?",
    "как оплатить",
    "оплата",
    "возврат денег",
    "когда вернут деньги",
    "а частями?",
    "сколько это стоит?",
    "а если карта чужая?",
    "How do I get a refund?",
    "paying by card",
    "when does my refund arrive?",
    "and for business?",
    "how much is it?",
    "Какая высота Эвереста?",
    "who won the cup in 1998",
    "погода на завтра",
    "кот мяукает ночью",
    "Как вернуть товар? И ещё: как оплатить картой?",
    "Как вернуть товар? Как оплатить картой? Где мой чек? Когда вернут деньги?",
    "How do I pay? Also, when do I get my money back?",
    "где мой заказ № 12345",
    "order #88123",
    "я заплатил 3 500 ₽ по договору 55-1234, в приложении "
    "ошибка "
    "«E-55»",
    "не помогло",
    "нет, не то",
    "that didn't help",
    "да",
    "да, помогло",
    "thanks, that helped",
    "нет",
    "no",
    "2",
    "первый",
    "the last one",
    "ничего из этого",
    "3",
    "привет",
    "hello",
    "спасибо",
    "thanks a lot",
    "пока",
    "ты бот?",
    "are you a bot?",
    "как дела",
    "ок",
    "оператор",
    "agent",
    "не надо оператора",
    "don't transfer me",
    "как сменить оператора связи",
    "безобразие!",
    "СКОЛЬКО МОЖНО ЖДАТЬ!!!",
    "this is ridiculous",
    "мой аккаунт взломали",
    "???",
    "😀",
    "asdfgh qwerty",
    "фывапр олдж",
    "я",
};

enum { words_count = sizeof words / sizeof *words };

/* ---- one conversation ---- */

struct talk {
    struct desk *desk;
    struct arena *life;
    struct slice state; /* as text, as the desk keeps it */
    struct texts said;  /* in this episode */
    struct texts rejected;
    size_t clarified;
    enum language lang;
    int64_t now;
    struct bot_decision last;
    uint64_t *random;
};

static struct bot_decision decide(struct talk *t, struct slice text, struct slice choice,
                                  bool person)
{
    struct fixture *f = t->desk->f;
    struct bot_request request = {.text = text,
                                  .choice = choice,
                                  .person = person ? "button" : NULL,
                                  .lang_before = t->lang,
                                  .audiences = &t->desk->audiences,
                                  .top = 3,
                                  .now = t->now};
    struct bot_state state;
    struct bot_decision d;

    assert_ok(f, bot_state_parse(t->life, t->state, &state, &f->err));
    assert_ok(f, bot_decide(t->desk->bot, t->desk->reader, t->life, &request, &state, &d, &f->err));
    return d;
}

/* Two calls for a person at most, whatever the state: in words, or by a button. */
static void a_person_is_near(struct talk *t)
{
    static const char *const calls[] = {"оператор", "agent"};
    struct slice call = slice_of(calls[random_below(t->random, 2)]), before = t->state;
    struct bot_decision d;

    if (random_below(t->random, 2)) {
        d = decide(t, SLICE("позовите оператора"), SLICE(""), false);
        assert_int_equal(d.kind, BOT_HANDOFF);
        return;
    }
    d = decide(t, call, SLICE(""), false);
    if (d.kind != BOT_HANDOFF) {
        assert_int_equal(d.kind, BOT_OFFER_HUMAN);
        t->state = bot_state_print(t->life, &d.next);
        d = decide(t, call, SLICE(""), false);
        t->state = before;
    }
    assert_int_equal(d.kind, BOT_HANDOFF);
    d = decide(t, SLICE(""), SLICE(""), true);
    assert_int_equal(d.kind, BOT_HANDOFF);
    assert_string_equal(d.reason, "button");
}

static void nothing_is_said_twice(struct talk *t, const struct bot_decision *d)
{
    assert_true(d->message_count > 0); /* never a dead end */
    for (size_t i = 0; i < d->message_count; i++) {
        struct slice text = d->messages[i].text;

        assert_true(text.len > 0);
        assert_null(strstr(slice_cstr(t->life, text), "{title}"));
        if (texts_have(&t->said, text))
            fail_msg("said twice: %s", slice_cstr(t->life, text));
        texts_add(t->life, &t->said, text);
    }
}

static void a_question_back_can_be_answered(struct talk *t, const struct bot_decision *d)
{
    assert_true(++t->clarified <= 2);
    assert_true(d->question_back.len > 0 && d->none_of_these.len > 0);
    for (size_t i = 0; i < d->option_count; i++)
        for (size_t k = 0; k < i; k++) {
            assert_false(slice_eq(d->options[i].id, d->options[k].id));
            assert_false(slice_eq(d->options[i].title, d->options[k].title));
        }
}

static void check(struct talk *t, const struct bot_decision *d)
{
    assert_non_null(d->reason);
    assert_int_equal(d->has_answer, d->kind == BOT_ANSWER);
    assert_int_equal(d->option_count > 0, d->kind == BOT_CLARIFY && d->next.options.count > 0 &&
                                              slice_is(d->next.asked, ASKED_OPTIONS));
    nothing_is_said_twice(t, d);
    if (d->kind == BOT_CLARIFY)
        a_question_back_can_be_answered(t, d);
    if (d->kind == BOT_ANSWER && !slice_is(slice_of(d->reason), "chosen"))
        assert_false(texts_have(&t->rejected, d->article.id));
}

static void begin_episode(struct talk *t)
{
    t->state = SLICE("");
    t->said = t->rejected = (struct texts){0};
    t->clarified = 0;
    t->last = (struct bot_decision){.kind = BOT_SMALLTALK};
}

/* A press on a button now and then, words otherwise. */
static struct bot_decision take_turn(struct talk *t)
{
    struct slice text = slice_of(words[random_below(t->random, words_count)]);

    t->now += random_below(t->random, 3 * 60 * 1000);
    if (t->last.option_count && random_below(t->random, 2)) {
        uint32_t n = random_below(t->random, (uint32_t)t->last.option_count + 1);

        return decide(t, text, n ? t->last.options[n - 1].id : SLICE("none"), false);
    }
    return decide(t, text, SLICE(""), false);
}

static void converse(struct talk *t)
{
    size_t turns = 1 + random_below(t->random, turns_most);

    begin_episode(t);
    for (size_t i = 0; i < turns; i++) {
        struct bot_decision d = take_turn(t);

        check(t, &d);
        t->lang = d.lang;
        t->rejected = d.next.excluded;
        if (d.kind == BOT_HANDOFF) {
            begin_episode(t);
            continue;
        }
        t->last = d;
        t->state = bot_state_print(t->life, &d.next);
        a_person_is_near(t);
    }
}

static void random_conversations_keep_the_promises(void **state)
{
    struct fixture *f = *state;
    struct desk desk = open_desk(f);
    uint64_t random = 4;
    size_t held = 0;

    for (size_t i = 0; i < conversations; i++) {
        struct talk t = {
            .desk = &desk, .life = arena_new(), .lang = LANGUAGE_EN, .now = 1, .random = &random};

        converse(&t);
        arena_free(t.life);
        if (i == conversations / 2)
            held = arena_held(desk.reader->life);
    }
    assert_int_equal(arena_held(desk.reader->life), held); /* each query gives back what it took */
    reader_close(desk.reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(conversations_go_as_they_should),
        TEST(random_conversations_keep_the_promises),
    };

    return cmocka_run_group_tests_name("dialogue", tests, NULL, NULL);
}
