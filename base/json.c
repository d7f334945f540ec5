/* json.c - see json.h. The only user of cJSON. */
#include "base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/clock.h"
#include "base/utf8.h"

static cJSON *node(const struct json *v)
{
    return (cJSON *)(uintptr_t)v;
}

static struct json *value(cJSON *n)
{
    return (struct json *)n;
}

static void delete_tree(void *what)
{
    cJSON_Delete(what);
}

static unsigned line_at(struct slice text, size_t at)
{
    unsigned line = 1;

    for (size_t i = 0; i < at && i < text.len; i++)
        line += text.ptr[i] == '\n';
    return line;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* cJSON reads \u and anything but four hexadecimal digits as \u0000, which ends a text. */
static bool check_escape(struct slice text, size_t at, const char **why)
{
    if (text.len - at < 6 || text.ptr[at + 1] != 'u')
        return true; /* cJSON knows the others */
    for (size_t i = 2; i < 6; i++)
        if (!is_hex(text.ptr[at + i])) {
            *why = "\\u takes four hexadecimal digits";
            return false;
        }
    *why = "a text must not hold the character \\u0000";
    return memcmp(text.ptr + at, "\\u0000", 6) != 0;
}

/* Length of the string at `at`, quotes included; 0 if it is not one. */
static size_t check_string(struct slice text, size_t at, const char **why)
{
    for (size_t i = at + 1; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '"')
            return i + 1 - at;
        if (c < 0x20) {
            *why = "a control character in a text must be written as \\n, \\t or \\u00XX";
            return 0;
        }
        if (c == '\\' && !check_escape(text, i, why))
            return 0;
        if (c == '\\')
            i++;
    }
    *why = "a text has no closing quote";
    return 0;
}

static bool is_digit(struct slice text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* cJSON reads 01, 1. and -.5 as well; JSON has no such numbers. */
static size_t check_number(struct slice text, size_t at, const char **why)
{
    size_t i = at + (text.ptr[at] == '-');
    bool leading_zero = i < text.len && text.ptr[i] == '0';
    size_t first = i;

    *why = "not a number as JSON writes it";
    while (is_digit(text, i))
        i++;
    if (i == first || (leading_zero && i > first + 1))
        return 0;
    if (i < text.len && text.ptr[i] == '.') {
        if (!is_digit(text, ++i))
            return 0;
        while (is_digit(text, i))
            i++;
    }
    if (i < text.len && (text.ptr[i] == 'e' || text.ptr[i] == 'E')) {
        i++;
        if (i < text.len && (text.ptr[i] == '+' || text.ptr[i] == '-'))
            i++;
        if (!is_digit(text, i))
            return 0;
        while (is_digit(text, i))
            i++;
    }
    return i - at;
}

/* A character outside strings and numbers. cJSON takes any control character for a space. */
static size_t check_other(char c, const char **why)
{
    *why = "a control character";
    return (unsigned char)c >= 0x20 || c == '\n' || c == '\r' || c == '\t';
}

/* What cJSON would let pass. */
static bool check(struct slice text, struct err *err)
{
    const char *why = NULL;
    size_t bad = utf8_check(text);

    if (bad < text.len)
        return err_at(err, line_at(text, bad), "not valid UTF-8 at byte %zu", bad);
    for (size_t i = 0; i < text.len;) {
        char c = text.ptr[i];
        size_t len = c == '"'                        ? check_string(text, i, &why)
                     : c == '-' || is_digit(text, i) ? check_number(text, i, &why)
                                                     : check_other(c, &why);

        if (len == 0)
            return err_at(err, line_at(text, i), "not valid JSON: %s", why);
        i += len;
    }
    return true;
}

static bool all_finite(const cJSON *n)
{
    for (; n; n = n->next) {
        if (cJSON_IsNumber(n) && !isfinite(n->valuedouble))
            return false;
        if (!all_finite(n->child))
            return false;
    }
    return true;
}

bool json_parse(struct arena *job, struct slice text, const struct json **out, struct err *err)
{
    const char *end = NULL;
    struct slice copy;
    cJSON *root;

    if (!check(text, err))
        return false;
    copy = slice_copy(job, text); /* ends in the zero byte that cJSON wants to find */
    root = cJSON_ParseWithLengthOpts(copy.ptr, copy.len + 1, &end, true);
    if (!root) {
        size_t at = end ? (size_t)(end - copy.ptr) : 0;

        return err_at(err, line_at(text, at), "not valid JSON at byte %zu", at);
    }
    arena_defer(job, delete_tree, root);
    if (!all_finite(root))
        return err_at(err, 1, "not valid JSON: a number is too large");
    *out = value(root);
    return true;
}

enum json_kind json_kind(const struct json *v)
{
    const cJSON *n = node(v);

    if (!n)
        return JSON_NONE;
    return cJSON_IsNull(n)     ? JSON_NULL
           : cJSON_IsBool(n)   ? JSON_BOOL
           : cJSON_IsNumber(n) ? JSON_NUMBER
           : cJSON_IsString(n) ? JSON_TEXT
           : cJSON_IsArray(n)  ? JSON_ARRAY
                               : JSON_OBJECT;
}

const char *json_kind_name(enum json_kind kind)
{
    static const char *const names[] = {"nothing", "null",     "true or false", "a number",
                                        "a text",  "an array", "an object"};

    return names[kind];
}

const struct json *json_member(const struct json *object, const char *name)
{
    if (json_kind(object) != JSON_OBJECT)
        return NULL;
    return value(cJSON_GetObjectItemCaseSensitive(node(object), name));
}

const struct json *json_first(const struct json *parent)
{
    return parent ? value(node(parent)->child) : NULL;
}

const struct json *json_next(const struct json *v)
{
    return v ? value(node(v)->next) : NULL;
}

struct slice json_name(const struct json *v)
{
    return v ? slice_of(node(v)->string) : (struct slice){0};
}

size_t json_size(const struct json *v)
{
    size_t n = 0;

    for (const struct json *i = json_first(v); i; i = json_next(i))
        n++;
    return n;
}

struct slice json_text(const struct json *v)
{
    return json_kind(v) == JSON_TEXT ? slice_of(node(v)->valuestring) : SLICE("");
}

double json_number(const struct json *v)
{
    return json_kind(v) == JSON_NUMBER ? node(v)->valuedouble : 0;
}

bool json_bool(const struct json *v)
{
    return v && cJSON_IsTrue(node(v));
}

bool json_count(const struct json *v, uint64_t *out)
{
    double n = json_number(v);

    if (json_kind(v) != JSON_NUMBER || n < 0 || n > 9007199254740992.0 || n != floor(n))
        return false;
    *out = (uint64_t)n;
    return true;
}

static void *must(void *p)
{
    if (!p)
        abort(); /* cJSON ran out of memory */
    return p;
}

static struct json *root(struct arena *job, cJSON *n)
{
    arena_defer(job, delete_tree, must(n));
    return value(n);
}

struct json *json_object(struct arena *job)
{
    return root(job, cJSON_CreateObject());
}

struct json *json_array(struct arena *job)
{
    return root(job, cJSON_CreateArray());
}

static struct json *add(struct json *parent, const char *name, cJSON *n)
{
    must(n);
    if (name)
        cJSON_AddItemToObject(node(parent), name, n);
    else
        cJSON_AddItemToArray(node(parent), n);
    return value(n);
}

struct json *json_add_object(struct json *parent, const char *name)
{
    return add(parent, name, cJSON_CreateObject());
}

struct json *json_add_array(struct json *parent, const char *name)
{
    return add(parent, name, cJSON_CreateArray());
}

void json_add_text(struct json *parent, const char *name, struct slice text)
{
    cJSON *n = must(cJSON_CreateNull());

    n->valuestring = must(cJSON_malloc(text.len + 1));
    if (text.len)
        memcpy(n->valuestring, text.ptr, text.len);
    n->valuestring[text.len] = 0;
    n->type = cJSON_String;
    add(parent, name, n);
}

void json_add_number(struct json *parent, const char *name, double number)
{
    add(parent, name, cJSON_CreateNumber(number));
}

void json_add_ratio(struct json *parent, const char *name, double number)
{
    json_add_number(parent, name, round(number * 10000) / 10000);
}

void json_add_time(struct json *parent, const char *name, int64_t wall)
{
    char time[clock_text_size];

    if (wall == 0) {
        json_add_null(parent, name);
        return;
    }
    clock_print(wall, time);
    json_add_text(parent, name, slice_of(time));
}

void json_add_bool(struct json *parent, const char *name, bool truth)
{
    add(parent, name, cJSON_CreateBool(truth));
}

void json_add_null(struct json *parent, const char *name)
{
    add(parent, name, cJSON_CreateNull());
}

void json_add_copy(struct json *parent, const char *name, const struct json *v)
{
    add(parent, name, cJSON_Duplicate(node(v), true));
}

struct slice json_print(struct arena *job, const struct json *v)
{
    char *text = must(cJSON_PrintBuffered(node(v), 4096, false));

    arena_defer(job, cJSON_free, text);
    return slice_of(text);
}
