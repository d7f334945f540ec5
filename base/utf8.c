/* utf8.c - see utf8.h. Decoding follows table 3-7 of the Unicode standard. */
#include "base/utf8.h"

#include <string.h>

/* Bytes of the well-formed sequence at the start of `s`, and its character; 0 if there is none. */
static size_t decode(const unsigned char *s, size_t len, uint32_t *c)
{
    size_t n;
    unsigned low = 0x80, high = 0xBF;

    if (s[0] < 0x80) {
        *c = s[0];
        return 1;
    }
    if (s[0] >= 0xC2 && s[0] < 0xE0 && len > 1 && (s[1] & 0xC0) == 0x80) { /* most that is not */
        *c = (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
        return 2;
    }
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    n = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (len < n)
        return 0;
    if (s[0] == 0xE0)
        low = 0xA0;
    else if (s[0] == 0xED)
        high = 0x9F;
    else if (s[0] == 0xF0)
        low = 0x90;
    else if (s[0] == 0xF4)
        high = 0x8F;
    if (s[1] < low || s[1] > high)
        return 0;
    *c = s[0] & (0x7Fu >> n);
    *c = (*c << 6) | (s[1] & 0x3Fu);
    for (size_t i = 2; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        *c = (*c << 6) | (s[i] & 0x3Fu);
    }
    return n;
}

/* Bytes at `s` that are ASCII: 8, 1 or 0 are looked for. */
static size_t ascii_at(const unsigned char *s, size_t len)
{
    uint64_t eight;

    if (len >= sizeof eight) {
        memcpy(&eight, s, sizeof eight);
        if ((eight & 0x8080808080808080) == 0)
            return sizeof eight;
    }
    return s[0] < 0x80;
}

size_t utf8_check(struct slice s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;

    for (size_t i = 0; i < s.len;) {
        uint32_t c;
        size_t n = ascii_at(p + i, s.len - i);

        if (n == 0)
            n = decode(p + i, s.len - i, &c);
        if (n == 0)
            return i;
        i += n;
    }
    return s.len;
}

uint32_t utf8_next(struct slice s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    uint32_t c;
    size_t n;

    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] >= 0xC2 && p[0] < 0xE0 && s.len - *at > 1 && (p[1] & 0xC0) == 0x80) {
        *at += 2;
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    }
    n = decode(p, s.len - *at, &c);
    if (n == 0) {
        *at += 1;
        return 0xFFFD;
    }
    *at += n;
    return c;
}

size_t utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | (c >> 12));
        out[1] = (char)(0x80 | ((c >> 6) & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (c >> 18));
    out[1] = (char)(0x80 | ((c >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((c >> 6) & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t utf8_length(struct slice s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

struct slice utf8_cut(struct slice s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && ((unsigned char)s.ptr[max] & 0xC0) == 0x80)
        max--;
    return (struct slice){s.ptr, max};
}
