/* test_reports.c - requests of a time, counted some at a time. */
#include "tests/unit/erasing.h"

#include "base/clock.h"
#include "desk/reports.h"

enum { read_at_once = 500 };

static void requests_are_found_behind_many_that_people_ended(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct reports all, last;
    int64_t begin = 1795219200000;

    clock_pin(begin);
    for (int i = 0; i < read_at_once; i++) {
        struct slice id = ask(f, d, SLICE(""), "слова", "{}");

        hand_off(f, d, id, "слова", "");
        close_ticket(f, d, id, "слова"); /* in the episode that begins nothing is said */
    }
    clock_move(1);
    ask(f, d, SLICE(""), "слова", "{}");
    ask(f, d, SLICE(""), "слова", "{}");
    assert_ok(f, reports_read(d, f->job, NULL, begin, clock_now(), &all, &f->err));
    assert_int_equal(all.ends[REPORTS_RECENT], 2);
    assert_int_equal(all.closed, read_at_once);
    assert_ok(f, reports_read(d, f->job, NULL, begin + 1, clock_now(), &last, &f->err));
    assert_int_equal(last.ends[REPORTS_RECENT], 2);
    assert_int_equal(last.closed, 0);
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(requests_are_found_behind_many_that_people_ended),
    };

    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
