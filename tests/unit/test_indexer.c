/* test_indexer.c - the index from articles. */
#include "tests/unit/test.h"

#include "indexer/build.h"
#include "indexer/lint.h"
#include "indexer/publish.h"
#include "tests/faults/fault_plan.h"

static struct report report;

static void write_article(struct fixture *f, const char *name, const char *text)
{
    const char *folder = arena_printf(f->job, "%s/src", f->folder);

    assert_ok(f, file_make_folder(folder, &f->err));
    assert_ok(f, file_replace(arena_printf(f->job, "%s/%s", folder, name), slice_of(text), 0600,
                              &f->err));
}

/* What `kladez index` does, without the bot. */
static bool index_all(struct fixture *f, struct build_counts *counts)
{
    const char *source = arena_printf(f->job, "%s/src", f->folder);
    const char *data = arena_printf(f->job, "%s/data", f->folder);
    struct progress progress = progress_new(true);
    struct build b = {.data = data, .threads = 2, .progress = &progress, .report = &report};
    struct publication p;
    struct arena *lock = arena_new();
    struct scan scan;
    bool ok;

    read_start();
    report_start(&report, f->job);
    ok = build_lock(lock, data, &f->err) &&
         scan_sources(f->job, &source, 1, &report, &scan, &f->err) &&
         build_update(&b, &scan, &f->err) && publish_begin(f->job, data, &p, &f->err) &&
         build_generation(&b, p.next.path, &f->err) && publish_manifest(&p, &b, true, &f->err) &&
         publish_check(&p, &b.counts, &f->err) && publish_switch(&p, &f->err) &&
         publish_tidy(&p, &f->err);
    *counts = b.counts;
    arena_free(lock);
    return ok;
}

static void only_what_changed_is_read_again(void **state)
{
    struct fixture *f = *state;
    struct build_counts n;

    write_article(f, "a.md", "---\ntitle: A\nupdatedAt: 2026-01-01\n---\nFirst.\n");
    write_article(f, "b.md", "---\ntitle: B\nupdatedAt: 2026-01-01\n---\nSecond.\n");
    assert_ok(f, index_all(f, &n));
    assert_int_equal(n.added, 2);
    assert_ok(f, index_all(f, &n));
    assert_int_equal(n.unchanged, 2);
    write_article(f, "a.md", "---\ntitle: A\nupdatedAt: 2026-01-01\n---\nFirst, changed.\n");
    write_article(f, "c.md", "---\ntitle: C\n---\nThird.\n");
    assert_ok(f, file_remove(arena_printf(f->job, "%s/src/b.md", f->folder), &f->err));
    assert_ok(f, index_all(f, &n));
    assert_int_equal(n.changed, 1);
    assert_int_equal(n.added, 1);
    assert_int_equal(n.removed, 1);
    assert_int_equal(n.articles, 2);
}

static void a_bad_article_stops_nobody(void **state)
{
    struct fixture *f = *state;
    struct build_counts n;

    write_article(f, "a.md", "---\ntitle: A\n---\nGood.\n");
    write_article(f, "b.md", "---\ntitle: B\n");
    write_article(f, "c.md", "---\ntitle: C\nid: a\n---\nSame id.\n");
    write_article(f, "d.jsonl",
                  "{\"id\":\"d1\",\"title\":\"D\",\"body\":\"x\"}\nrubbish\n"
                  "{\"id\":\"d2\",\"title\":\"E\",\"body\":\"y\"}\n");
    assert_ok(f, index_all(f, &n));
    assert_int_equal(n.articles, 3);
    assert_int_equal(n.refused, 3);
    assert_non_null(strstr(report.first->path, "b.md"));
}

static void an_empty_or_shrunken_set_is_not_published(void **state)
{
    struct fixture *f = *state;
    struct build_counts n;

    write_article(f, "a.md", "---\ntitle: A\n---\nx\n");
    write_article(f, "b.md", "---\ntitle: B\n---\nx\n");
    write_article(f, "c.md", "---\ntitle: C\n---\nx\n");
    write_article(f, "d.md", "---\ntitle: D\n---\nx\n");
    assert_ok(f, index_all(f, &n));
    for (const char *name = "abc"; *name; name++)
        assert_ok(f, file_remove(arena_printf(f->job, "%s/src/%c.md", f->folder, *name), &f->err));
    assert_false(index_all(f, &n));
    assert_says(f, "only 1 of 4 articles are left");
    assert_ok(f, file_remove(arena_printf(f->job, "%s/src/d.md", f->folder), &f->err));
    assert_false(index_all(f, &n));
    assert_says(f, "no article could be indexed");
}

/* The nth fallible call fails, for n = 1, 2, … until none does: a text every time, what was
 * published stays or is replaced whole, and the next run publishes. */
static void every_failing_call_is_said_and_leaves_the_published_whole(void **state)
{
    struct fixture *f = *state;
    const char *data = arena_printf(f->job, "%s/data", f->folder);
    struct build_counts n;
    bool ok = false;

    write_article(f, "a.md", "---\ntitle: A\n---\nx\n");
    assert_ok(f, index_all(f, &n));
    for (int i = 1; !ok && i < 200; i++) {
        struct reader *r;

        write_article(f, "a.md", arena_printf(f->job, "---\ntitle: A\n---\nx %d\n", i));
        fault_plan(arena_printf(f->job, "fail:*:%d", i));
        f->err.text[0] = 0;
        ok = index_all(f, &n);
        fault_plan("");
        if (!ok)
            assert_true(strlen(f->err.text) > 10);
        assert_ok(f, reader_open_in(data, 0, &r, &f->err));
        assert_int_equal(r->size.documents, 1);
        reader_close(r);
        assert_ok(f, index_all(f, &n));
    }
    assert_true(ok);
}

static void old_generations_go_and_rollback_comes_back(void **state)
{
    struct fixture *f = *state;
    const char *data = arena_printf(f->job, "%s/data", f->folder);
    struct generation *list, current;
    struct build_counts n;
    size_t count;

    for (int i = 0; i < 8; i++) {
        write_article(f, "a.md", arena_printf(f->job, "---\ntitle: A\n---\nx %d\n", i));
        assert_ok(f, index_all(f, &n));
    }
    assert_ok(f, generation_list(f->job, data, &list, &count, &f->err));
    assert_int_equal(count, publish_keep);
    assert_int_equal(list[0].number, 4);
    assert_ok(f, publish_rollback(data, 5, &f->err));
    assert_ok(f, generation_current(f->job, data, &current, &f->err));
    assert_int_equal(current.number, 5);
    assert_false(publish_rollback(data, 2, &f->err));
    assert_says(f, "no generation 2");
    assert_ok(f, index_all(f, &n));
    assert_ok(f, generation_current(f->job, data, &current, &f->err));
    assert_int_equal(current.number, 9);
}

static void an_index_of_another_version_is_refused_and_built_anew(void **state)
{
    struct fixture *f = *state;
    const char *data = arena_printf(f->job, "%s/data", f->folder);
    const char *manifest = arena_printf(f->job, "%s/index/gen-000001/manifest.json", data);
    struct build_counts n;
    struct reader *r;
    struct slice text;
    char *at;

    write_article(f, "a.md", "---\ntitle: A\n---\nx\n");
    assert_ok(f, index_all(f, &n));
    assert_ok(f, file_read(f->job, manifest, 1 << 20, &text, &f->err));
    at = strstr((char *)(uintptr_t)text.ptr, "\"engine\":");
    at[9] = at[9] == '9' ? '8' : '9';
    assert_ok(f, file_replace(manifest, text, 0600, &f->err));
    assert_false(reader_open_in(data, 0, &r, &f->err));
    assert_int_equal(f->err.code, ERR_STALE);
    assert_says(f, "run 'kladez index'");
    assert_ok(f, index_all(f, &n));
    assert_ok(f, reader_open_in(data, 0, &r, &f->err));
    reader_close(r);
}

static void a_damaged_working_index_is_built_anew(void **state)
{
    struct fixture *f = *state;
    struct build_counts n;

    write_article(f, "a.md", "---\ntitle: A\n---\nx\n");
    assert_ok(f, index_all(f, &n));
    assert_ok(f, file_replace(arena_printf(f->job, "%s/data/index/work/2/iamglass", f->folder),
                              SLICE("rubbish"), 0600, &f->err));
    assert_ok(f, index_all(f, &n));
    assert_true(n.anew);
    assert_int_equal(n.added, 1);
}

static void lint_names_what_should_be_mended(void **state)
{
    struct fixture *f = *state;
    const char *source = arena_printf(f->job, "%s/src", f->folder);
    struct buf out = buf_new(f->job, 1 << 20);
    struct lint_counts n;
    struct scan scan;

    write_article(f, "a.md",
                  "---\ntitle: A\ncolour: red\nreviewBy: 2020-01-01\n---\n"
                  "See [b](b.md) and [c](gone.md).\n\n## Empty\n");
    write_article(f, "b.md", "---\ntitle: A\n---\nx\n");
    write_article(f, "c.md", "\n\n---\ntitle: C\nsize: 1\n---\n\n[d](d.md)\n");
    report_start(&report, f->job);
    assert_ok(f, scan_sources(f->job, &source, 1, &report, &scan, &f->err));
    lint_sources(f->job, &scan, &report, &n);
    report_print(&report, 100, &out);
    assert_non_null(strstr(out.ptr, "a.md:3: 'colour'"));
    assert_non_null(strstr(out.ptr, "a.md:6: the link leads to 'gone.md'"));
    assert_non_null(strstr(out.ptr, "overdue"));
    assert_non_null(strstr(out.ptr, "nothing under the heading 'Empty'"));
    assert_non_null(strstr(out.ptr, "b.md: the title 'en a' is already used"));
    assert_non_null(strstr(out.ptr, "c.md:5: 'size'"));
    assert_non_null(strstr(out.ptr, "c.md:8: the link leads to 'd.md'"));
    assert_int_equal(n.articles, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_what_changed_is_read_again),
        TEST(a_bad_article_stops_nobody),
        TEST(an_empty_or_shrunken_set_is_not_published),
        TEST(every_failing_call_is_said_and_leaves_the_published_whole),
        TEST(old_generations_go_and_rollback_comes_back),
        TEST(an_index_of_another_version_is_refused_and_built_anew),
        TEST(a_damaged_working_index_is_built_anew),
        TEST(lint_names_what_should_be_mended),
    };

    return cmocka_run_group_tests_name("indexer", tests, NULL, NULL);
}
