/*
 * fuzz_files.c - the texts Kladez keeps or is given: lexicons, labelled questions, the bot's state,
 * policy and calibration, dates.
 *
 * The first byte of an input says which; the rest is the text.
 */
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/embed.h"
#include "bot/confidence/confidence.h"
#include "bot/decide/policy.h"
#include "bot/decide/state.h"
#include "engine/measure/questions.h"
#include "tests/fuzz/driver.h"
#include "text/lexicon.h"

static const char *const tokens[] = {
    "[",
    "]",
    "[a b]\n",
    "# ",
    "\n",
    "{\"query\": \"",
    "\"relevant\": [",
    "\"label\": \"oos\"",
    "null",
    "1e308",
    "-1",
    "\"w\": [",
    "{",
    "}",
    "2026-02-30",
    "T25:61Z",
    "+03:00",
    "0x1p3",
    "inf",
    "9007199254740993",
    NULL,
};

static void start(void)
{
    struct confidences c = {.by_language = {confidence_standard(), confidence_standard()}};

    fuzz_add_seed(
        's',
        SLICE("# words\n[greeting ru]\nЗдравствуйте!\nДобрый день\n[person en]\nreal human\n"));
    fuzz_add_seed(
        'q',
        SLICE("{\"id\": \"1\", \"query\": \"где чек\", \"lang\": \"ru\", \"relevant\": [\"a\"]}\n"
              "{\"query\": \"hi\", \"label\": \"oos\", \"lang\": \"en\", \"kind\": \"oos\"}\n"));
    fuzz_add_seed(
        'b', SLICE("{\"clarified\":1,\"unsolved\":0,\"offered_q\":0.25,\"options\":[\"a\",\"b\"],"
                   "\"excluded\":[],\"said\":[\"ff\"],\"question\":\"где\",\"answered\":\"a\"}"));
    fuzz_add_seed('p', embed_find("bot/data/policy.json"));
    fuzz_add_seed('d', SLICE("2026-11-21T08:15:30.250+03:00"));
    c.by_language[0].fitted = c.by_language[1].fitted = true;
    fuzz_add_seed('c', confidences_print(fuzz_life, &c, 1));
}

static void check_err(const struct err *err)
{
    CHECK(err->code != ERR_NONE && err->text[0] && fuzz_is_utf8(slice_of(err->text)));
}

static void round_sets(struct arena *job, struct slice text)
{
    struct sets sets;
    struct lexicon *lexicon;
    struct stems stems;
    struct err err = {0};

    if (!sets_parse(job, text, &sets, &err)) {
        check_err(&err);
        return;
    }
    for (size_t i = 0; i < sets.count; i++)
        for (size_t j = 0; j < sets.items[i].count; j++) {
            CHECK(fuzz_is_within(sets.items[i].lines[j], text));
            CHECK(slice_trim(sets.items[i].lines[j]).len == sets.items[i].lines[j].len);
        }
    if (!lexicon_parse(job, fuzz_stemmer, text, &lexicon, &err)) {
        check_err(&err);
        return;
    }
    stems = stems_of(job, fuzz_stemmer, text, 200);
    for (size_t i = 0; i < stems.count; i++)
        CHECK(lexicon_match(lexicon, "greeting ru", &stems, i) <= stems.count - i);
}

static void round_questions(struct arena *job, struct slice text)
{
    struct questions q = {0};
    struct err err = {0};

    if (!questions_read(job, fuzz_file(text), &q, &err)) {
        check_err(&err);
        return;
    }
    for (size_t i = 0; i < q.count; i++) {
        CHECK(q.items[i].text.len > 0 && fuzz_is_utf8(q.items[i].text));
        CHECK(q.items[i].lang < language_count);
    }
}

static void round_state(struct arena *job, struct slice text)
{
    struct bot_state s, again;
    struct err err = {0};
    struct slice once;

    if (!bot_state_parse(job, text, &s, &err)) {
        check_err(&err);
        return;
    }
    once = bot_state_print(job, &s);
    CHECK(bot_state_parse(job, once, &again, &err));
    CHECK(slice_eq(once, bot_state_print(job, &again)));
}

static void round_policy(struct arena *job, struct slice text)
{
    struct policy p;
    struct err err = {0};
    const char *reason;
    struct policy_case c = {.p = fuzz_random(101) / 100.0,
                            .q = fuzz_random(101) / 100.0,
                            .second = fuzz_random(101) / 100.0,
                            .clarified = fuzz_random(4)};

    if (!policy_parse(job, text, &p, &err)) {
        check_err(&err);
        return;
    }
    CHECK(isfinite(p.cost_wrong) && p.cost_wrong >= 0 && strlen(p.sha) == 64);
    CHECK(policy_choose(&p, &c, &reason) <= POLICY_HANDOFF && reason[0]);
    c.clarified = p.clarify_most;
    CHECK(policy_choose(&p, &c, &reason) != POLICY_CLARIFY);
}

static void round_confidences(struct arena *job, struct slice text)
{
    struct confidences c, again;
    struct err err = {0};
    struct features f = {0};
    struct slice once;

    if (!confidences_parse(job, text, &c, &err)) {
        check_err(&err);
        return;
    }
    once = confidences_print(job, &c, 1);
    CHECK(confidences_parse(job, once, &again, &err));
    for (int l = 0; l < language_count; l++) {
        double p = confidence_p(&c.by_language[l], &f), q = confidence_q(&c.by_language[l], &f);

        CHECK(p >= 0 && p <= 1 && q >= 0 && q <= 1);
    }
}

static void round_date(struct arena *job, struct slice text)
{
    char printed[clock_text_size];
    int64_t wall, again;
    uint64_t count;
    double number;

    (void)job;
    if (clock_parse(text, &wall)) {
        clock_print(wall, printed);
        CHECK(clock_parse(slice_of(printed), &again) && again == wall);
    }
    if (slice_to_number(text, &number))
        CHECK(isfinite(number));
    if (slice_to_count(text, &count))
        CHECK(text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9');
}

static const struct fuzz_kind kinds[] = {
    {'s', round_sets},   {'q', round_questions},   {'b', round_state},
    {'p', round_policy}, {'c', round_confidences}, {'d', round_date},
};

static void one(struct arena *job, struct slice input)
{
    fuzz_by_kind(kinds, FUZZ_COUNT(kinds), job, input);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_files",
    .tokens = tokens,
    .max = 32000,
    .cost = 1,
    .start = start,
    .round = one,
};
