/* test_read.c - articles from files. */
#include "tests/unit/reading.h"

#include "engine/show/render.h"

static void the_same_article_reads_the_same_in_every_format(void **state)
{
    static const char md[] = "---\ntitle: T\nlang: en\n---\nOne *two*.\n\n## H\n\n- a\n- b\n";
    static const char html[] =
        "<html lang=\"en\"><head><title>T</title></head><body><main>"
        "<p>One <em>two</em>.</p><h2>H</h2><ul><li>a</li><li><p>b</p></li></ul>"
        "</main><footer>no</footer></body></html>";
    static const char json[] = "{\"id\":\"x\",\"title\":\"T\",\"lang\":\"en\","
                               "\"body\":\"One *two*.\\n\\n## H\\n\\n- a\\n- b\\n\"}";
    static const char json_html[] = "{\"id\":\"x\",\"title\":\"T\",\"lang\":\"en\","
                                    "\"body\":\"<p>One <em>two</em>.</p><h2>H</h2><ul><li>a</li>"
                                    "<li>b</li></ul>\"}";
    struct fixture *f = *state;
    struct article a, b, c, d;
    struct slice first;

    assert_ok(f, read(f, RECORD_MARKDOWN, md, &a));
    assert_ok(f, read(f, RECORD_HTML, html, &b));
    assert_ok(f, read(f, RECORD_JSON, json, &c));
    assert_ok(f, read(f, RECORD_JSON, json_html, &d));
    first = article_print(f->job, &a);
    assert_true(slice_eq(first, article_print(f->job, &b)));
    assert_true(slice_eq(first, article_print(f->job, &c)));
    assert_true(slice_eq(first, article_print(f->job, &d)));
}

static void a_stored_article_reads_back_as_it_was(void **state)
{
    struct fixture *f = *state;
    struct article a, b;
    struct slice record;

    assert_ok(f, read(f, RECORD_MARKDOWN, markdown, &a));
    record = article_print(f->job, &a);
    assert_ok(f, article_parse(f->job, record, &b, &f->err));
    assert_true(slice_eq(record, article_print(f->job, &b)));
    assert_string_equal(slice_cstr(f->job, render_html(f->job, &a, NULL)),
                        slice_cstr(f->job, render_html(f->job, &b, NULL)));
    for (size_t len = 0; len < record.len; len++) {
        assert_false(article_parse(f->job, (struct slice){record.ptr, len}, &b, &f->err));
        assert_says(f, "damaged");
    }
}

static bool keeps_blocks(struct fixture *f, uint32_t first, uint32_t second)
{
    const struct block blocks[] = {{.start = first}, {.start = second}};
    struct section s = {.text = SLICE("abcdef"), .blocks = blocks, .block_count = 2};
    struct article a = {.id = SLICE("x"), .sections = &s, .section_count = 1}, b;

    return article_parse(f->job, article_print(f->job, &a), &b, &f->err);
}

static void blocks_of_a_record_stand_in_their_text_and_in_order(void **state)
{
    struct fixture *f = *state;

    assert_true(keeps_blocks(f, 0, 6));
    assert_false(keeps_blocks(f, 0, 7));
    assert_false(keeps_blocks(f, 4, 1));
    assert_says(f, "damaged");
}

/* Each of these once left a record that could not be read, and with it no index at all. */
static void odd_html_leaves_a_record_that_can_be_read(void **state)
{
    static const char html[] =
        "<p>x <img src=\"/i.\n\tpng\" alt=\"two\nlines\"> <a href=\"/a\nb\">y</a></p>"
        "<p>a <i> <i> <i> </i></i></i></p><p><b>b</b><p>c";
    struct fixture *f = *state;
    struct buf longest = buf_new(f->job, 10000);
    struct article a, b;

    buf_text(&longest, "<p>x</p><h2>x");
    assert_ok(f, read(f, RECORD_HTML, html, &a));
    assert_ok(f, article_parse(f->job, article_print(f->job, &a), &b, &f->err));
    assert_string_equal(slice_cstr(f->job, render_html(f->job, &b, NULL)),
                        "<p>x <img loading=\"lazy\" src=\"/i.png\" alt=\"two lines\"> "
                        "<a href=\"/ab\">y</a></p><p>a</p><p><strong>b</strong></p>"
                        "<p>c</p>");
    for (size_t i = 0; i < 1500; i++)
        buf_text(&longest, "ё");
    assert_ok(f, read(f, RECORD_HTML, buf_slice(&longest).ptr, &a));
    assert_ok(f, article_parse(f->job, article_print(f->job, &a), &b, &f->err));
    assert_ok(f, read(f, RECORD_MARKDOWN, "x &#x10FFFF;&#x00FFFF; y\n", &a));
    assert_ok(f, article_parse(f->job, article_print(f->job, &a), &b, &f->err));
}

static void what_is_missing_is_found_elsewhere(void **state)
{
    struct fixture *f = *state;
    struct article a;

    assert_ok(f, read(f, RECORD_MARKDOWN, "# Заголовок\n\nТекст.\n", &a));
    assert_slice(a.title, "Заголовок");
    assert_int_equal(a.section_count, 1);
    assert_ok(f, read(f, RECORD_MARKDOWN, "Just text.\n", &a));
    assert_slice(a.title, "x");
    assert_int_equal(a.lang, LANGUAGE_EN);
    assert_ok(f, read(f, RECORD_JSON,
                      "{\"id\":7,\"title\":\"T\",\"body\":\"\",\"questions\":[\"Q?\"]}", &a));
    assert_slice(a.id, "7");
    assert_false(read(f, RECORD_JSON, "{\"id\":\"a/\",\"body\":\"x\"}", &a));
    assert_says(f, "cannot stand in an address");
}

static void two_headings_of_one_name_have_two_anchors(void **state)
{
    struct fixture *f = *state;
    struct article a;

    assert_ok(f, read(f, RECORD_MARKDOWN, "---\ntitle: T\n---\n## Да!\nx\n\n## Да?\ny\n", &a));
    assert_slice(a.sections[0].anchor, "да");
    assert_slice(a.sections[1].anchor, "да-2");
}

static void a_refused_article_says_why_and_where(void **state)
{
    static const struct {
        enum record_kind kind;
        const char *text, *says;
        unsigned line;
    } bad[] = {
        {RECORD_MARKDOWN, "---\ntitle: x\n", "no closing ---", 1},
        {RECORD_MARKDOWN, "---\ntitle: x\ntags: [a\n---\nt\n", "not valid YAML", 0},
        {RECORD_MARKDOWN, "---\ntitle: x\n---\n", "is empty", 0},
        {RECORD_MARKDOWN, "ok\n\xC3\x28 bad\n", "not valid UTF-8", 2},
        {RECORD_MARKDOWN, "\xFF\xFEh", "UTF-16", 0},
        {RECORD_JSON, "{\"title\":\"x\"", "not valid JSON", 0},
        {RECORD_JSON, "[1]", "must be an object", 0},
        {RECORD_JSON, "{\"id\":\"x\",\"body\":5}", "'body' must be a text", 0},
    };
    struct fixture *f = *state;
    struct article a;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (read(f, bad[i].kind, bad[i].text, &a))
            fail_msg("'%s' was read", bad[i].text);
        assert_says(f, bad[i].says);
        if (bad[i].line)
            assert_int_equal(f->err.line, bad[i].line);
    }
}

static void odd_fields_are_warned_of_and_the_article_kept(void **state)
{
    struct fixture *f = *state;
    struct article a;

    assert_ok(
        f, read(f, RECORD_MARKDOWN,
                "---\ntitle: T\nupdatedAt: soon\npopularity: 7\nlang: de\nbot: perhaps\n---\nx\n",
                &a));
    assert_int_equal(report.warnings, 4);
    assert_int_equal(report.refused, 0);
    assert_true(a.bot);
}

/* ---- records ---- */

struct taken {
    struct arena *job;
    int records, refused;
    unsigned line; /* of the last one */
    char first[200];
};

static void take(void *self, struct slice raw, unsigned line)
{
    struct taken *t = self;

    t->line = line;
    if (t->records++ == 0)
        memcpy(t->first, slice_cstr(t->job, raw), raw.len + 1);
}

static void refuse(void *self, const struct err *err)
{
    (void)err;
    ((struct taken *)self)->refused++;
}

static void records_are_cut_from_files_of_many(void **state)
{
    struct fixture *f = *state;
    struct taken t = {.job = f->job};
    struct record_taker taker = {take, refuse, &t};
    const char *path = arena_printf(f->job, "%s/x", f->folder);

    assert_ok(f, file_replace(path, SLICE("{\"a\":1}\n\n{\"b\":2}\r\n{\"c\":3}"), 0600, &f->err));
    assert_ok(f, read_jsonl(path, &taker, &f->err));
    assert_int_equal(t.records, 3);
    t = (struct taken){.job = f->job};
    assert_ok(f, file_replace(path, SLICE("[{\"a\":1},{\"b\":2}]"), 0600, &f->err));
    assert_ok(f, read_json(path, &taker, &f->err));
    assert_int_equal(t.records, 2);
    t = (struct taken){.job = f->job};
    assert_ok(f,
              file_replace(path,
                           SLICE("id;title;tags;body\n1;\"a \"\"q\"\"\";\"x\ny\";\"long\ntext\"\n"
                                 "2;b;;c\n3;too;many;cells;here\n"),
                           0600, &f->err));
    assert_ok(f, read_csv(path, &taker, &f->err));
    assert_int_equal(t.records, 2);
    assert_int_equal(t.refused, 1);
    assert_string_equal(t.first, "{\"id\":\"1\",\"title\":\"a \\\"q\\\"\",\"tags\":[\"x\",\"y\"],"
                                 "\"body\":\"long\\ntext\"}");
}

static void a_record_of_json_knows_its_line(void **state)
{
    static const struct {
        const char *text;
        int records;
        unsigned last;
    } files[] = {
        {"\n\n{\"id\": 1}", 1, 3},
        {"[\n {\"a\": [1,\n2]},\n {\"b\": \"[,]\\\"\"}\n,\n {\"c\": {}}]", 3, 6},
        {"[1, 2,\n\"x\"]", 3, 2},
        {"{\"x\": [1,\n2], \"y\": \"articles\", \"z\": [3],\n\"articles\":\n[{}, {},\n{}]}", 3, 5},
        {"[\n]", 0, 0},
    };
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/x", f->folder);

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct taken t = {.job = f->job};
        struct record_taker taker = {take, refuse, &t};

        assert_ok(f, file_replace(path, slice_of(files[i].text), 0600, &f->err));
        assert_ok(f, read_json(path, &taker, &f->err));
        assert_int_equal(t.records, files[i].records);
        assert_int_equal(t.line, files[i].last);
    }
}

static void a_table_that_cannot_be_read_is_refused_at_its_row(void **state)
{
    static const struct {
        const char *text, *says;
        int records;
        unsigned line;
    } files[] = {
        {"id,title,body\n1,T,x\n2,T,\"y\n3,T,z\n", "never closed", 1, 3},
        {"Ид,Название\n1,T\n2,T\n", "the first row must name the fields, id among them", 0, 1},
        {"id\ttitle\n1\tT\n", "parted by commas or semicolons", 0, 1},
        {"", "the first row", 0, 1},
    };
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/x", f->folder);

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct taken t = {.job = f->job};
        struct record_taker taker = {take, refuse, &t};

        assert_ok(f, file_replace(path, slice_of(files[i].text), 0600, &f->err));
        assert_false(read_csv(path, &taker, &f->err));
        assert_says(f, files[i].says);
        assert_int_equal(f->err.line, files[i].line);
        assert_int_equal(t.records + t.refused, files[i].records);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_article_reads_the_same_in_every_format),
        TEST(a_stored_article_reads_back_as_it_was),
        TEST(blocks_of_a_record_stand_in_their_text_and_in_order),
        TEST(odd_html_leaves_a_record_that_can_be_read),
        TEST(what_is_missing_is_found_elsewhere),
        TEST(two_headings_of_one_name_have_two_anchors),
        TEST(a_refused_article_says_why_and_where),
        TEST(odd_fields_are_warned_of_and_the_article_kept),
        TEST(records_are_cut_from_files_of_many),
        TEST(a_record_of_json_knows_its_line),
        TEST(a_table_that_cannot_be_read_is_refused_at_its_row),
    };

    return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
