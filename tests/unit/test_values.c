/* test_values.c - what is read strictly: options, JSON, YAML. */
#include "tests/unit/test.h"

#include "base/conf.h"
#include "base/json.h"
#include "base/yaml.h"

/* ---- options ---- */

struct example {
    const char *text, *config;
    uint64_t count;
    bool flag;
    struct conf_list list;
};

static const struct conf_option example[] = {
    {"text", CONF_TEXT, offsetof(struct example, text), "standard", 0, 0, "a text"},
    {"config", CONF_TEXT, offsetof(struct example, config), NULL, 0, 0, "a file"},
    {"count", CONF_COUNT, offsetof(struct example, count), "3", 1, 10, "a number"},
    {"flag", CONF_BOOL, offsetof(struct example, flag), "false", 0, 0, "yes or no"},
    {"list", CONF_LIST, offsetof(struct example, list), NULL, 0, 0, "several"},
    {0},
};

static const struct conf_option other[] = {{"other", CONF_COUNT, 0, "1", 0, 1, "another's"}, {0}};

static const struct conf_option *const tables[] = {example, other, NULL};

static bool load(struct fixture *f, struct example *e, struct conf_list *words, int argc,
                 const char *const *argv)
{
    *e = (struct example){0};
    return conf_load(f->job, example, tables, argc, (char **)(uintptr_t)argv, e, words, &f->err);
}

static void options_have_strengths(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/conf.yaml", f->folder);
    const char *args[] = {"--config", path, "--list", "x,y", "word", "--list=z", "--", "--flag"};
    struct conf_list words;
    struct example e;

    assert_ok(
        f, file_replace(path, SLICE("text: file\ncount: 5\nlist: [q]\nother: 1\n"), 0600, &f->err));
    assert_ok(f, load(f, &e, &words, 0, args));
    assert_string_equal(e.text, "standard");
    assert_int_equal(e.count, 3);
    setenv("KLADEZ_COUNT", "7", 1);
    assert_ok(f, load(f, &e, &words, 8, args));
    unsetenv("KLADEZ_COUNT");
    assert_string_equal(e.text, "file");
    assert_int_equal(e.count, 7);
    assert_int_equal(e.list.count, 3);
    assert_string_equal(e.list.items[2], "z");
    assert_false(e.flag);
    assert_int_equal(words.count, 2);
    assert_string_equal(words.items[1], "--flag");
}

static void wrong_options_are_refused_with_what_they_take(void **state)
{
    struct fixture *f = *state;
    const char *unknown[] = {"--colour"}, *large[] = {"--count", "11"}, *none[] = {"--text"},
               *truth[] = {"--flag=maybe"};
    struct conf_list words;
    struct example e;

    assert_false(load(f, &e, &words, 1, unknown));
    assert_says(f, "no option --colour");
    assert_false(load(f, &e, &words, 2, large));
    assert_says(f, "from 1 to 10, not '11'");
    assert_false(load(f, &e, &words, 1, none));
    assert_says(f, "--text needs a value");
    assert_false(load(f, &e, &words, 1, truth));
    assert_says(f, "true or false");
}

static void an_option_of_nobody_in_the_file_is_refused_at_its_line(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(f->job, "%s/conf.yaml", f->folder);
    const char *args[] = {"--config", path}, *misspelt[] = {"--colour", "--cuont=3"};
    struct conf_list words;
    struct example e;

    assert_ok(f, file_replace(path, SLICE("text: file\n# ours\ncuont: 5\n"), 0600, &f->err));
    assert_false(load(f, &e, &words, 2, args));
    assert_says(f, "conf.yaml:3: no command has an option 'cuont': did you mean 'count'?");
    assert_ok(f, file_replace(path, SLICE("colour: red\n"), 0600, &f->err));
    assert_false(load(f, &e, &words, 2, args));
    assert_says(f, "conf.yaml:1: no command has an option 'colour'; ");
    assert_false(load(f, &e, &words, 1, misspelt + 1));
    assert_says(f, "no option --cuont: did you mean --count?");
}

/* ---- JSON ---- */

static void json_goes_in_and_comes_out(void **state)
{
    struct fixture *f = *state;
    const struct json *v;
    uint64_t n;

    assert_ok(f, json_parse(f->job, SLICE("{\"a\":[1,\"ё\\n\",true,null],\"b\":{\"c\":-2.5e1}}"),
                            &v, &f->err));
    assert_int_equal(json_size(json_member(v, "a")), 4);
    assert_slice(json_text(json_next(json_first(json_member(v, "a")))), "ё\n");
    assert_true(json_number(json_member(json_member(v, "b"), "c")) == -25);
    assert_int_equal(json_kind(json_member(v, "none")), JSON_NONE);
    assert_slice(json_text(NULL), "");
    assert_false(json_count(json_member(json_member(v, "b"), "c"), &n));
    assert_slice(json_print(f->job, v), "{\"a\":[1,\"ё\\n\",true,null],\"b\":{\"c\":-25}}");
}

static void what_cjson_lets_pass_is_refused(void **state)
{
    static const char *const bad[] = {"{\"a\":1}x",
                                      "01",
                                      "-.5",
                                      "1.",
                                      "1e999",
                                      "[1,]",
                                      "{\"a\":\"\x01\"}",
                                      "\"a\nb\"",
                                      "\"\\u0000\"",
                                      "\"\xC0\xAF\"",
                                      "{'a':1}",
                                      "",
                                      "  ",
                                      "{\"a\" 1}",
                                      "\"open",
                                      "[1,\x0B 2]",
                                      "\"\\u12 4\"",
                                      "\"\\uD83d: [\""};
    struct fixture *f = *state;
    const struct json *v;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (json_parse(f->job, slice_of(bad[i]), &v, &f->err))
            fail_msg("'%s' was read", bad[i]);
    assert_false(json_parse(f->job, SLICE("{\n\"a\":1,\n\"b\":x}"), &v, &f->err));
    assert_int_equal(f->err.line, 3);
}

static void deep_json_is_refused_not_fatal(void **state)
{
    struct fixture *f = *state;
    struct buf deep = buf_new(f->job, 1 << 20);
    const struct json *v;

    for (int i = 0; i < 100000; i++)
        buf_char(&deep, '[');
    assert_false(json_parse(f->job, buf_slice(&deep), &v, &f->err));
}

/* ---- YAML ---- */

static void yaml_becomes_json(void **state)
{
    struct fixture *f = *state;
    const struct json *v;

    assert_ok(f, yaml_parse(f->job,
                            SLICE("title: \"Оплата: картой\"\ntags: [a, b]\nempty:\nquestions:\n"
                                  "  - Как?\n  - 'Где?'\nnested:\n  x: 1\n"),
                            2, &v, &f->err));
    assert_slice(json_print(f->job, v),
                 "{\"title\":\"Оплата: картой\",\"tags\":[\"a\",\"b\"],\"empty\":null,"
                 "\"questions\":[\"Как?\",\"Где?\"],\"nested\":{\"x\":\"1\"}}");
    assert_ok(f, yaml_parse(f->job, SLICE(""), 1, &v, &f->err));
    assert_int_equal(json_size(v), 0);
}

static void broken_yaml_names_its_line(void **state)
{
    struct fixture *f = *state;
    const struct json *v;

    assert_false(yaml_parse(f->job, SLICE("a: 1\nb: [1, 2\nc: 3\n"), 2, &v, &f->err));
    assert_true(f->err.line >= 3);
    assert_false(yaml_parse(f->job, SLICE("a: 1\na: 2\n"), 2, &v, &f->err));
    assert_says(f, "'a' is given twice");
    assert_int_equal(f->err.line, 3);
    assert_false(yaml_parse(f->job, SLICE("a: &x 1\nb: *x\n"), 2, &v, &f->err));
    assert_says(f, "aliases");
    assert_false(yaml_parse(f->job, SLICE("just text\n"), 2, &v, &f->err));
    assert_false(yaml_parse(f->job, SLICE("a: [[[[[[[[[[1]]]]]]]]]]\n"), 2, &v, &f->err));
    assert_says(f, "levels");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(options_have_strengths),
        TEST(wrong_options_are_refused_with_what_they_take),
        TEST(an_option_of_nobody_in_the_file_is_refused_at_its_line),
        TEST(json_goes_in_and_comes_out),
        TEST(what_cjson_lets_pass_is_refused),
        TEST(deep_json_is_refused_not_fatal),
        TEST(yaml_becomes_json),
        TEST(broken_yaml_names_its_line),
    };

    return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
