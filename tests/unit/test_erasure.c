/* test_erasure.c - what a customer said is gone, and that somebody asked is not. */
#include "tests/unit/erasing.h"

#include "base/clock.h"
#include "desk/contact.h"
#include "desk/outbox.h"
#include "desk/reports.h"
#include "desk/story.h"

static const int64_t pinned = 1795219200000, day_ms = 24 * 3600 * 1000;

/* ---- what somebody asks for ---- */

static void words_go_and_figures_stay(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    const char *words = "звонкие слова", *contact = "{\"email\":\"anna@example.com\"}";
    struct reports before, after;
    struct slice id, ticket;
    struct erasure_whose w;
    struct erasure e;

    clock_pin(pinned);
    id = whole_story(f, d, words, contact, &ticket);
    clock_move(2 * day_ms);
    assert_ok(f, reports_read(d, f->job, NULL, pinned - 1, clock_now(), &before, &f->err));
    assert_true(is_in_files(f, words) && is_in_files(f, "anna@"));
    w = one(f, id);
    e = erase(f, d, &w);
    assert_int_equal(e.at, clock_now());
    assert_int_equal(e.ids.count, 1);
    assert_int_equal(e.turns, 6);
    assert_int_equal(e.tickets, 1);
    assert_int_equal(e.feedback, 1);
    assert_int_equal(e.notices, 5);
    assert_false(is_in_files(f, words) || is_in_files(f, "anna@") || is_in_files(f, "Анна"));
    assert_ok(f, reports_read(d, f->job, NULL, pinned - 1, clock_now(), &after, &f->err));
    assert_int_equal(after.handed_off, before.handed_off);
    assert_int_equal(after.closed, 1);
    assert_int_equal(after.stars[1], 1);
    assert_int_equal(after.answered, 1);
    assert_memory_equal(after.ends, before.ends, sizeof after.ends);
    desk_close(d);
}

static bool count_stories(void *self, struct arena *job, const struct story *s, struct err *err)
{
    (void)job;
    (void)s;
    (void)err;
    ++*(int *)self;
    return true;
}

static void an_erased_conversation_is_not_there(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct feedback fb = {
        .kind = SLICE("csat"), .value = 5, .reason = SLICE(""), .text = SLICE("")};
    struct slice ticket, id = whole_story(f, d, "слова", "{}", &ticket);
    struct erasure_whose w = one(f, id);
    struct ticket *tickets, t;
    struct erasure e;
    int stories = 0;
    size_t count;
    bool found;

    erase(f, d, &w);
    assert_false(is_there(f, d, id));
    assert_false(ticket_load(d, f->job, ticket, &t, &f->err));
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_ok(f, ticket_list(d, f->job, SLICE(""), 10, &tickets, &count, &f->err));
    assert_int_equal(count, 0);
    assert_ok(f, ticket_of_conversation(d, f->job, id, &t, &found, &f->err));
    assert_false(found);
    fb.ticket = ticket;
    assert_false(feedback_add(d, &fb, &f->err));
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    fb = (struct feedback){.answer_id = slice_of(arena_printf(f->job, "answer-%s-0", id.ptr)),
                           .kind = SLICE("helpful"),
                           .reason = SLICE(""),
                           .text = SLICE("")};
    assert_false(feedback_add(d, &fb, &f->err));
    assert_ok(f, story_walk(d, 0, 100, (struct story_taker){count_stories, &stories}, &f->err));
    assert_int_equal(stories, 0);
    assert_false(erasure_run(d, f->job, &w, false, &e, &f->err));
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    desk_close(d);
}

static void who_was_told_is_told(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice ticket, id = whole_story(f, d, "слова", "{}", &ticket);
    struct slice quiet = ask(f, d, SLICE(""), "тихо", "{}");
    struct erasure_whose w = one(f, id);
    struct outbox_item item;
    struct desk_counts n;
    int64_t next_at;
    bool found;

    texts_add(f->job, &w.conversations, quiet);
    erase(f, d, &w);
    assert_ok(f, desk_count(d, &n, &f->err));
    assert_int_equal(n.now.outbox_waiting, 1); /* nobody ever heard of the quiet one */
    assert_int_equal(n.now.erased, 2);
    assert_ok(f, outbox_due(d, f->job, clock_now(), &item, &found, &next_at, &f->err));
    assert_slice(item.event, "privacy.erased");
    assert_int_equal(item.seq, 6); /* behind those that are gone */
    assert_non_null(strstr(item.payload.ptr, ticket.ptr));
    assert_non_null(strstr(item.payload.ptr, "\"erased\":{\"turns\":6,"));
    assert_ok(f, outbox_delivered(d, item.id, &f->err));
    assert_ok(f, desk_count(d, &n, &f->err));
    assert_int_equal(n.now.outbox_waiting, 0);
    desk_close(d);
}

static void an_open_ticket_is_closed_first(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    const char *contact = "{\"email\":\"a@example.com\"}";
    struct erasure_whose w = {.member = "email", .value = SLICE("a@example.com")};
    struct slice closed = ask(f, d, SLICE(""), "раз", contact);
    struct slice open = ask(f, d, SLICE(""), "два", contact), ticket;
    struct erasure e;

    ticket = hand_off(f, d, open, "два", "");
    assert_false(erasure_run(d, f->job, &w, false, &e, &f->err));
    assert_int_equal(f->err.code, ERR_CONFLICT);
    assert_says(f, ticket.ptr);
    assert_true(is_there(f, d, closed) && is_there(f, d, open));
    close_ticket(f, d, open, "два");
    assert_int_equal(erase(f, d, &w).ids.count, 2);
    desk_close(d);
}

static size_t count_whose(struct fixture *f, struct desk *d, const char *member, const char *value)
{
    struct erasure_whose w = {.member = member, .value = slice_of(value)};
    struct erasure e;

    assert_ok(f, erasure_run(d, f->job, &w, true, &e, &f->err));
    assert_int_equal(e.at, 0);
    return e.ids.count;
}

static void a_conversation_that_is_full_is_ended_by_people_and_erased(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct turn_record more = {.author = "customer", .text = SLICE("ещё")};
    struct slice id = ask(f, d, SLICE(""), "слова", "{}");
    struct erasure_whose w = one(f, id);
    struct recording *r;

    hand_off(f, d, id, "слова", "");
    r = begin(f, d, id, SLICE(""));
    for (int64_t n = recording_turn(r); n < conversation_turns_max; n++)
        assert_ok(f, recording_add(r, &more, &f->err));
    assert_ok(f, recording_finish(r, SLICE(""), SLICE("{}"), &f->err));
    assert_false(try_begin(f, d, id, SLICE(""), false, &r));
    assert_int_equal(f->err.code, ERR_CONFLICT);
    assert_says(f, "begin a new one");
    close_ticket(f, d, id, "слова");
    assert_false(try_begin(f, d, id, SLICE(""), false, &r));
    assert_int_equal(erase(f, d, &w).turns, conversation_turns_max + 3);
    desk_close(d);
}

static void a_person_is_found_however_it_is_written(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct erasure_whose no_digits = {.member = "phone", .value = SLICE("нет")};
    struct slice id = ask(f, d, SLICE(""), "слова", "{\"email\":\" Anna@Example.com\"}");
    struct erasure e;

    hand_off(f, d, id, "слова", "{\"phone\":\"8 (912) 345-67-89\"}");
    close_ticket(f, d, id, "слова");
    ask(f, d, id, "слова", "{\"email\":\"new@example.com\"}");
    ask(f, d, SLICE(""), "слова", "{\"phone\":\"+7 912 3456789\",\"external_id\":\"U1\"}");
    ask(f, d, SLICE(""), "слова", "{\"phone\":\"\",\"email\":\"\",\"external_id\":\"\"}");
    assert_int_equal(count_whose(f, d, "email", "ANNA@example.COM "), 1); /* the ticket knows it */
    assert_int_equal(count_whose(f, d, "email", "new@example.com"), 1);
    assert_int_equal(count_whose(f, d, "email", "anna@example.co"), 0);
    assert_int_equal(count_whose(f, d, "phone", "79123456789"), 2);
    assert_int_equal(count_whose(f, d, "external_id", "U1"), 1);
    assert_int_equal(count_whose(f, d, "external_id", "u1"), 0);
    assert_false(erasure_run(d, f->job, &no_digits, false, &e, &f->err));
    assert_int_equal(f->err.code, ERR_INPUT);
    assert_slice(contact_phone(f->job, SLICE("+84 123 456 789")), "84123456789");
    desk_close(d);
}

static void open_tickets_of_a_person_are_found_likewise(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice id = ask(f, d, SLICE(""), "слова", "{}");
    struct slice ticket = hand_off(f, d, id, "слова", "{\"phone\":\"8 912 345-67-89\"}");
    struct recording *r = begin(f, d, SLICE(""), SLICE("{\"phone\":\"+79123456789\"}"));
    struct texts found;

    assert_ok(f, recording_duplicates(r, &found, &f->err));
    recording_drop(r);
    assert_int_equal(found.count, 1);
    assert_true(slice_eq(found.items[0], ticket));
    r = begin(f, d, SLICE(""), SLICE("{\"phone\":\"\",\"email\":\" \"}"));
    assert_ok(f, recording_duplicates(r, &found, &f->err));
    recording_drop(r);
    assert_int_equal(found.count, 0);
    desk_close(d);
}

/* ---- what is old ---- */

static void silent_conversations_go_those_people_work_on_stay(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct slice old, open, young;
    struct erasure e;

    clock_pin(pinned);
    for (int i = 0; i < erasure_silent_at_once; i++)
        ask(f, d, SLICE(""), "давно", "{}");
    old = ask(f, d, SLICE(""), "давно", "{}");
    open = ask(f, d, SLICE(""), "давно", "{}");
    hand_off(f, d, open, "давно", "");
    clock_move(10 * day_ms);
    young = ask(f, d, SLICE(""), "сегодня", "{}");
    ask(f, d, old, "снова", "{}");
    assert_ok(f, erasure_of_silent(d, f->job, clock_now() - 9 * day_ms, &e, &f->err));
    assert_int_equal(e.ids.count, erasure_silent_at_once);
    assert_int_equal(e.turns, 2 * erasure_silent_at_once);
    assert_ok(f, erasure_of_silent(d, f->job, clock_now() - 9 * day_ms, &e, &f->err));
    assert_int_equal(e.ids.count, 0);
    assert_true(is_there(f, d, old) && is_there(f, d, open) && is_there(f, d, young));
    desk_close(d);
}

static int64_t kept_notices(struct fixture *f, struct desk *d, bool has_receiver)
{
    struct desk_counts n;
    bool more;

    assert_ok(f, outbox_prune(d, has_receiver, clock_now(), &more, &f->err));
    assert_false(more);
    assert_ok(f, desk_count(d, &n, &f->err));
    return n.now.outbox_waiting + n.now.outbox_dead;
}

static void notices_nobody_waits_for_go(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct outbox_item item;
    int64_t next_at;
    bool found;

    clock_pin(pinned);
    for (int i = 0; i < 2; i++)
        hand_off(f, d, ask(f, d, SLICE(""), "слова", "{}"), "слова", "");
    assert_ok(f, outbox_due(d, f->job, clock_now(), &item, &found, &next_at, &f->err));
    assert_ok(f, outbox_failed(d, item.id, SLICE("status 400"), 0, &f->err));
    clock_move(day_ms);
    assert_int_equal(kept_notices(f, d, false), 2); /* a day is as long as one is waited for */
    clock_move(1);
    assert_int_equal(kept_notices(f, d, true), 2);
    assert_int_equal(kept_notices(f, d, false), 1);
    clock_move(29 * day_ms);
    assert_int_equal(kept_notices(f, d, true), 0);
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_go_and_figures_stay),
        TEST(an_erased_conversation_is_not_there),
        TEST(who_was_told_is_told),
        TEST(an_open_ticket_is_closed_first),
        TEST(a_conversation_that_is_full_is_ended_by_people_and_erased),
        TEST(a_person_is_found_however_it_is_written),
        TEST(open_tickets_of_a_person_are_found_likewise),
        TEST(silent_conversations_go_those_people_work_on_stay),
        TEST(notices_nobody_waits_for_go),
    };

    return cmocka_run_group_tests_name("erasure", tests, NULL, NULL);
}
