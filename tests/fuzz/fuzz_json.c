/*
 * fuzz_json.c - base/json takes what RFC 8259 allows and nothing else.
 *
 * The grammar is written down here once more, as short as it can be, and both must agree
 * on every input.
 */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "tests/fuzz/driver.h"

enum { depth_most = 1000 }; /* cJSON's own limit */

static const struct slice seeds[] = {
    FUZZ_SEED(
        "{\"id\": \"a/b\", \"n\": [0, -1, 2.5, 1e3, 1E-2], \"t\": true, \"z\": null, \"o\": {}}"),
    FUZZ_SEED("[\"\\u0416\\ud83d\\ude00\\n\\\"\\\\\\/\", \"ёж\", [], [[]], false]"),
    FUZZ_SEED("  {\n\"a\" : [ {\"b\":\t{\"c\":\"d\"} } ],\r\n \"a\":1 } \n"),
    FUZZ_SEED("-0.125e+10"),
};

static const char *const tokens[] = {
    "{",     "}",       "[",       "]",       ":",     ",",       "\"",   "\\",
    "\\u",   "\\u0000", "\\ud800", "\\udc00", "\\u12", "\\x",     "null", "true",
    "false", "NaN",     "01",      "1.",      "-",     ".5",      "1e",   "1e400",
    "+1",    "\"a\":",  "[[[[",    "/**/",    "\x0B",  "{\"a\":", NULL,
};

/* ---- the grammar ---- */

struct text {
    const unsigned char *at, *end;
    int depth;
    bool odd; /* something the grammar allows and Kladez, or cJSON, need not */
};

static void skip_blank(struct text *t)
{
    while (t->at < t->end && (*t->at == ' ' || *t->at == '\t' || *t->at == '\n' || *t->at == '\r'))
        t->at++;
}

static bool take(struct text *t, char c)
{
    if (t->at == t->end || *t->at != (unsigned char)c)
        return false;
    t->at++;
    return true;
}

static bool take_word(struct text *t, const char *word)
{
    size_t len = strlen(word);

    if ((size_t)(t->end - t->at) < len || memcmp(t->at, word, len) != 0)
        return false;
    t->at += len;
    return true;
}

static bool take_digits(struct text *t)
{
    const unsigned char *from = t->at;

    while (t->at < t->end && *t->at >= '0' && *t->at <= '9')
        t->at++;
    return t->at > from;
}

static bool take_number(struct text *t)
{
    const unsigned char *from = t->at;

    take(t, '-');
    if (!take(t, '0') && !take_digits(t))
        return false;
    if (take(t, '.') && !take_digits(t))
        return false;
    if (t->at < t->end && (*t->at == 'e' || *t->at == 'E')) {
        t->at++;
        if (!take(t, '+'))
            take(t, '-');
        if (!take_digits(t))
            return false;
        t->odd = true; /* may be too large */
    }
    t->odd |= t->at - from >= 63; /* cJSON reads no longer ones */
    return true;
}

static bool take_hex(struct text *t, unsigned *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++) {
        const char *digit =
            t->at < t->end && *t->at ? strchr("0123456789abcdef0123456789ABCDEF", *t->at) : NULL;

        if (!digit)
            return false;
        *out = *out * 16 + (unsigned)((digit - "0123456789abcdef0123456789ABCDEF") % 16);
        t->at++;
    }
    return true;
}

static bool take_string(struct text *t)
{
    unsigned code;

    if (!take(t, '"'))
        return false;
    while (t->at < t->end && *t->at != '"') {
        if (*t->at < 0x20)
            return false;
        if (*t->at++ != '\\')
            continue;
        if (t->at == t->end)
            return false;
        if (*t->at == 'u') {
            t->at++;
            if (!take_hex(t, &code))
                return false;
            t->odd |= code == 0 || (code >= 0xD800 && code < 0xE000);
        } else if (!*t->at || !strchr("\"\\/bfnrt", *t->at++)) {
            return false;
        }
    }
    return take(t, '"');
}

static bool take_value(struct text *t);

static bool take_members(struct text *t, char end, bool named)
{
    skip_blank(t);
    if (take(t, end))
        return true;
    do {
        skip_blank(t);
        if (named && !take_string(t))
            return false;
        skip_blank(t);
        if (named && !take(t, ':'))
            return false;
        if (!take_value(t))
            return false;
        skip_blank(t);
    } while (take(t, ','));
    return take(t, end);
}

static bool take_value(struct text *t)
{
    bool ok;

    if (++t->depth > depth_most - 2)
        t->odd = true;
    skip_blank(t);
    ok = take(t, '{')   ? take_members(t, '}', true)
         : take(t, '[') ? take_members(t, ']', false)
                        : take_word(t, "null") || take_word(t, "true") || take_word(t, "false") ||
                              (t->at < t->end && *t->at == '"' ? take_string(t) : take_number(t));
    t->depth--;
    return ok;
}

static bool is_json(struct slice input, bool *odd)
{
    struct text t = {(const unsigned char *)input.ptr, (const unsigned char *)input.ptr + input.len,
                     0, false};
    bool ok;

    take_word(&t, "\xEF\xBB\xBF"); /* may be passed over, section 8.1 */
    ok = fuzz_is_utf8(input) && take_value(&t);

    skip_blank(&t);
    *odd = t.odd;
    return ok && t.at == t.end;
}

/* ---- properties ---- */

static unsigned lines(struct slice text)
{
    unsigned n = 1;

    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    return n;
}

static void check_value(struct arena *job, const struct json *v, int depth)
{
    size_t n = 0;
    uint64_t count;

    CHECK(depth <= depth_most);
    CHECK(json_kind(v) > JSON_NONE && json_kind(v) <= JSON_OBJECT);
    CHECK(isfinite(json_number(v)));
    CHECK(fuzz_is_utf8(json_text(v)));
    CHECK(!json_count(v, &count) || (double)count == json_number(v));
    for (const struct json *i = json_first(v); i; i = json_next(i), n++) {
        check_value(job, i, depth + 1);
        if (json_kind(v) == JSON_OBJECT && slice_find(json_name(i), 0) == json_name(i).len)
            CHECK(json_member(v, slice_cstr(job, json_name(i))) != NULL);
    }
    CHECK(json_size(v) == n);
}

static void one(struct arena *job, struct slice input)
{
    const struct json *v = NULL, *again;
    struct err err = {0};
    bool odd, valid = is_json(input, &odd), ok = json_parse(job, input, &v, &err);
    struct slice text;

    CHECK(ok == valid || odd);
    CHECK(!ok || valid);
    if (!ok) {
        CHECK(v == NULL && err.code == ERR_INPUT && err.text[0]);
        CHECK(err.line >= 1 && err.line <= lines(input));
        return;
    }
    check_value(job, v, 0);
    text = json_print(job, v);
    CHECK(slice_find(text, '\n') == text.len && fuzz_is_utf8(text));
    CHECK(json_parse(job, text, &again, &err));
    CHECK(slice_eq(json_print(job, again), text));
}

struct fuzz_target fuzz_target = {
    .name = "fuzz_json",
    .seeds = seeds,
    .seed_count = FUZZ_COUNT(seeds),
    .tokens = tokens,
    .max = 4000,
    .cost = 1,
    .round = one,
};
