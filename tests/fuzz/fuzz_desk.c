/* fuzz_desk.c - the files an administrator writes for the desk: rules of tickets, hours. */
#include "base/clock.h"
#include "desk/calendar.h"
#include "desk/triage.h"
#include "tests/fuzz/driver.h"

enum { hour_ms = 3600 * 1000, steps = 8 };

static const struct slice seeds[] = {
    FUZZ_SEED("time_zone: Europe/Moscow\nmonday: 09:00-18:00\nsunday: closed\n"
              "holidays: [2026-01-01, 2026-12-31]\n2026-03-29: [00:00-02:30, 14:00-24:00]\n"),
    FUZZ_SEED("time_zone: America/St_Johns\nfriday: [23:00-24:00]\nsaturday: 00:00-04:00\n"),
    FUZZ_SEED(
        "fraud:\n  type: incident\n  category: a b\n  priority: urgent\n"
        "  reasons: [fraud]\n  words: [мошенник, stolen money]\n  articles: [Оплата/Карты]\n"),
    FUZZ_SEED("a: {words: [x], priority: low}\nb: {words: [y z], type: request}\n"),
};

static const char *const tokens[] = {
    "time_zone: ", "UTC\n",    "Asia/Kolkata\n", "../",     "monday: ",  "24:00",
    "00:00-00:01", "closed\n", "09:00-",         "[",       "]",         ", ",
    ": ",          "\n",       "2024-02-29: ",   "words: ", "reasons: ", "type: ",
    "priority: ",  "high",     "\n  ",           NULL,
};

static void check_err(const struct err *err)
{
    CHECK(err->code == ERR_INPUT && err->text[0] && fuzz_is_utf8(slice_of(err->text)));
}

static void check_calendar(struct arena *job, struct slice text)
{
    struct calendar *c = NULL;
    struct err err = {0};
    int64_t at;

    if (!calendar_parse(job, text, &c, &err)) {
        check_err(&err);
        return;
    }
    CHECK(clock_parse(SLICE("2026-03-28T12:00:00Z"), &at));
    for (int i = 0; i < steps; i++, at += (int64_t)fuzz_random(100) * hour_ms) {
        int64_t open = calendar_next_open(c, at), later = calendar_after(c, at, hour_ms);

        CHECK(open == 0 || open >= at);
        CHECK(calendar_is_open(c, at) == (open == at));
        CHECK(later == 0 || (later > open && later >= at + hour_ms));
        CHECK(later == 0 || calendar_open_between(c, at, later) == hour_ms);
    }
}

static void check_triage(struct arena *job, struct slice text)
{
    struct triage_case asked = {.reason = "fraud"};
    struct triage *t = NULL;
    struct triage_result r;
    struct err err = {0};

    if (!triage_parse(job, fuzz_stemmer, text, &t, &err)) {
        check_err(&err);
        return;
    }
    texts_add(job, &asked.said, SLICE("мошенники украли: stolen money, x"));
    texts_add(job, &asked.categories, SLICE("Оплата/Карты"));
    r = triage_of(t, fuzz_stemmer, job, &asked);
    CHECK(r.type.len && r.priority.len && r.category.len);
    CHECK(fuzz_is_utf8(r.category));
}

static void one(struct arena *job, struct slice input)
{
    check_calendar(job, input);
    check_triage(job, input);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_desk",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 2000,
    .cost = 1,
    .round = one,
};
