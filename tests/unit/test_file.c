/* test_file.c - files written, walked and locked. */
#include "tests/unit/test.h"

#include <sys/stat.h>
#include <unistd.h>

static void replacing_a_file_leaves_no_other_behind(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/a", f->folder), **names;
    struct slice text;
    size_t count;

    assert_ok(f, file_replace(path, SLICE("one"), 0600, &f->err));
    assert_ok(f, file_replace(path, SLICE("two"), 0600, &f->err));
    assert_ok(f, file_read(f->job, path, 100, &text, &f->err));
    assert_slice(text, "two");
    assert_ok(f, file_list(f->job, f->folder, &names, &count, &f->err));
    assert_int_equal(count, 1);
    assert_false(file_read(f->job, path, 2, &text, &f->err));
    assert_says(f, "3 bytes, more than the 2");
}

static void who_replaces_a_file_leaves_alone_what_others_write(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/a", f->folder), **names;
    const char *theirs = arena_printf(f->job, "%s.new", path);
    struct slice text;
    size_t count;

    assert_ok(f, file_replace(theirs, SLICE("half of"), 0600, &f->err));
    assert_ok(f, file_replace(path, SLICE("one"), 0600, &f->err));
    assert_ok(f, file_read(f->job, theirs, 100, &text, &f->err));
    assert_slice(text, "half of");
    assert_ok(f, file_make_folder(arena_printf(f->job, "%s/b", f->folder), &f->err));
    assert_false(file_replace(arena_printf(f->job, "%s/b", f->folder), SLICE("x"), 0600, &f->err));
    assert_ok(f, file_list(f->job, f->folder, &names, &count, &f->err));
    assert_int_equal(count, 3); /* nothing of what failed */
}

static void a_missing_file_is_not_found_and_a_pipe_is_refused(void **state)
{
    struct fixture *f = *state;
    const char *pipe_path = arena_printf(f->job, "%s/pipe", f->folder);
    struct slice text;

    assert_false(file_read(f->job, arena_printf(f->job, "%s/none", f->folder), 10, &text, &f->err));
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_false(file_read(f->job, pipe_path, 10, &text, &f->err));
    assert_says(f, "not a regular file");
}

struct walked {
    int files, troubles;
    char last[400];
};

static void count_file(void *self, const char *path, const struct file_info *info)
{
    (void)path, (void)info;
    ((struct walked *)self)->files++;
}

static void count_trouble(void *self, const char *path, const struct err *err)
{
    struct walked *w = self;

    (void)path;
    w->troubles++;
    memcpy(w->last, err->text, sizeof w->last);
}

static void a_walk_survives_loops_and_dangling_links(void **state)
{
    struct fixture *f = *state;
    struct walked w = {0};
    struct file_walk visit = {.file = count_file, .trouble = count_trouble, .self = &w};

    assert_ok(f, file_make_folder(arena_printf(f->job, "%s/a/b", f->folder), &f->err));
    assert_ok(f,
              file_replace(arena_printf(f->job, "%s/a/b/x", f->folder), SLICE("x"), 0600, &f->err));
    assert_ok(f, file_replace(arena_printf(f->job, "%s/a/.hidden", f->folder), SLICE("x"), 0600,
                              &f->err));
    assert_int_equal(symlink("../..", arena_printf(f->job, "%s/a/b/up", f->folder)), 0);
    assert_int_equal(symlink("nowhere", arena_printf(f->job, "%s/a/gone", f->folder)), 0);
    file_walk(f->job, f->folder, &visit);
    assert_int_equal(w.files, 1);
    assert_int_equal(w.troubles, 2);
}

static void a_lock_is_held_once(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/lock", f->folder);
    struct arena *holder = arena_new();

    assert_ok(f, file_lock(holder, path, "process 1", &f->err));
    assert_false(file_lock(f->job, path, "process 2", &f->err));
    assert_int_equal(f->err.code, ERR_BUSY);
    assert_says(f, "process 1");
    arena_free(holder);
    assert_ok(f, file_lock(f->job, path, "process 2", &f->err));
}

static void a_lock_may_be_held_by_one_who_has_not_said_who(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/lock", f->folder);
    struct arena *holder = arena_new();

    assert_ok(f, file_lock(holder, path, "", &f->err));
    assert_false(file_lock(f->job, path, "process 2", &f->err));
    assert_says(f, "held by another process");
    arena_free(holder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(replacing_a_file_leaves_no_other_behind),
        TEST(who_replaces_a_file_leaves_alone_what_others_write),
        TEST(a_missing_file_is_not_found_and_a_pipe_is_refused),
        TEST(a_walk_survives_loops_and_dangling_links),
        TEST(a_lock_is_held_once),
        TEST(a_lock_may_be_held_by_one_who_has_not_said_who),
    };

    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
