/* layout.c - see layout.h */
#include "text/layout.h"

#include <string.h>

#include "base/utf8.h"

/* Key by key; a capital is its key with shift. */
static const struct {
    const char *qwerty, *jcuken;
} rows[] = {
    {"qwertyuiop[]", "йцукенгшщзхъ"}, {"QWERTYUIOP{}", "ЙЦУКЕНГШЩЗХЪ"},
    {"asdfghjkl;'", "фывапролджэ"},   {"ASDFGHJKL:\"", "ФЫВАПРОЛДЖЭ"},
    {"zxcvbnm,.`", "ячсмитьбюё"},     {"ZXCVBNM<>~", "ЯЧСМИТЬБЮЁ"},
};

enum {
    row_count = sizeof rows / sizeof *rows,
    ends_most = 3, /* signs at the end that are looked at */
    flipped_growth = 2
};

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The Cyrillic letter on the key of `c`, or 0. */
static uint32_t to_jcuken(uint32_t c)
{
    for (size_t r = 0; c < 0x80 && r < row_count; r++) {
        const char *at = strchr(rows[r].qwerty, (int)c);
        struct slice letters = slice_of(rows[r].jcuken);
        size_t i = 0;

        if (!c || !at)
            continue;
        i = 2 * (size_t)(at - rows[r].qwerty); /* each letter has two bytes */
        return utf8_next(letters, &i);
    }
    return 0;
}

/* The character of QWERTY on the key of a Cyrillic letter, or 0. */
static uint32_t to_qwerty(uint32_t c)
{
    for (size_t r = 0; c >= 0x400 && c < 0x460 && r < row_count; r++) {
        struct slice letters = slice_of(rows[r].jcuken);

        for (size_t i = 0, n = 0; i < letters.len; n++)
            if (utf8_next(letters, &i) == c)
                return (uint32_t)rows[r].qwerty[n];
    }
    return 0;
}

enum layout layout_of(struct slice text)
{
    size_t latin = 0, cyrillic = 0;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);

        latin += is_latin(c);
        cyrillic += to_qwerty(c) != 0;
    }
    return latin > cyrillic ? LAYOUT_QWERTY : cyrillic > latin ? LAYOUT_JCUKEN : LAYOUT_NONE;
}

struct slice layout_flip(struct arena *job, struct slice text, enum layout from)
{
    struct buf out = buf_new(job, flipped_growth * text.len + 1);
    char bytes[4];

    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        uint32_t other = from == LAYOUT_QWERTY   ? to_jcuken(c)
                         : from == LAYOUT_JCUKEN ? to_qwerty(c)
                                                 : 0;

        if (other)
            buf_add(&out, (struct slice){bytes, utf8_put(other, bytes)});
        else
            buf_add(&out, (struct slice){text.ptr + start, i - start});
    }
    return buf_slice(&out);
}

/* Is the byte a sign that is a letter in the other layout? */
static bool is_sign(char c)
{
    return c > 0 && !is_latin((uint32_t)c) && to_jcuken((uint32_t)c);
}

/* The piece with what is from `start` to `end` flipped. A slash or an ampersand behind it was
 * meant to be a full stop or a question mark, which are on their keys. */
static struct slice reading(struct arena *job, struct slice piece, size_t start, size_t end)
{
    struct buf out = buf_new(job, flipped_growth * piece.len + 1);
    struct slice middle = {piece.ptr + start, end - start};
    char sign = end + 1 != piece.len    ? 0
                : piece.ptr[end] == '&' ? '?'
                : piece.ptr[end] == '/' ? '.'
                                        : 0;

    buf_add(&out, (struct slice){piece.ptr, start});
    buf_add(&out, layout_flip(job, middle, LAYOUT_QWERTY));
    if (sign) {
        buf_char(&out, sign);
        end++;
    }
    buf_add(&out, (struct slice){piece.ptr + end, piece.len - end});
    return buf_slice(&out);
}

/* Behind the last letter, or sign that may be one. */
static size_t end_of_keys(struct slice piece)
{
    size_t end = piece.len;

    while (end > 0 && piece.ptr[end - 1] > 0 && !is_latin((uint32_t)piece.ptr[end - 1]) &&
           !is_sign(piece.ptr[end - 1]))
        end--;
    return end;
}

size_t layout_readings(struct arena *job, struct slice piece,
                       struct slice readings[layout_readings_most])
{
    enum layout from = layout_of(piece);
    size_t first = 0, last, end = end_of_keys(piece), count = 0;

    if (from == LAYOUT_NONE)
        return 0;
    if (from == LAYOUT_JCUKEN) {
        readings[0] = layout_flip(job, piece, from);
        return 1;
    }
    while (first < piece.len && is_sign(piece.ptr[first]))
        first++;
    for (last = end; last > first && is_sign(piece.ptr[last - 1]); last--)
        ;
    for (size_t to = last; to <= end && to <= last + ends_most; to++) {
        readings[count++] = reading(job, piece, 0, to);
        if (first)
            readings[count++] = reading(job, piece, first, to);
    }
    return count;
}
