/* test_outbox.c - notices in order, however long one of them is tried again. */
#include "tests/unit/erasing.h"

#include "base/clock.h"
#include "desk/outbox.h"

enum { later_ms = 5000 };

/* What is due; when nothing is, an id of 0. */
static struct outbox_item due(struct fixture *f, struct desk *d, int64_t *next_at)
{
    struct outbox_item item = {0};
    bool found;

    assert_ok(f, outbox_due(d, f->job, clock_now(), &item, &found, next_at, &f->err));
    return item;
}

static void those_behind_one_that_failed_wait_as_long(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice one, other;
    int64_t first, next_at;

    clock_pin(1795219200000);
    one = ask(f, d, SLICE(""), "слова", "{}");
    hand_off(f, d, one, "слова", "");
    close_ticket(f, d, one, "слова");
    other = ask(f, d, SLICE(""), "слова", "{}");
    hand_off(f, d, other, "слова", "");
    first = due(f, d, &next_at).id;
    assert_ok(f, outbox_failed(d, first, SLICE("status 503"), clock_now() + later_ms, &f->err));
    assert_int_equal(due(f, d, &next_at).seq, 1); /* of the other conversation */
    assert_ok(f, outbox_delivered(d, due(f, d, &next_at).id, &f->err));
    hand_off(f, d, one, "снова", "");
    assert_int_equal(due(f, d, &next_at).id, 0);
    assert_int_equal(next_at, clock_now() + later_ms);

    clock_move(later_ms);
    assert_int_equal(due(f, d, &next_at).id, first);
    assert_int_equal(due(f, d, &next_at).attempts, 1);
    assert_ok(f, outbox_failed(d, first, SLICE("status 400"), 0, &f->err));
    for (int64_t seq = 2; seq <= 6; seq++) {
        struct outbox_item item = due(f, d, &next_at);

        assert_int_equal(item.seq, seq);
        assert_int_equal(item.attempts, 0);
        assert_ok(f, outbox_delivered(d, item.id, &f->err));
    }
    assert_int_equal(due(f, d, &next_at).id, 0);
    assert_int_equal(next_at, 0);
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(those_behind_one_that_failed_wait_as_long),
    };

    return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
