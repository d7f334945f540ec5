/* str.c - see str.h */
#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

bool slice_eq(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool slice_is(struct slice a, const char *text)
{
    return slice_eq(a, slice_of(text));
}

int slice_cmp(struct slice a, struct slice b)
{
    size_t both = a.len < b.len ? a.len : b.len;
    int order = both ? memcmp(a.ptr, b.ptr, both) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool slice_starts(struct slice s, const char *prefix)
{
    size_t len = strlen(prefix);

    return s.len >= len && memcmp(s.ptr, prefix, len) == 0;
}

bool slice_ends(struct slice s, const char *suffix)
{
    size_t len = strlen(suffix);

    return s.len >= len && memcmp(s.ptr + s.len - len, suffix, len) == 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

struct slice slice_trim(struct slice s)
{
    while (s.len && is_space(s.ptr[0]))
        s.ptr++, s.len--;
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

size_t slice_find(struct slice s, char c)
{
    const char *at = s.len ? memchr(s.ptr, c, s.len) : NULL;

    return at ? (size_t)(at - s.ptr) : s.len;
}

struct slice slice_cut(struct slice *rest, char separator)
{
    size_t at = slice_find(*rest, separator);
    struct slice head = {rest->ptr, at};

    if (at == rest->len)
        *rest = (struct slice){NULL, 0};
    else
        *rest = (struct slice){rest->ptr + at + 1, rest->len - at - 1};
    return head;
}

bool slice_to_count(struct slice s, uint64_t *out)
{
    uint64_t n = 0;

    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        uint64_t digit = (uint64_t)(unsigned char)s.ptr[i] - '0';

        if (digit > 9 || n > (UINT64_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *out = n;
    return true;
}

bool slice_to_number(struct slice s, double *out)
{
    char text[64], *end;
    double value;

    if (s.len == 0 || s.len >= sizeof text || is_space(s.ptr[0]))
        return false;
    memcpy(text, s.ptr, s.len);
    text[s.len] = 0;
    value = strtod(text, &end);
    if (end != text + s.len || !isfinite(value))
        return false;
    *out = value;
    return true;
}

const char *slice_cstr(struct arena *a, struct slice s)
{
    char *text = arena_alloc(a, s.len + 1);

    if (s.len)
        memcpy(text, s.ptr, s.len);
    return text;
}

struct slice slice_copy(struct arena *a, struct slice s)
{
    return (struct slice){slice_cstr(a, s), s.len};
}

const char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;
    int len;
    char *text;

    va_start(args, fmt);
    len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    text = arena_alloc(a, (size_t)len + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)len + 1, fmt, args);
    va_end(args);
    return text;
}

struct buf buf_new(struct arena *a, size_t max)
{
    return (struct buf){.arena = a, .max = max};
}

static bool make_room(struct buf *b, size_t more)
{
    size_t cap;

    if (b->too_big || more > b->max - b->len) {
        b->too_big = true;
        return false;
    }
    if (b->len + more < b->cap)
        return true;
    cap = b->cap ? b->cap : 64;
    while (cap <= b->len + more)
        cap *= 2;
    b->ptr = arena_grow(b->arena, b->ptr, b->cap, cap);
    b->cap = cap;
    return true;
}

void buf_add(struct buf *b, struct slice s)
{
    if (s.len == 0 || !make_room(b, s.len))
        return;
    memcpy(b->ptr + b->len, s.ptr, s.len);
    b->len += s.len;
    b->ptr[b->len] = 0;
}

void buf_text(struct buf *b, const char *text)
{
    buf_add(b, slice_of(text));
}

void buf_char(struct buf *b, char c)
{
    buf_add(b, (struct slice){&c, 1});
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    int len;

    va_start(args, fmt);
    len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (!make_room(b, (size_t)len + 1))
        return;
    va_start(args, fmt);
    vsnprintf(b->ptr + b->len, (size_t)len + 1, fmt, args);
    va_end(args);
    b->len += (size_t)len;
}

void buf_percent(struct buf *b, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || c == '~' || c == '/';

        if (plain)
            buf_char(b, (char)c);
        else
            buf_printf(b, "%%%02X", c);
    }
}

struct slice buf_slice(const struct buf *b)
{
    return (struct slice){b->ptr ? b->ptr : "", b->len};
}

struct slice slice_fill(struct arena *a, struct slice text, const char *name, struct slice value)
{
    struct buf out = buf_new(a, SIZE_MAX / 2);
    size_t len = strlen(name);

    while (text.len) {
        bool here = slice_starts(text, name);
        size_t step = here ? len : 1;

        buf_add(&out, here ? value : (struct slice){text.ptr, 1});
        text = (struct slice){text.ptr + step, text.len - step};
    }
    return buf_slice(&out);
}
