/* test_erasure_whole.c - all of it is erased or nothing, and the files do not keep it. */
#include "tests/unit/erasing.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "tests/faults/fault_plan.h"

/* ---- all or nothing ---- */

static void a_failing_step_erases_nothing(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice ticket, id = whole_story(f, d, "слова", "{}", &ticket);
    struct erasure_whose w = one(f, id);
    struct erasure e;

    for (int step = 1; step <= 2; step++) {
        fault_plan(arena_printf(f->job, "fail:erase.%d", step));
        assert_false(erasure_run(d, f->job, &w, false, &e, &f->err));
        fault_plan("");
        assert_true(is_there(f, d, id));
        assert_true(is_in_files(f, "слова"));
    }
    erase(f, d, &w);
    desk_close(d);
}

static void run_sql(struct fixture *f, struct desk *d, const char *sql)
{
    struct task t = task_begin(d);

    assert_ok(f, store_run(t.store, t.arena, &f->err, sql, ""));
    task_end(&t);
}

/* Each write of an erasure is refused by the database, the notice to who was told among them. */
static void a_failing_write_erases_nothing(void **state)
{
    static const char *const writes[] = {
        "UPDATE OF erased_at ON conversation",
        "UPDATE ON turn",
        "DELETE ON reply",
        "UPDATE ON feedback",
        "UPDATE ON ticket",
        "DELETE ON outbox",
        "UPDATE OF notices ON conversation", /* the number of the notice */
        "INSERT ON outbox",                  /* the notice */
        "INSERT ON counter",
    };
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice ticket, id = whole_story(f, d, "слова", "{}", &ticket);
    struct erasure_whose w = one(f, id);
    struct desk_counts before, after;
    struct erasure e;

    assert_ok(f, desk_count(d, &before, &f->err));
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        run_sql(
            f, d,
            arena_printf(f->job,
                         "CREATE TRIGGER refusing BEFORE %s BEGIN SELECT RAISE(ABORT, 'no'); END",
                         writes[i]));
        if (erasure_run(d, f->job, &w, false, &e, &f->err))
            fail_msg("%s", writes[i]);
        assert_says(f, "the desk's database");
        run_sql(f, d, "DROP TRIGGER refusing");
        assert_ok(f, desk_count(d, &after, &f->err));
        assert_memory_equal(&after, &before, sizeof after);
        assert_true(is_there(f, d, id));
    }
    e = erase(f, d, &w); /* nothing of it was missing */
    assert_int_equal(e.turns, 6);
    assert_int_equal(e.feedback, 1);
    assert_int_equal(e.notices, 5);
    desk_close(d);
}

static void a_killed_process_erases_all_or_nothing(void **state)
{
    struct fixture *f = *state;

    for (int step = 1; step <= 3; step++) {
        const char *words = arena_printf(f->job, "слово%d", step);
        struct desk *d = open_desk(f);
        struct slice ticket, id = whole_story(f, d, words, "{}", &ticket);
        struct erasure_whose w = one(f, id);
        struct erasure e;
        pid_t child;
        int status;

        desk_close(d);
        child = fork();
        if (child == 0) {
            fault_plan(arena_printf(f->job, "kill:erase.%d", step));
            if (desk_open(f->folder, &d, &f->err))
                erasure_run(d, f->job, &w, false, &e, &f->err);
            _exit(0);
        }
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        d = open_desk(f);
        assert_int_equal(is_there(f, d, id), step < 3);
        if (step < 3) {
            e = erase(f, d, &w); /* nothing of it was missing */
            assert_int_equal(e.turns, 6);
            assert_int_equal(e.notices, 5);
        }
        assert_ok(f, erasure_scrub(d, &f->err));
        assert_false(is_in_files(f, words));
        desk_close(d);
    }
}

/* ---- the files ---- */

enum { many = 300, rounds = 4 };

/* Pages are split and filled anew as conversations grow side by side. */
static void no_trace_is_left_in_the_files(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    uint64_t chance = 1;
    struct erasure_whose w = {0};
    struct slice ids[many];

    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < many; i++) {
            struct buf said = buf_new(f->job, 8192);

            for (uint32_t k = random_below(&chance, 40) + 1; k; k--)
                buf_printf(&said, "mark%04d ", i);
            ids[i] = ask(f, d, round ? ids[i] : SLICE(""), buf_slice(&said).ptr, "{}");
        }
    for (int i = 0; i < many; i += 2)
        texts_add(f->job, &w.conversations, ids[i]);
    assert_int_equal(erase(f, d, &w).ids.count, many / 2);
    assert_ok(f, erasure_scrub(d, &f->err));
    for (int i = 0; i < many; i++)
        assert_int_equal(is_in_files(f, arena_printf(f->job, "mark%04d", i)), i % 2);
    desk_close(d);
}

static void what_a_reader_holds_back_is_emptied_later(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f), *other = open_desk(f);
    struct slice id = ask(f, d, SLICE(""), "слова", "{}");
    struct erasure_whose w = one(f, id);
    struct task t = task_begin(other);
    struct statement *st =
        store_prepare(t.store, t.arena, &f->err, "SELECT n FROM turn ORDER BY n", "");
    bool row;

    assert_ok(f, statement_step(st, &row, &f->err)); /* it goes on reading */
    erase(f, d, &w);
    assert_false(is_there(f, d, id));
    assert_true(is_in_files(f, "слова"));
    assert_false(erasure_scrub(d, &f->err));
    assert_int_equal(f->err.code, ERR_BUSY);
    task_end(&t);
    assert_ok(f, erasure_scrub(d, &f->err));
    assert_false(is_in_files(f, "слова"));
    desk_close(other);
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_failing_step_erases_nothing),
        TEST(a_failing_write_erases_nothing),
        TEST(a_killed_process_erases_all_or_nothing),
        TEST(no_trace_is_left_in_the_files),
        TEST(what_a_reader_holds_back_is_emptied_later),
    };

    return cmocka_run_group_tests_name("erasure_whole", tests, NULL, NULL);
}
