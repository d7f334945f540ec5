/* test_searches.c - searches are counted, never people. */
#include "tests/unit/test.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/recent.h"
#include "bot/learn/mask.h"
#include "desk/desk_inside.h"
#include "desk/searches.h"
#include "server/editor/crowd.h"

static const int64_t noon = 1795219200000;

static struct desk *open_desk(struct fixture *f)
{
    struct desk *d;

    clock_pin(noon);
    assert_ok(f, desk_open(f->folder, &d, &f->err));
    return d;
}

static struct searches_report report_of(struct fixture *f, struct desk *d, int64_t days)
{
    struct searches_span span = {.to = searches_day(clock_now()), .any_language = true};
    struct searches_report r;

    span.from = span.to - days + 1;
    assert_ok(f, searches_read(d, f->job, &span, &r, &f->err));
    return r;
}

/* ---- recent ---- */

static void a_full_chain_forgets_what_was_quiet_longest(void **state)
{
    struct fixture *f = *state;
    struct recent *r = recent_new(f->job, 1, sizeof(int));
    bool is_new;
    size_t at = 0, count = 0;

    for (int i = 1; i <= recent_chain; i++)
        *(int *)recent_at(r, (uint64_t)i, &is_new) = i;
    assert_int_equal(*(int *)recent_find(r, 1), 1);
    assert_int_equal(*(int *)recent_at(r, 9, &is_new), 0);
    assert_true(is_new);
    assert_null(recent_find(r, 2));
    assert_int_equal(*(int *)recent_at(r, 1, &is_new), 1);
    assert_false(is_new);
    while (recent_next(r, &at))
        count++;
    assert_int_equal(count, recent_chain);
    r = recent_new(f->job, 8, sizeof(int));
    at = 0;
    assert_null(recent_find(r, 0));
    assert_null(recent_next(r, &at));
    recent_at(r, 0, &is_new);
    assert_non_null(recent_find(r, 0));
}

/* ---- words ---- */

static void masked_words_are_folded_and_keep_their_marks(void **state)
{
    struct fixture *f = *state;

    assert_slice(mask_fold(f->job, SLICE("  Где  мой ЗАКАЗ: <number>?!")),
                 "где мой заказ <number>");
    assert_slice(mask_fold(f->job, SLICE("<email><link>Ёлка")), "<email> <link> елка");
    assert_slice(mask_fold(f->job, SLICE("a<b, <numbers>")), "a b numbers");
    assert_slice(mask_fold(f->job, SLICE("?!…")), "");
    assert_slice(mask_fold(f->job, mask_fold(f->job, SLICE("C++ и <number> Wi-Fi"))),
                 "c++ и <number> wi fi");
}

/* ---- the desk ---- */

static struct search_change change(struct fixture *f, int64_t day, int n, bool known)
{
    return (struct search_change){.day = day,
                                  .lang = LANGUAGE_RU,
                                  .text = slice_of(arena_printf(f->job, "слово %d", n)),
                                  .counts = {{2, 1, 0}},
                                  .known = known};
}

static void a_day_keeps_so_many_words_and_no_more(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    int64_t day = searches_day(noon);
    size_t count = searches_words_most + 5;
    struct search_change *all = ARENA_ARRAY(f->job, struct search_change, count);
    struct search_change total = {
        .day = day, .lang = LANGUAGE_RU, .text = SLICE(""), .counts = {{9, 0, 0}}, .known = true};

    for (size_t i = 0; i < count; i++)
        all[i] = change(f, day, (int)i, true);
    assert_ok(f, searches_add(d, all, count, &f->err));
    assert_int_equal(report_of(f, d, 1).kept, 3 * searches_words_most);
    assert_ok(f, searches_add(d, &all[0], 1, &f->err)); /* what is there goes on */
    assert_ok(f, searches_add(d, &all[count - 1], 1, &f->err));
    assert_ok(f, searches_add(d, &total, 1, &f->err));
    assert_int_equal(report_of(f, d, 1).kept, 3 * searches_words_most + 3);
    assert_int_equal(report_of(f, d, 1).totals.ends[SEARCH_MISSED], 9);
    assert_int_equal(report_of(f, d, 1).count, searches_listed);
    all[count - 1].day++; /* the next day has room */
    assert_ok(f, searches_add(d, &all[count - 1], 1, &f->err));
    assert_int_equal(report_of(f, d, 1).kept, 3 * searches_words_most + 3);
    assert_ok(f, searches_prune(d, day + 1, &f->err));
    assert_int_equal(report_of(f, d, 1).first, day + 1);
    desk_close(d);
}

static void words_that_are_not_known_are_not_written(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct search_change c = change(f, searches_day(noon), 1, false);

    assert_ok(f, searches_add(d, &c, 1, &f->err));
    assert_false(c.known);
    assert_int_equal(report_of(f, d, 1).kept, 0);
    c.known = true;
    assert_ok(f, searches_add(d, &c, 1, &f->err));
    c.known = false;
    c.day++;
    assert_ok(f, searches_add(d, &c, 1, &f->err));
    assert_true(c.known);
    clock_move(24 * 3600 * 1000);
    assert_int_equal(report_of(f, d, 2).items[0].counts.ends[SEARCH_MISSED], 4);
    assert_int_equal(report_of(f, d, 1).items[0].before, 3);
    desk_close(d);
}

/* ---- the crowd ---- */

static struct crowd *start_crowd(struct fixture *f, struct desk *d)
{
    struct crowd *c = NULL;

    assert_ok(f, crowd_start(d, 90, &c, &f->err));
    return c;
}

static void count(struct crowd *c, const char *address, const char *words, bool missed)
{
    crowd_count(c, slice_of(address), LANGUAGE_RU, slice_of(words), missed);
}

static void who_asked_first_is_counted_on_the_day_they_did(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct crowd *c = start_crowd(f, d);

    count(c, "10.0.0.1", "оплата", true);
    assert_ok(f, crowd_write(c, &f->err));
    clock_move(24 * 3600 * 1000);
    count(c, "10.0.0.1", "оплата", true); /* again, the same */
    assert_ok(f, crowd_write(c, &f->err));
    assert_int_equal(report_of(f, d, 2).kept, 0);
    count(c, "10.0.0.2", "оплата", false);
    crowd_pick(c, SLICE("10.0.0.2"), SLICE("оплата"));
    assert_ok(f, crowd_write(c, &f->err));
    assert_ok(f, crowd_write(c, &f->err)); /* nothing twice */
    assert_int_equal(report_of(f, d, 2).kept, 3);
    assert_int_equal(report_of(f, d, 1).kept, 2);
    assert_int_equal(report_of(f, d, 1).items[0].before, 1);
    assert_int_equal(report_of(f, d, 2).totals.ends[SEARCH_MISSED], 2);
    assert_int_equal(report_of(f, d, 2).totals.ends[SEARCH_PASSED], 0);
    assert_int_equal(report_of(f, d, 2).totals.ends[SEARCH_PICKED], 1);
    crowd_stop(c);
    desk_close(d);
}

static void rename_table(struct fixture *f, struct desk *d, const char *sql)
{
    struct task t = task_begin(d);

    assert_ok(f, store_run(t.store, t.arena, &f->err, sql, ""));
    task_end(&t);
}

static void what_could_not_be_written_is_written_later(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct crowd *c = start_crowd(f, d);

    for (int i = 0; i < 3; i++)
        count(c, arena_printf(f->job, "10.0.0.%d", i), "оплата", false);
    rename_table(f, d, "ALTER TABLE search RENAME TO gone");
    assert_false(crowd_write(c, &f->err));
    rename_table(f, d, "ALTER TABLE gone RENAME TO search");
    assert_ok(f, crowd_write(c, &f->err));
    assert_int_equal(report_of(f, d, 1).kept, 3);
    crowd_stop(c); /* writes what is left: nothing */
    assert_int_equal(report_of(f, d, 1).kept, 3);
    desk_close(d);
}

static void what_is_old_or_too_long_is_not_waited_on(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct crowd *c = start_crowd(f, d);
    char text[searches_text_max + 2] = "";

    memset(text, 'a', searches_text_max + 1);
    count(c, "10.0.0.1", "оплата", false);
    count(c, "10.0.0.1", text, false);
    count(c, "10.0.0.1", "", false);
    clock_move(90ll * 24 * 3600 * 1000);
    assert_ok(f, crowd_write(c, &f->err));
    count(c, "10.0.0.2", "оплата", false);
    text[searches_text_max] = 0;
    count(c, "10.0.0.1", text, false);
    count(c, "10.0.0.2", text, false);
    assert_ok(f, crowd_write(c, &f->err));
    assert_int_equal(report_of(f, d, 90).kept, 3);
    assert_int_equal(report_of(f, d, 180).totals.ends[SEARCH_PASSED], 3);
    crowd_stop(c);
    desk_close(d);
}

static void an_answered_search_is_known_again_unless_it_is_long(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct crowd *c = start_crowd(f, d);
    struct crowd_search s = {SLICE("Оплата"), LANGUAGE_RU, true}, out;
    char text[searches_text_max + 1];

    crowd_remember(c, SLICE("1"), &s);
    assert_true(crowd_recall(c, f->job, SLICE("1"), &out));
    assert_slice(out.text, "Оплата");
    assert_true(out.missed && out.lang == LANGUAGE_RU);
    assert_false(crowd_recall(c, f->job, SLICE("2"), &out));
    memset(text, 'a', sizeof text);
    crowd_remember(c, SLICE("2"), &(struct crowd_search){{text, sizeof text}, LANGUAGE_EN, false});
    crowd_remember(c, SLICE("2"), &(struct crowd_search){SLICE("  "), LANGUAGE_EN, false});
    assert_false(crowd_recall(c, f->job, SLICE("2"), &out));
    for (int i = 0; i < 100000; i++) /* memory is bounded whatever comes */
        crowd_remember(c, slice_of(arena_printf(f->job, "q%d", i)), &s);
    assert_false(crowd_recall(c, f->job, SLICE("1"), &out));
    crowd_remember(NULL, SLICE("1"), &s);
    assert_false(crowd_recall(NULL, f->job, SLICE("1"), &out));
    count(NULL, "10.0.0.1", "оплата", false);
    crowd_pick(NULL, SLICE("10.0.0.1"), SLICE("оплата"));
    assert_true(crowd_write(NULL, &f->err));
    crowd_stop(NULL);
    crowd_stop(c);
    desk_close(d);
}

struct client {
    struct crowd *crowd;
    int number;
};

enum { clients = 4, searches_each = 40 };

static void *ask(void *what)
{
    const struct client *k = what;
    struct arena *job = arena_new();
    struct slice address = slice_of(arena_printf(job, "10.0.0.%d", k->number));
    struct err err;

    for (int i = 0; i < searches_each; i++) {
        struct slice words = slice_of(arena_printf(job, "слово %d", i));

        crowd_count(k->crowd, address, LANGUAGE_RU, words, false);
        if (i % 4 == 0)
            crowd_pick(k->crowd, address, words);
        if (i % 10 == 0 && !crowd_write(k->crowd, &err))
            abort();
    }
    arena_free(job);
    return NULL;
}

static void threads_lose_nothing_and_count_nothing_twice(void **state)
{
    struct fixture *f = *state;
    struct desk *d = open_desk(f);
    struct crowd *c = start_crowd(f, d);
    struct client all[clients];
    pthread_t threads[clients];
    struct searches_report r;

    for (int i = 0; i < clients; i++) {
        all[i] = (struct client){c, i};
        assert_int_equal(pthread_create(&threads[i], NULL, ask, &all[i]), 0);
    }
    for (int i = 0; i < clients; i++)
        pthread_join(threads[i], NULL);
    crowd_stop(c);
    r = report_of(f, d, 1);
    assert_int_equal(r.kept, clients * searches_each);
    assert_int_equal(r.totals.ends[SEARCH_PICKED], clients * searches_each / 4);
    assert_int_equal(search_counts_sum(&r.totals), clients * searches_each);
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_chain_forgets_what_was_quiet_longest),
        TEST(masked_words_are_folded_and_keep_their_marks),
        TEST(a_day_keeps_so_many_words_and_no_more),
        TEST(words_that_are_not_known_are_not_written),
        TEST(who_asked_first_is_counted_on_the_day_they_did),
        TEST(what_could_not_be_written_is_written_later),
        TEST(what_is_old_or_too_long_is_not_waited_on),
        TEST(an_answered_search_is_known_again_unless_it_is_long),
        TEST(threads_lose_nothing_and_count_nothing_twice),
    };

    return cmocka_run_group_tests_name("searches", tests, NULL, NULL);
}
