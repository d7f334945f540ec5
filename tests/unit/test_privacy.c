/* test_privacy.c - an article that was not meant for everybody is not published by a slip. */
#include "tests/unit/reading.h"

#include "base/nearest.h"

struct slip {
    enum record_kind kind;
    const char *text, *says;
    unsigned line;
};

static void are_refused(struct fixture *f, const struct slip *slips, size_t count)
{
    struct article a;

    for (size_t i = 0; i < count; i++) {
        if (read(f, slips[i].kind, slips[i].text, &a))
            fail_msg("'%s' was read", slips[i].text);
        assert_says(f, slips[i].says);
        assert_int_equal(f->err.line, slips[i].line);
    }
}

#define REFUSED(f, slips) are_refused(f, slips, sizeof(slips) / sizeof *(slips))

static void fields_without_the_lines_around_them_are_refused(void **state)
{
    static const char between[] = "two lines ---", other[] = "three hyphens";
    static const struct slip slips[] = {
        {RECORD_MARKDOWN, "audience: internal\n\n# T\n\nx\n", between, 1},
        {RECORD_MARKDOWN, "\n# T\n\nAudience: Internal\r\n\nx\n", between, 4},
        {RECORD_MARKDOWN, "title: T\ntags:\n  - a\n- b\n\naudiense: staff\nx\n", between, 6},
        {RECORD_MARKDOWN, "---\ntitle: T\n---\naudience: internal\nx\n", between, 4},
        {RECORD_MARKDOWN, "# T\n---\naudience: internal\n---\nx\n", between, 3},
        {RECORD_MARKDOWN, "<!-- draft: true -->\nx\n", between, 1},
        {RECORD_MARKDOWN, "----\ntitle: T\naudience: internal\n----\nx\n", other, 3},
        {RECORD_MARKDOWN, "–––\ndraft: yes\n–––\nx\n", "line 1 is not one", 2},
        {RECORD_MARKDOWN, "\xC2\xA0---\naudience: internal\n---\nx\n", other, 2},
        {RECORD_MARKDOWN, "---toml\naudience = \"internal\"\n---\nx\n", other, 2},
        {RECORD_MARKDOWN, "---\raudience: internal\r---\rx\r", between, 2},
        {RECORD_MARKDOWN, "%YAML 1.2\n---\naudience: internal\n---\nx\n", between, 3},
        {RECORD_MARKDOWN, "{\"title\": \"T\",\n\"audience\": \"internal\"}\nx\n", between, 2},
        {RECORD_MARKDOWN, "+++\naudience = \"internal\"\n+++\nx\n", other, 2},
        {RECORD_HTML, "---\naudience: internal\n---\n<p>x</p>", "<meta name=\"kladez:audience\"",
         2},
    };
    struct fixture *f = *state;

    REFUSED(f, slips);
}

static void fields_that_are_nearly_ours_are_refused(void **state)
{
    static const char write[] = "write 'audience: internal'", draft[] = "write 'draft: true'";
    static const struct slip slips[] = {
        {RECORD_MARKDOWN, "---\ntitle: T\naudiense: internal\n---\nx\n", write, 3},
        {RECORD_MARKDOWN, "---\nаudience: internal\n---\nx\n", write, 2}, /* a Russian а */
        {RECORD_MARKDOWN, "---\naudiences: [internal]\n---\nx\n", write, 2},
        {RECORD_MARKDOWN, "---\naudienc:\n---\nx\n", write, 2},
        {RECORD_MARKDOWN, "---\nаудитория: сотрудники\n---\nx\n", write, 2},
        {RECORD_MARKDOWN, "---\nvisibility: private\n---\nx\n", write, 2},
        {RECORD_MARKDOWN, "---\ninternal: true\n---\nx\n", write, 2},
        {RECORD_MARKDOWN, "---\npublished: false\n---\nx\n", draft, 2},
        {RECORD_MARKDOWN, "---\ndarft: yes\n---\nx\n", draft, 2},
        {RECORD_MARKDOWN, "---\nparams:\n  audience: internal\n---\nx\n", "'params.audience", 2},
    };
    struct fixture *f = *state;
    struct article a;

    REFUSED(f, slips);
    assert_false(read(f, RECORD_JSON, "{\"id\":\"x\",\"body\":\"x\",\"audiance\":\"staff\"}", &a));
    assert_says(f, write);
    assert_false(
        read(f, RECORD_JSON, "{\"id\":\"x\",\"body\":\"---\\naudience: internal\\n---\\nx\"}", &a));
    assert_says(f, "beside the body");
}

static void what_is_said_twice_or_lost_is_refused(void **state)
{
    static const char twice[] = "'audience' is given twice", lost[] = "does not begin where";
    static const struct slip slips[] = {
        {RECORD_MARKDOWN, "---\nAudience: internal\naudience: public\n---\nx\n", twice, 2},
        {RECORD_MARKDOWN, "---\naudience: staff, partner\n---\nx\n", "takes one word", 2},
        {RECORD_MARKDOWN, "---\n title: T\naudience: internal\n---\nx\n", lost, 3},
        {RECORD_MARKDOWN, "---\n{title: T}\naudience: internal\n---\nx\n", lost, 3},
    };
    struct fixture *f = *state;

    REFUSED(f, slips);
}

static void the_head_of_a_page_is_read_as_it_was_meant_or_refused(void **state)
{
    static const char write[] = "write <meta name=\"kladez:audience\" content=\"internal\">";
    static const struct slip slips[] = {
        {RECORD_HTML, "<head>\n<meta name=\"audience\" content=\"internal\"></head><p>x", write, 2},
        {RECORD_HTML, "<head>\n<meta name=\"kladez:audiense\" content=\"staff\"></head><p>x",
         "'audience: internal'", 2},
        {RECORD_HTML, "<head><meta name=\"kladez-audience\" content=\"staff\"></head><p>x",
         "'audience: internal'", 1},
        {RECORD_HTML, "<head>\n\n<meta name=\"kladez:audience\" value=\"staff\"></head><p>x",
         "takes one word", 3},
    };
    static const char *const understood[] = {
        "<head><title>T</title></head><body><meta name=\"kladez:audience\" content=\"staff\"><p>x",
        "<head><meta property=\"Kladez:audience\" content=\"staff\"></head><p>x",
    };
    struct fixture *f = *state;
    struct article a;

    REFUSED(f, slips);
    for (size_t i = 0; i < sizeof understood / sizeof *understood; i++) {
        assert_ok(f, read(f, RECORD_HTML, understood[i], &a));
        assert_slice(a.audience, "staff");
    }
    assert_ok(
        f, read(f, RECORD_HTML, "<head><meta name=\"audience\" content=\"all\"></head><p>x", &a));
    assert_slice(a.audience, "public");
}

static void what_is_public_by_its_own_word_is_published(void **state)
{
    static const char *const texts[] = {
        "---\naudience: public\nhidden: true\n---\nAudience: beginners\n\nx\n",
        "---\ndraft: false\nstatus: draft\n---\nx\n",
        "---\naudiences: everyone\nstatus: published\npublic: true\n---\nx\n",
        "The audience: internal and external.\n",
        "# T\n\nNote: audience: internal is how it is written.\n",
        "----\n\nText between lines.\n\n----\n",
    };
    struct fixture *f = *state;
    struct article a;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_ok(f, read(f, RECORD_MARKDOWN, texts[i], &a));
        assert_slice(a.audience, "public");
    }
}

static void a_slip_in_another_field_is_warned_of(void **state)
{
    static const struct {
        const char *text, *says;
        unsigned line;
    } slips[] = {
        {"---\nbot: false\ntitel: T\n---\nx\n", "did you mean 'title'", 3},
        {"---\nlanguage: en\n---\nx\n", "did you mean 'lang'", 2},
        {"title: T\ncategory: C\n\nx\n", "'title' is taken for text", 1},
        {"----\nTags: [a]\n----\nx\n", "line 1 is not one", 2},
    };
    struct fixture *f = *state;
    struct article a;

    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        assert_ok(f, read(f, RECORD_MARKDOWN, slips[i].text, &a));
        assert_int_equal(report.warnings, 1);
        assert_non_null(strstr(report.first->text, slips[i].says));
        assert_int_equal(report.first->line, slips[i].line);
    }
    assert_ok(f, read(f, RECORD_MARKDOWN, "Title: what a heading is.\n\nNote: x\n", &a));
    assert_int_equal(report.warnings, 0);
}

static void a_name_with_a_slip_is_near_and_another_is_not(void **state)
{
    const char *best = NULL;

    (void)state;
    assert_int_equal(nearest_edits(SLICE("lsiten"), SLICE("listen")), 1);
    assert_int_equal(nearest_edits(SLICE("Аудит"), SLICE("Аудио")), 1);
    assert_true(nearest_meant(SLICE("Audiense"), SLICE("audience")));
    assert_false(nearest_meant(SLICE("it"), SLICE("id")));
    assert_false(nearest_meant(SLICE("deaf"), SLICE("draft")));
    nearest_offer(SLICE("tille"), "tile", &best);
    nearest_offer(SLICE("tille"), "table", &best);
    assert_string_equal(best, "tile");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fields_without_the_lines_around_them_are_refused),
        TEST(fields_that_are_nearly_ours_are_refused),
        TEST(what_is_said_twice_or_lost_is_refused),
        TEST(the_head_of_a_page_is_read_as_it_was_meant_or_refused),
        TEST(what_is_public_by_its_own_word_is_published),
        TEST(a_slip_in_another_field_is_warned_of),
        TEST(a_name_with_a_slip_is_near_and_another_is_not),
    };

    return cmocka_run_group_tests_name("privacy", tests, NULL, NULL);
}
