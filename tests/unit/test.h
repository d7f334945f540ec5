/*
 * test.h - what unit tests share: cmocka, and a folder that is gone when the test is.
 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/sign.h"

/* Each test has an arena and an empty folder of its own. */
struct fixture {
    struct arena *job;
    const char *folder;
    struct err err;
};

static inline int set_up(void **state)
{
    struct arena *job = arena_new();
    struct fixture *f = ARENA_NEW(job, struct fixture);
    char name[] = "/tmp/kladez-test-XXXXXX";

    if (!sign_start(&f->err) || !mkdtemp(name))
        return -1;
    f->job = job;
    f->folder = slice_cstr(job, slice_of(name));
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    struct err ignored;

    file_remove(f->folder, &ignored);
    arena_free(f->job);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* The error's text is shown when what should have worked did not. */
#define assert_ok(f, call)                                                                         \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s", (f)->err.text);                                                         \
    } while (0)

#define assert_slice(s, text) assert_string_equal(slice_cstr(f->job, (s)), (text))

#define assert_near(a, b, distance) assert_true(fabs((a) - (b)) <= (distance))

#define assert_says(f, part)                                                                       \
    do {                                                                                           \
        if (!strstr((f)->err.text, (part)))                                                        \
            fail_msg("'%s' does not say '%s'", (f)->err.text, (part));                             \
    } while (0)

#endif
