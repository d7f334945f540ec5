/* test_background.c - a thread that sleeps, is woken, and ends when it is told to. */
#include "tests/unit/test.h"

#include <semaphore.h>

#include "base/background.h"

enum { hour_ms = 60 * 60 * 1000 };

/* Says when it begins and after each sleep, and waits for leave to sleep again. */
struct sleeper {
    struct background background;
    sem_t awake, leave;
    int64_t ms;
    int slept, ended; /* read when it has said so, or has ended */
};

static void run(void *self)
{
    struct sleeper *s = self;

    sem_post(&s->awake);
    sem_wait(&s->leave);
    while (background_sleep(&s->background, s->ms)) {
        s->slept++;
        sem_post(&s->awake);
        sem_wait(&s->leave);
    }
    s->ended++;
}

static void start(struct sleeper *s, int64_t ms)
{
    *s = (struct sleeper){.ms = ms};
    sem_init(&s->awake, 0, 0);
    sem_init(&s->leave, 0, 0);
    assert_true(background_start(&s->background, run, s));
    sem_wait(&s->awake);
}

static void end(struct sleeper *s)
{
    sem_post(&s->leave);
    background_stop(&s->background);
    assert_int_equal(s->ended, 1);
    sem_destroy(&s->awake);
    sem_destroy(&s->leave);
}

static void sleep_ends_when_the_time_is_up(void **state)
{
    struct sleeper s;

    (void)state;
    start(&s, 1);
    for (int i = 1; i <= 3; i++) {
        sem_post(&s.leave);
        sem_wait(&s.awake);
        assert_int_equal(s.slept, i);
    }
    end(&s);
}

static void nothing_may_be_slept(void **state)
{
    struct sleeper s;

    (void)state;
    start(&s, 0);
    sem_post(&s.leave);
    sem_wait(&s.awake);
    assert_int_equal(s.slept, 1);
    end(&s);
}

/* A lost one would leave the test waiting for an hour. */
static void it_is_woken_asleep_or_awake(void **state)
{
    struct sleeper s;

    (void)state;
    start(&s, hour_ms);
    background_wake(&s.background); /* it has not slept yet */
    sem_post(&s.leave);
    sem_wait(&s.awake);
    sem_post(&s.leave);
    background_wake(&s.background); /* it is about to sleep, or does */
    sem_wait(&s.awake);
    assert_int_equal(s.slept, 2);
    end(&s);
    assert_int_equal(s.slept, 2); /* no sleep is ended by what ended another */
}

static void woken_twice_is_woken_once(void **state)
{
    struct sleeper s;

    (void)state;
    start(&s, hour_ms);
    background_wake(&s.background);
    background_wake(&s.background);
    sem_post(&s.leave);
    sem_wait(&s.awake);
    end(&s);
    assert_int_equal(s.slept, 1);
}

/* What does not sleep at all when it is told to end. */
static void count_what_is_left(void *self)
{
    struct sleeper *s = self;

    while (background_sleep(&s->background, hour_ms))
        s->slept++;
    for (int i = 0; i < 3; i++)
        s->ended += !background_sleep(&s->background, hour_ms);
}

static void who_is_to_end_does_not_sleep_again(void **state)
{
    struct sleeper s = {0};

    (void)state;
    assert_true(background_start(&s.background, count_what_is_left, &s));
    background_stop(&s.background);
    assert_int_equal(s.slept, 0);
    assert_int_equal(s.ended, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sleep_ends_when_the_time_is_up),
        cmocka_unit_test(nothing_may_be_slept),
        cmocka_unit_test(it_is_woken_asleep_or_awake),
        cmocka_unit_test(woken_twice_is_woken_once),
        cmocka_unit_test(who_is_to_end_does_not_sleep_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
