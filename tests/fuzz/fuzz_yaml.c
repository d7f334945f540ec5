/* fuzz_yaml.c - base/yaml, and the front matter it stands in. */
#include <string.h>

#include "base/yaml.h"
#include "indexer/markdown.h"
#include "tests/fuzz/driver.h"

enum { first_line = 100 };

static const struct slice seeds[] = {
    FUZZ_SEED("title: Как оплатить\ntags: [оплата, \"карта: МИР\"]\nquestions:\n  - Где чек?\n"
              "  - 'It''s late'\nupdatedAt: 2026-11-21\nbot: false\nempty:\nnone: ~\n"),
    FUZZ_SEED("a:\n  b:\n    c:\n      - {d: e, f: [g, h]}\ntext: |\n  line\n  line\nfold: >-\n  "
              "x\n  y\n"),
    FUZZ_SEED("---\ntitle: x # comment\n---\n# Heading\n\nText.\n"),
    FUZZ_SEED("---\r\ntitle: \"q\\u0416\\n\"\r\n---\r\nText\r\n"),
};

static const char *const tokens[] = {
    "---\n",
    "...\n",
    ": ",
    "- ",
    "\n  ",
    "\n\t",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "!!binary ",
    "|",
    ">",
    "|9\n",
    "? ",
    "# ",
    "'",
    "\"",
    "%YAML 1.2\n",
    "~",
    "null",
    "a: ",
    "\\x00",
    "\"\\0\"",
    "\xC2\x85",
    "title: x\ntitle: y\n",
    NULL,
};

static unsigned lines(struct slice text)
{
    unsigned n = 1;

    for (size_t i = 0; i < text.len; i++) /* libyaml also counts CR, NEL and U+2028/2029 */
        n += text.ptr[i] == '\n' || text.ptr[i] == '\r' || text.ptr[i] == '\x85' ||
             text.ptr[i] == '\xA8' || text.ptr[i] == '\xA9';
    return n;
}

static void check_value(const struct json *v, int depth)
{
    enum json_kind kind = json_kind(v);

    CHECK(depth <= 8);
    CHECK(kind == JSON_NULL || kind == JSON_TEXT || kind == JSON_ARRAY || kind == JSON_OBJECT);
    CHECK(fuzz_is_utf8(json_text(v)));
    for (const struct json *i = json_first(v); i; i = json_next(i)) {
        CHECK(kind != JSON_OBJECT || json_name(i).len < 128);
        check_value(i, depth + 1);
    }
}

static void check_yaml(struct arena *job, struct slice text)
{
    const struct json *v = NULL, *again;
    struct err err = {0};

    if (!yaml_parse(job, text, first_line, &v, &err)) {
        CHECK(v == NULL && err.code == ERR_INPUT && err.text[0] &&
              fuzz_is_utf8(slice_of(err.text)));
        CHECK(err.line >= first_line && err.line <= first_line + lines(text));
        return;
    }
    CHECK(json_kind(v) == JSON_OBJECT);
    check_value(v, 0);
    CHECK(json_parse(job, json_print(job, v), &again, &err));
}

static unsigned line_at(struct slice text, const char *at)
{
    unsigned line = 1;

    for (const char *c = text.ptr; c < at; c++)
        line += *c == '\n';
    return line;
}

static void check_front(struct slice text)
{
    struct front front;
    struct slice body;
    struct err err;
    unsigned line;

    if (!markdown_front(text, &front, &body, &line, &err)) {
        CHECK(err.text[0]);
        return;
    }
    CHECK(fuzz_is_within(front.text, text) && fuzz_is_within(body, text));
    CHECK(body.ptr + body.len == text.ptr + text.len || body.len == 0);
    CHECK(body.len == 0 || line == line_at(text, body.ptr));
    CHECK(front.text.len == 0 || front.line == line_at(text, front.text.ptr));
}

static void one(struct arena *job, struct slice input)
{
    check_yaml(job, input);
    check_front(input);
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_yaml",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 3000,
    .cost = 1,
    .round = one,
};
