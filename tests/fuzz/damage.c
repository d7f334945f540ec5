/* damage.c - texts as nobody should write them: see driver.h */
#include "tests/fuzz/driver.h"

#include <string.h>

enum { changes_most = 8, repeats_most = 400 };

/* What breaks parsers of text, whatever they parse. */
static const struct slice hostile[] = {
    {"\0", 1},
    {"\xFF", 1},
    {"\xC0\xAF", 2},     /* overlong */
    {"\xED\xA0\x80", 3}, /* a surrogate */
    {"\xF4\x90\x80\x80", 4},
    {"\xD0", 1}, /* half a Cyrillic letter */
    {"\xE2\x80", 2},
    {"\xEF\xBB\xBF", 3},
    {"\xE2\x80\x8B", 3}, /* zero width space */
    {"\xC2\xAD", 2},     /* soft hyphen */
    {"\xE2\x80\xAE", 3}, /* right to left override */
    {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 11},
    {"и\xCC\x86", 4}, /* й in two characters */
    {"е\xCC\x81", 4},
    {"\xCC\x81", 2},
    {"\xEF\xB7\xBA", 3}, /* U+FDFA, which folds to 18 characters */
    {"\xEF\xAC\x81", 3}, /* a ligature */
    {"ё", 2},
    {"Щука", 8},
    {"cчёт", 7},
    {"漢字", 6},
    {"\xC2\xA0", 2},
    {"\xE2\x80\xA8", 3},
    {"\r\n", 2},
    {"\n", 1},
    {"\t", 1},
    {" ", 1},
    {"\"", 1},
    {"'", 1},
    {"\\", 1},
    {"<", 1},
    {">", 1},
    {"&", 1},
    {"%00", 3},
    {"-1", 2},
    {"0", 1},
    {"65536", 5},
    {"4294967295", 10},
    {"18446744073709551616", 20},
    {"1e999", 5},
    {"2026-02-30", 10},
    {"(", 1},
    {"[", 1},
    {"{", 1},
    {":", 1},
    {",", 1},
    {".", 1},
    {"\xFF\xFF\xFF\xFF", 4},
    {"\x80\x80\x80\x80", 4},
};

static size_t place_in(size_t len)
{
    return fuzz_random((uint32_t)len + 1);
}

static struct slice token(void)
{
    size_t count = 0, all = sizeof hostile / sizeof *hostile;

    while (fuzz_target.tokens[count])
        count++;
    if (count && fuzz_random(3))
        return slice_of(fuzz_target.tokens[fuzz_random((uint32_t)count)]);
    return hostile[fuzz_random((uint32_t)all)];
}

/* The text `s` with the bytes from..to replaced. */
static struct slice replaced(struct arena *job, struct slice s, size_t from, size_t to,
                             struct slice by)
{
    struct buf out = buf_new(job, s.len + by.len + 1);

    buf_add(&out, (struct slice){s.ptr, from});
    buf_add(&out, by);
    buf_add(&out, (struct slice){s.ptr + to, s.len - to});
    return buf_slice(&out);
}

static struct slice repeated(struct arena *job, struct slice part, size_t count)
{
    struct buf out = buf_new(job, part.len * count + 1);

    for (size_t i = 0; i < count; i++)
        buf_add(&out, part);
    return buf_slice(&out);
}

/* Seldom many: they only make rounds longer. */
static size_t times(void)
{
    return 1 + fuzz_random(fuzz_random(8) ? 8 : repeats_most);
}

static struct slice one_byte(struct arena *job, struct slice s, size_t at)
{
    char *copy = (char *)slice_cstr(job, s);

    if (at < s.len)
        copy[at] =
            (char)(fuzz_random(2) ? copy[at] ^ (1 << fuzz_random(8)) : (int)fuzz_random(256));
    return (struct slice){copy, s.len};
}

static struct slice changed(struct arena *job, struct slice s)
{
    size_t a = place_in(s.len), b = place_in(s.len);
    size_t from = a < b ? a : b, to = a < b ? b : a;
    size_t near = from + place_in(to - from < 16 ? to - from : 16); /* short parts are likelier */
    struct slice part = {s.ptr + from, near - from}, seed;

    switch (fuzz_random(11)) {
    case 0:
    case 1: return one_byte(job, s, a);
    case 2: return replaced(job, s, from, near, SLICE(""));
    case 3: return replaced(job, s, from, to, SLICE(""));
    case 4: return (struct slice){s.ptr, a};
    case 5: return replaced(job, s, a, a, repeated(job, part, times()));
    case 6: return replaced(job, s, a, a, repeated(job, token(), times()));
    case 7: /* a part from elsewhere */
        seed = fuzz_target.seeds[fuzz_random((uint32_t)fuzz_target.seed_count)];
        a = place_in(seed.len);
        return replaced(job, s, from, near, (struct slice){seed.ptr + a, place_in(seed.len - a)});
    default: return replaced(job, s, from, fuzz_random(2) ? near : from, token());
    }
}

static struct slice capped(struct slice s)
{
    return (struct slice){s.ptr, s.len < fuzz_target.max ? s.len : fuzz_target.max};
}

struct slice fuzz_damage(struct arena *job, struct slice text)
{
    size_t changes = 1 + fuzz_random(fuzz_random(4) ? 3 : changes_most);

    for (size_t i = 0; i < changes; i++)
        text = capped(changed(job, text));
    return text;
}

struct slice fuzz_patch(struct arena *job, struct slice text, size_t from)
{
    static const uint32_t numbers[] = {0, 1, 7, 200, 0x7FFFFFFF, 0x80000000, UINT32_MAX};
    struct slice copy = slice_copy(job, text);
    size_t places = from < text.len ? (text.len - from) / sizeof *numbers : 0;

    for (uint32_t n = 1 + fuzz_random(fuzz_random(2) ? 3 : 40); places && n > 0; n--)
        memcpy((char *)copy.ptr + from + sizeof *numbers * fuzz_random((uint32_t)places),
               &numbers[fuzz_random(FUZZ_COUNT(numbers))], sizeof *numbers);
    return copy;
}

struct slice fuzz_rubbish(struct arena *job)
{
    struct buf out = buf_new(job, fuzz_target.max + 1);

    for (size_t i = fuzz_random(60); i > 0; i--) {
        if (fuzz_random(4))
            buf_add(&out, token());
        else
            buf_char(&out, (char)fuzz_random(256));
    }
    return capped(buf_slice(&out));
}
