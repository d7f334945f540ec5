/* test_desk.c - what must survive, does. */
#include "tests/unit/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "desk/deliver.h"
#include "desk/desk_inside.h"
#include "desk/feedback.h"
#include "desk/outbox.h"
#include "desk/ticket.h"
#include "tests/faults/fault_plan.h"

static struct desk *open_desk(struct fixture *f)
{
    struct desk *d;

    assert_ok(f, desk_open(f->folder, &d, &f->err));
    return d;
}

/* A customer's turn, answered by a hand-off. */
static bool hand_off(struct fixture *f, struct desk *d, const char *turn_id, struct slice *id,
                     struct slice *reply)
{
    struct incoming in = {.turn_id = slice_of(turn_id),
                          .first_key = slice_of(turn_id),
                          .channel = SLICE("test"),
                          .scope = SLICE("public"),
                          .said = SLICE("1"),
                          .lang = LANGUAGE_RU};
    struct turn_record customer = {.author = "customer", .text = SLICE("позовите оператора")};
    struct turn_record bot = {.author = "bot",
                              .text = SLICE("Передаю."),
                              .decision = "handoff",
                              .reason = "wants_person"};
    struct ticket_record ticket = {.reason = "wants_person",
                                   .type = SLICE("question"),
                                   .category = SLICE(""),
                                   .priority = SLICE("normal"),
                                   .question = SLICE("позовите")};
    struct conversation seen;
    struct earlier earlier;
    struct recording *r;
    char number[ticket_number_size];

    ticket.about = json_object(f->job);
    if (!conversation_look(d, f->job, &in, &seen, &earlier, &f->err))
        return false;
    if (earlier.reply.ptr) {
        *id = seen.id;
        *reply = earlier.reply;
        return true;
    }
    if (!recording_begin(d, f->job, &in, &seen, &r, &f->err))
        return false;
    if (!recording_add(r, &customer, &f->err) || !recording_ticket(r, &ticket, number, &f->err) ||
        !recording_add(r, &bot, &f->err)) {
        recording_drop(r);
        return false;
    }
    *id = recording_conversation(r);
    *reply = slice_of(arena_printf(f->job, "{\"ticket\":\"%s\"}", number));
    return recording_finish(r, SLICE(""), *reply, &f->err);
}

static void a_handoff_is_whole(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice id, reply;
    struct transcript said;
    struct ticket *tickets;
    struct outbox_item item;
    int64_t next_at;
    size_t count;
    bool found;

    clock_pin(1795219200000);
    assert_ok(f, hand_off(f, d, "t1", &id, &reply));
    assert_ok(f, transcript_read(d, f->job, id, &said, &f->err));
    assert_int_equal(said.count, 2);
    assert_slice(said.turns[0].text, "позовите оператора");
    assert_slice(said.conversation.owner, OWNER_TEAM);
    assert_slice(said.conversation.ticket, "KB-2026-000001");
    assert_ok(f, ticket_list(d, f->job, SLICE("open"), 10, &tickets, &count, &f->err));
    assert_int_equal(count, 1);
    assert_slice(tickets[0].reason, "wants_person");
    assert_ok(f, outbox_due(d, f->job, clock_now(), &item, &found, &next_at, &f->err));
    assert_true(found);
    assert_slice(item.event, "handoff.requested");
    assert_non_null(strstr(item.payload.ptr, "позовите оператора"));
    assert_non_null(strstr(item.payload.ptr, "Передаю."));
    desk_close(d);
}

static void the_same_turn_gets_the_same_reply_and_one_ticket(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice id, reply, id2, reply2;
    struct desk_counts n;

    clock_pin(1795219200000);
    assert_ok(f, hand_off(f, d, "t1", &id, &reply));
    assert_ok(f, hand_off(f, d, "t1", &id2, &reply2));
    assert_true(slice_eq(id, id2));
    assert_true(slice_eq(reply, reply2));
    assert_ok(f, desk_count(d, &n, &f->err));
    assert_int_equal(n.tickets, 1);
    assert_int_equal(n.conversations, 1);
    clock_move(11 * 60 * 1000); /* a first turn is a repetition for ten minutes only */
    assert_ok(f, hand_off(f, d, "t1", &id2, &reply2));
    assert_false(slice_eq(id, id2));
    desk_close(d);
}

static void tickets_are_numbered_by_year(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice id, reply;

    clock_pin(1795219200000);
    assert_ok(f, hand_off(f, d, "a", &id, &reply));
    assert_ok(f, hand_off(f, d, "b", &id, &reply));
    assert_slice(reply, "{\"ticket\":\"KB-2026-000002\"}");
    clock_move((int64_t)60 * 24 * 3600 * 1000);
    assert_ok(f, hand_off(f, d, "c", &id, &reply));
    assert_slice(reply, "{\"ticket\":\"KB-2027-000001\"}");
    desk_close(d);
}

static void a_conversation_that_went_on_is_not_overwritten(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct incoming in = {.lang = LANGUAGE_EN};
    struct turn_record turn = {.author = "customer", .text = SLICE("hi")};
    struct conversation seen;
    struct earlier earlier;
    struct recording *r;
    struct slice id, reply;

    assert_ok(f, hand_off(f, d, "t1", &id, &reply));
    in.conversation = id;
    assert_ok(f, conversation_look(d, f->job, &in, &seen, &earlier, &f->err));
    assert_ok(f, recording_begin(d, f->job, &in, &seen, &r, &f->err));
    assert_ok(f, recording_add(r, &turn, &f->err));
    assert_ok(f, recording_finish(r, SLICE(""), SLICE("{}"), &f->err));
    assert_false(recording_begin(d, f->job, &in, &seen, &r, &f->err));
    assert_int_equal(f->err.code, ERR_CONFLICT);
    desk_close(d);
}

/* Fails at the nth step, for n = 1, 2, …: nothing half-written, and the next try succeeds. */
static void a_failing_step_leaves_nothing_behind(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct desk_counts n;
    struct slice id, reply;
    int failed = 0;

    for (int step = 1; step <= 6; step++) {
        bool ok;

        fault_plan(arena_printf(f->job, "fail:desk.%d", step));
        ok = hand_off(f, d, arena_printf(f->job, "t%d", step), &id, &reply);
        fault_plan("");
        failed += !ok;
        assert_ok(f, desk_count(d, &n, &f->err));
        if (!ok && step < 6) /* the sixth is after the commit */
            assert_int_equal(n.conversations, step - 1);
        assert_ok(f, hand_off(f, d, arena_printf(f->job, "t%d", step), &id, &reply));
        assert_ok(f, desk_count(d, &n, &f->err));
        assert_int_equal(n.conversations, step);
        assert_int_equal(n.tickets, step);
        assert_int_equal(n.now.outbox_waiting, step);
    }
    assert_int_equal(failed, 6);
    desk_close(d);
}

/* The same with kill -9, in a process of its own. */
static void a_killed_process_leaves_all_or_nothing(void **state)
{
    struct fixture *f = *state;

    for (int step = 1; step <= 6; step++) {
        const char *turn = arena_printf(f->job, "k%d", step);
        struct slice id, reply;
        struct desk_counts n;
        struct desk *d;
        int status;
        pid_t child = fork();

        if (child == 0) {
            fault_plan(arena_printf(f->job, "kill:desk.%d", step));
            if (desk_open(f->folder, &d, &f->err))
                hand_off(f, d, turn, &id, &reply);
            _exit(0);
        }
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        d = open_desk(f);
        assert_ok(f, hand_off(f, d, turn, &id, &reply));
        assert_ok(f, desk_count(d, &n, &f->err));
        assert_int_equal(n.conversations, step);
        assert_int_equal(n.tickets, step);
        assert_int_equal(n.turns, 2 * step);
        desk_close(d);
    }
}

static void a_token_opens_one_conversation(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    char token[token_text_size], again[token_text_size];

    desk_token(d, SLICE("a"), token);
    assert_true(desk_token_fits(d, SLICE("a"), slice_of(token)));
    assert_false(desk_token_fits(d, SLICE("b"), slice_of(token)));
    assert_false(desk_token_fits(d, SLICE("a"), SLICE("")));
    desk_close(d);
    d = open_desk(f); /* the secret is kept */
    desk_token(d, SLICE("a"), again);
    assert_string_equal(token, again);
    desk_close(d);
}

/* Is what came before as "t1" the turn that says `said`? */
static bool is_same_turn(struct fixture *f, struct desk *d, struct slice id, const char *said)
{
    struct incoming in = {.conversation = id, .turn_id = SLICE("t1"), .said = slice_of(said)};
    struct conversation seen;
    struct earlier earlier;

    assert_ok(f, conversation_look(d, f->job, &in, &seen, &earlier, &f->err));
    assert_non_null(earlier.reply.ptr);
    return !earlier.said_otherwise;
}

static void a_turn_id_is_not_used_for_another_turn(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice id, reply;

    assert_ok(f, hand_off(f, d, "t1", &id, &reply));
    assert_true(is_same_turn(f, d, id, "1"));
    assert_false(is_same_turn(f, d, id, "2"));
    desk_close(d);
}

/* Takes away what later versions added. */
static void make_first_version(struct fixture *f, struct task *t)
{
    static const char *const statements[] = {
        "CREATE TABLE event(id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT",
        "DROP INDEX feedback_comment",
        "DROP INDEX ticket_closed",
        "DROP INDEX ticket_created",
        "DROP INDEX ticket_open",
        "DROP INDEX conversation_silent",
        "ALTER TABLE conversation DROP COLUMN erased_at",
        "ALTER TABLE conversation DROP COLUMN notices",
        "ALTER TABLE ticket DROP COLUMN erased_at",
        "DROP TABLE search",
        "DROP INDEX feedback_article",
        "ALTER TABLE feedback DROP COLUMN article",
        "DROP INDEX ticket_conversation",
        "DROP INDEX conversation_updated",
        "DROP TABLE verdict",
        "ALTER TABLE turn DROP COLUMN basis",
        "DROP INDEX feedback_answer",
        "DROP INDEX feedback_ticket",
        "ALTER TABLE ticket DROP COLUMN tags",
        "DROP INDEX ticket_answered",
        "ALTER TABLE ticket DROP COLUMN closed_at",
        "ALTER TABLE ticket DROP COLUMN answered_at",
        "ALTER TABLE ticket DROP COLUMN outcome_article",
        "ALTER TABLE ticket DROP COLUMN outcome",
        "ALTER TABLE ticket DROP COLUMN assignee",
        "ALTER TABLE ticket DROP COLUMN type",
        "ALTER TABLE turn DROP COLUMN private",
        "ALTER TABLE turn DROP COLUMN agent",
        "ALTER TABLE turn DROP COLUMN choice",
        "ALTER TABLE reply DROP COLUMN said",
        "PRAGMA user_version = 1",
    };

    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        assert_ok(f, store_run(t->store, t->arena, &f->err, statements[i], ""));
}

static void a_database_of_the_first_version_is_brought_up_to_date(void **state)
{
    struct fixture *f = *state;
    struct ticket ticket;
    struct desk *d = open_desk(f);
    struct slice id, reply;
    struct task t;

    clock_pin(1795219200000);
    assert_ok(f, hand_off(f, d, "t1", &id, &reply));
    t = task_begin(d);
    make_first_version(f, &t);
    task_end(&t);
    desk_close(d);
    d = open_desk(f);
    assert_ok(f, ticket_load(d, f->job, SLICE("KB-2026-000001"), &ticket, &f->err));
    assert_slice(ticket.type, "question");
    assert_slice(ticket.state, "open");
    assert_int_equal(ticket.answered_at, 0);
    assert_true(is_same_turn(f, d, id, "2")); /* it does not know what it answered */
    assert_ok(f, hand_off(f, d, "t2", &id, &reply));
    desk_close(d);
}

static void a_newer_database_is_refused(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct task t = task_begin(d);

    assert_ok(f, store_run(t.store, t.arena, &f->err, "PRAGMA user_version = 99", ""));
    task_end(&t);
    desk_close(d);
    assert_false(desk_open(f->folder, &d, &f->err));
    assert_says(f, "newer program");
}

static void feedback_needs_something_to_be_about(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct feedback fb = {.ticket = SLICE("KB-2026-000001"),
                          .kind = SLICE("csat"),
                          .value = 5,
                          .reason = SLICE(""),
                          .text = SLICE("")};
    struct slice id, reply;

    clock_pin(1795219200000);
    assert_false(feedback_add(d, &fb, &f->err));
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_ok(f, hand_off(f, d, "t", &id, &reply));
    assert_ok(f, feedback_add(d, &fb, &f->err));
    desk_close(d);
}

static void deliveries_are_tried_again_as_promised(void **state)
{
    (void)state;
    assert_int_equal(deliver_delay(1, 0, 0, 0, 0.5), 5000);
    assert_int_equal(deliver_delay(2, 0, 500, 0, 0.5), 30000);
    assert_int_equal(deliver_delay(8, 0, 503, 0, 0.5), 43200000);
    assert_int_equal(deliver_delay(20, 0, 503, 0, 0.5), 43200000);
    assert_int_equal(deliver_delay(1, 0, 429, 60, 0.5), 60000);
    assert_int_equal(deliver_delay(1, 0, 429, 99999, 0.5), 3600000);
    assert_int_equal(deliver_delay(1, 0, 0, 0, 0), 4000);
    assert_int_equal(deliver_delay(1, 0, 400, 0, 0.5), 0);
    assert_int_equal(deliver_delay(1, 0, 410, 0, 0.5), 0);
    assert_int_equal(deliver_delay(3, 24 * 3600 * 1000, 500, 0, 0.5), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_handoff_is_whole),
        TEST(the_same_turn_gets_the_same_reply_and_one_ticket),
        TEST(tickets_are_numbered_by_year),
        TEST(a_conversation_that_went_on_is_not_overwritten),
        TEST(a_failing_step_leaves_nothing_behind),
        TEST(a_killed_process_leaves_all_or_nothing),
        TEST(a_token_opens_one_conversation),
        TEST(a_turn_id_is_not_used_for_another_turn),
        TEST(a_database_of_the_first_version_is_brought_up_to_date),
        TEST(a_newer_database_is_refused),
        TEST(feedback_needs_something_to_be_about),
        TEST(deliveries_are_tried_again_as_promised),
    };

    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
