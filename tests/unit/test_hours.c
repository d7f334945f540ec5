/* test_hours.c - when people are there, and what a customer is told of it. */
#include "tests/unit/test.h"

#include "base/clock.h"
#include "base/embed.h"
#include "desk/expectation.h"

enum { minute_ms = 60 * 1000, hour_ms = 60 * minute_ms };

static const char weekdays[] = "time_zone: Europe/Moscow\n"
                               "monday: 09:00-18:00\n"
                               "friday: [09:00-13:00, 14:00-24:00]\n"
                               "saturday: [00:00-02:00]\n"
                               "sunday: closed\n"
                               "holidays: [2026-11-30]\n"
                               "2026-12-02: 10:00-11:00\n";

static struct calendar *calendar_of(struct fixture *f, const char *yaml)
{
    struct calendar *c = NULL;

    assert_ok(f, calendar_parse(f->job, slice_of(yaml), &c, &f->err));
    return c;
}

static int64_t at(const char *text)
{
    int64_t wall = -1;

    assert_true(clock_parse(slice_of(text), &wall));
    return wall;
}

static const char *printed(struct fixture *f, int64_t wall)
{
    char text[clock_text_size];

    clock_print(wall, text);
    return slice_cstr(f->job, slice_of(text));
}

static void hours_are_those_of_the_zone(void **state)
{
    static const struct {
        const char *at, *next_open;
    } cases[] = {
        {"2026-11-23T05:59:00Z", "2026-11-23T06:00:00Z"}, /* a Monday; Moscow is UTC+3 */
        {"2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z"},
        {"2026-11-23T14:59:59Z", "2026-11-23T14:59:59Z"},
        {"2026-11-23T15:00:00Z", "2026-11-27T06:00:00Z"}, /* the end is not open any more */
        {"2026-11-27T10:30:00Z", "2026-11-27T11:00:00Z"}, /* lunch */
        {"2026-11-27T22:00:00Z", "2026-11-27T22:00:00Z"}, /* past midnight */
        {"2026-11-27T23:00:00Z", "2026-12-02T07:00:00Z"}, /* the Monday is a holiday */
        {"2026-12-02T08:00:00Z", "2026-12-04T06:00:00Z"},
    };
    struct fixture *f = *state;
    struct calendar *c = calendar_of(f, weekdays);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(printed(f, calendar_next_open(c, at(cases[i].at))), cases[i].next_open);
        assert_int_equal(calendar_is_open(c, at(cases[i].at)),
                         strcmp(cases[i].at, cases[i].next_open) == 0);
    }
}

static void open_time_is_counted_over_nights_and_holidays(void **state)
{
    struct fixture *f = *state;
    struct calendar *c = calendar_of(f, weekdays);

    assert_int_equal(
        calendar_open_between(c, at("2026-11-23T14:00:00Z"), at("2026-11-27T07:00:00Z")),
        2 * hour_ms);
    assert_int_equal(
        calendar_open_between(c, at("2026-11-28T00:00:00Z"), at("2026-12-01T00:00:00Z")), 0);
    assert_string_equal(printed(f, calendar_after(c, at("2026-11-23T14:30:00Z"), hour_ms)),
                        "2026-11-27T06:30:00Z");
    assert_string_equal(printed(f, calendar_after(c, at("2026-11-23T14:00:00Z"), hour_ms)),
                        "2026-11-23T15:00:00Z");
    assert_int_equal(calendar_after(c, at("2026-11-23T14:00:00Z"), (int64_t)9000 * hour_ms), 0);
}

static void summer_time_moves_the_hours(void **state)
{
    struct fixture *f = *state;
    struct calendar *c = calendar_of(f, "time_zone: Europe/Berlin\n"
                                        "saturday: 09:00-18:00\n"
                                        "sunday: 01:00-04:00\n"
                                        "monday: 09:00-18:00\n");

    assert_string_equal(printed(f, calendar_next_open(c, at("2026-03-28T00:00:00Z"))),
                        "2026-03-28T08:00:00Z");
    assert_string_equal(printed(f, calendar_next_open(c, at("2026-03-29T12:00:00Z"))),
                        "2026-03-30T07:00:00Z");
    /* The night of 29 March has no hour from 2 to 3; that of 25 October has it twice. */
    assert_int_equal(
        calendar_open_between(c, at("2026-03-28T20:00:00Z"), at("2026-03-29T12:00:00Z")),
        2 * hour_ms);
    assert_int_equal(
        calendar_open_between(c, at("2026-10-24T20:00:00Z"), at("2026-10-25T12:00:00Z")),
        4 * hour_ms);
}

static void without_a_calendar_it_is_always_open(void **state)
{
    (void)state;
    assert_true(calendar_is_open(NULL, 12345));
    assert_int_equal(calendar_next_open(NULL, 12345), 12345);
    assert_int_equal(calendar_after(NULL, 100, 50), 150);
    assert_int_equal(calendar_open_between(NULL, 100, 150), 50);
    assert_int_equal(calendar_open_between(NULL, 150, 100), 0);
}

static void a_wrong_calendar_is_refused_at_its_line(void **state)
{
    static const struct {
        const char *yaml, *says;
        unsigned line;
    } cases[] = {
        {"time_zone: Europe/Moskva\nmonday: 09:00-18:00\n", "no time zone 'Europe/Moskva'", 1},
        {"time_zone: ../etc/passwd\nmonday: 09:00-18:00\n", "no time zone", 1},
        {"monday: 09:00-18:00\n", "'time_zone' is missing", 1},
        {"time_zone: UTC\n", "no day of the week has hours", 1},
        {"time_zone: UTC\nmonday: 18:00-09:00\n", "'monday' takes", 2},
        {"time_zone: UTC\nmonday: 9-18\n", "'monday' takes", 2},
        {"time_zone: UTC\nmonday: 09:00-24:01\n", "'monday' takes", 2},
        {"time_zone: UTC\nmonday: [12:00-14:00, 13:00-15:00]\n", "'monday' takes", 2},
        {"time_zone: UTC\nmonday: 09:00-18:00\nmon: closed\n", "'mon' is not", 3},
        {"time_zone: UTC\nmonday: 09:00-18:00\n2026-02-30: closed\n", "'2026-02-30' is not", 3},
        {"time_zone: UTC\nholidays: [2026-13-01]\nmonday: 09:00-18:00\n", "'holidays' is", 2},
        {"time_zone: UTC\nholidays:\n  - 2026-01-01\n  - 01.05.2026\nmonday: 09:00-18:00\n",
         "'holidays' is", 4},
        {"time_zone: UTC\nmonday: 09:00-18:00\n\"2026-12-31\": noon\n", "'2026-12-31' takes", 3},
        {"time_zone: UTC\nholidays: 2026-01-01\nmonday: 09:00-18:00\n", "'holidays' is", 2},
    };
    struct fixture *f = *state;
    struct calendar *c;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(calendar_parse(f->job, slice_of(cases[i].yaml), &c, &f->err));
        assert_says(f, cases[i].says);
        assert_int_equal(f->err.line, cases[i].line);
    }
}

static void eighty_of_a_hundred_waits(void **state)
{
    int64_t waits[] = {9, 1, 8, 2, 7, 3, 6, 4, 5, 10};

    (void)state;
    assert_int_equal(expectation_p80(waits, 10), 8);
    assert_int_equal(expectation_p80(waits, 5), 4);
    assert_int_equal(expectation_p80(waits, 4), 0); /* too few to say */
}

static const char *told(struct fixture *f, enum language lang, const struct expectation *e,
                        bool reachable)
{
    struct sets words;

    assert_ok(f, sets_parse(f->job, embed_find("desk/data/expectation.txt"), &words, &f->err));
    return slice_cstr(f->job, expectation_text(f->job, &words, lang, e, reachable));
}

static void only_what_is_known_is_told(void **state)
{
    struct fixture *f = *state;
    struct calendar *c = calendar_of(f, weekdays);
    struct expectation e = expectation_of_hours(c, at("2026-11-23T07:00:00Z"));

    e.waiting = true;
    assert_string_equal(told(f, LANGUAGE_EN, &e, true), "We answer in turn.");
    e.ahead = 3;
    e.wait = 11 * minute_ms;
    assert_string_equal(told(f, LANGUAGE_EN, &e, true),
                        "We answer in turn. Requests before yours: 3. Lately 8 answers out of 10 "
                        "have come within 15 minutes of working time.");
    e.wait = 61 * minute_ms;
    assert_non_null(strstr(told(f, LANGUAGE_RU, &e, true), "через 2 ч рабочего"));
    assert_non_null(strstr(told(f, LANGUAGE_RU, &e, false), "Оставьте почту или телефон"));
    e.waiting = false;
    assert_string_equal(told(f, LANGUAGE_RU, &e, true), "");
}

static void closed_it_is_told_when_it_opens(void **state)
{
    static const struct {
        const char *now, *en, *ru;
    } cases[] = {
        {"2026-11-23T04:00:00Z", "We are here today from 09:00 (UTC+3).",
         "Мы на связи сегодня с 09:00 (UTC+3)."},
        {"2026-11-26T20:30:00Z", "We are here tomorrow from 09:00 (UTC+3).",
         "Мы на связи завтра с 09:00 (UTC+3)."},
        {"2026-11-23T16:00:00Z", "We are here on 27.11 (Friday) from 09:00 (UTC+3).",
         "Мы на связи 27.11 (пятница) с 09:00 (UTC+3)."},
    };
    struct fixture *f = *state;
    struct calendar *c = calendar_of(f, weekdays);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expectation e = expectation_of_hours(c, at(cases[i].now));

        e.waiting = true;
        assert_false(e.open);
        assert_string_equal(told(f, LANGUAGE_EN, &e, true), cases[i].en);
        assert_string_equal(told(f, LANGUAGE_RU, &e, true), cases[i].ru);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hours_are_those_of_the_zone),
        TEST(open_time_is_counted_over_nights_and_holidays),
        TEST(summer_time_moves_the_hours),
        TEST(without_a_calendar_it_is_always_open),
        TEST(a_wrong_calendar_is_refused_at_its_line),
        TEST(eighty_of_a_hundred_waits),
        TEST(only_what_is_known_is_told),
        TEST(closed_it_is_told_when_it_opens),
    };

    return cmocka_run_group_tests_name("hours", tests, NULL, NULL);
}
