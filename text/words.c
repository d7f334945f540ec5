/* words.c - see words.h. A word is collected as folded characters, then mended and written. */
#include "text/words.h"

#include <string.h>

#include "base/utf8.h"
#include "text/exceptions.h"
#include "text/fold.h"
#include "text/twins.h"

/* The word that is being read. */
struct draft {
    uint32_t chars[word_max];
    size_t count;
    size_t digits; /* in the group at the end; 0 behind a letter */
    size_t groups; /* groups of digits so far, if it is a number */
    bool letters, dotted;
    bool listed; /* a comma stands right before it: 1,2,3 is a list */
};

/* A word has no spaces, though some characters stand for several words (U+FDFA). */
static void draft_add(struct draft *d, uint32_t c)
{
    if (d->count < word_max && c != ' ')
        d->chars[d->count++] = c;
}

static bool is_cyrillic(uint32_t c)
{
    return c >= 0x400 && c < 0x530;
}

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c < 0x250);
}

/* All letters of one alphabet have twins in the other: write the word in one alphabet,
 * that of the letters that have no twin, or else of the majority. */
static void mend_alphabet(struct draft *d)
{
    size_t latin = 0, cyrillic = 0, latin_only = 0, cyrillic_only = 0;
    bool to_cyrillic;

    for (size_t i = 0; i < d->count; i++) {
        uint32_t c = d->chars[i];

        latin += is_latin(c);
        cyrillic += is_cyrillic(c);
        latin_only += is_latin(c) && !twins_cyrillic(c);
        cyrillic_only += is_cyrillic(c) && !twins_latin(c);
    }
    if (!latin || !cyrillic || (latin_only && cyrillic_only))
        return;
    to_cyrillic = cyrillic_only || (!latin_only && cyrillic >= latin);
    for (size_t i = 0; i < d->count; i++) {
        uint32_t twin = to_cyrillic ? twins_cyrillic(d->chars[i]) : twins_latin(d->chars[i]);

        if (twin)
            d->chars[i] = twin;
    }
}

static enum word_script script_of(const struct draft *d)
{
    size_t latin = 0, cyrillic = 0, numeric = 0;

    for (size_t i = 0; i < d->count; i++) {
        uint32_t c = d->chars[i];

        latin += is_latin(c) || c == '\'';
        cyrillic += is_cyrillic(c) || c == '\'';
        numeric += (c >= '0' && c <= '9') || c == '.';
    }
    return cyrillic == d->count  ? WORD_CYRILLIC
           : latin == d->count   ? WORD_LATIN
           : numeric == d->count ? WORD_NUMBER
                                 : WORD_MIXED;
}

/* Digits from `at` on; `*end` is behind them. */
static size_t count_digits(struct slice text, size_t at, size_t *end)
{
    size_t n = 0;

    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++)
        n++;
    *end = at;
    return n;
}

static bool wordy_at(struct slice text, size_t at)
{
    struct folded f;

    if (at >= text.len)
        return false;
    fold_next(text, &at, &f);
    return fold_is_wordy(f.class);
}

/* A sign at `at` (its end at `next`) between digits: does the number go on behind it?
 * `*sign` is what to write for it, 0 for nothing. */
static bool number_goes_on(const struct draft *d, struct slice text, size_t at, size_t next,
                           const struct folded *f, char *sign)
{
    size_t end, digits;
    bool thousands;

    if (d->digits == 0 || f->count != 1)
        return false;
    digits = count_digits(text, next, &end);
    if (digits == 0)
        return false;
    *sign = 0;
    if (text.ptr[at] == '.') {
        *sign = '.';
        return true;
    }
    if (d->letters || d->dotted)
        return false;
    thousands = digits == 3 && d->digits <= 3 && !wordy_at(text, end) &&
                !(d->groups == 1 && d->chars[0] == '0');
    if (f->class == FOLD_SPACE)
        return thousands;
    if (text.ptr[at] != ',')
        return false;
    if (thousands)
        return true;
    *sign = '.'; /* 3,5 is a fraction; 1,2,3 is a list */
    return !d->listed && !(end + 1 < text.len && text.ptr[end] == ',' && text.ptr[end + 1] >= '0' &&
                           text.ptr[end + 1] <= '9');
}

/* Takes the character at `*at` into the draft if the word goes on with it. */
static bool take(struct draft *d, struct slice text, size_t *at)
{
    size_t next = *at;
    struct folded f;
    char sign;

    fold_next(text, &next, &f);
    if (f.class == FOLD_DIGIT) {
        d->groups += d->digits == 0;
        d->digits++;
    } else if (fold_is_letter(f.class)) {
        d->letters = true;
        d->digits = 0;
    } else if (f.class == FOLD_APOSTROPHE && d->letters && d->digits == 0) {
        struct folded behind;
        size_t after = next;

        if (next >= text.len)
            return false;
        fold_next(text, &after, &behind);
        if (!fold_is_letter(behind.class))
            return false;
    } else if (f.class == FOLD_NOTHING) {
        *at = next;
        return true;
    } else if (number_goes_on(d, text, *at, next, &f, &sign)) {
        d->dotted |= sign == '.';
        d->digits = 0;
        f.count = sign ? 1 : 0;
        f.chars[0] = (uint32_t)sign;
    } else {
        return false;
    }
    for (unsigned i = 0; i < f.count; i++)
        draft_add(d, f.chars[i]);
    *at = next;
    return true;
}

static void write_norm(struct words *w, const struct draft *d, struct word *out)
{
    size_t len = 0;

    for (size_t i = 0; i < d->count; i++)
        len += utf8_put(d->chars[i], w->norm + len);
    out->norm = (struct slice){w->norm, len};
}

static void write_exception(struct words *w, const char *norm, struct word *out)
{
    struct draft d = {0};
    struct slice s = slice_of(norm);

    for (size_t i = 0; i < s.len;)
        draft_add(&d, utf8_next(s, &i));
    out->script = script_of(&d);
    write_norm(w, &d, out);
}

/* The word that begins at w->at, if one does. */
static bool read_word(struct words *w, struct word *out)
{
    struct draft d = {.listed = w->at > 0 && w->text.ptr[w->at - 1] == ','};
    struct folded f;
    const char *norm;
    size_t len = exceptions_match(w->text, w->at, &norm), next = w->at;

    out->start = w->at;
    if (len) {
        w->at += len;
        out->end = w->at;
        write_exception(w, norm, out);
        return true;
    }
    fold_next(w->text, &next, &f);
    if (!fold_is_wordy(f.class))
        return false;
    if (f.class == FOLD_IDEOGRAPH) {
        for (unsigned i = 0; i < f.count; i++)
            draft_add(&d, f.chars[i]);
        w->at = next;
    } else {
        while (w->at < w->text.len && take(&d, w->text, &w->at))
            ;
        mend_alphabet(&d);
    }
    out->end = w->at;
    out->script = script_of(&d);
    write_norm(w, &d, out);
    return true;
}

/* ---- the short way ----
 *
 * Nearly all words are letters of one alphabet with a space or a sign behind them. They need none of
 * the rules above, and are most of the time of reading a text: these steps are what the rules come
 * to for them. Whatever else a byte may be the beginning of takes the long way. */

static bool is_ascii_letter(unsigned char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26;
}

static bool is_ascii_digit(unsigned char c)
{
    return (unsigned)(c - '0') < 10;
}

/* A sign that begins no word; the point may: .net */
static bool is_plain_gap(struct slice text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];
    unsigned char next = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : ' ';

    if (c == '.')
        return next < 0x80 && (next | 0x20) != 'n';
    return c < 0x80 && !is_ascii_letter(c) && !is_ascii_digit(c);
}

/* Can the character at `at` only be behind a word, whatever the word? */
static bool surely_ends(struct slice text, size_t at)
{
    unsigned char c, next;

    if (at >= text.len)
        return true;
    c = (unsigned char)text.ptr[at];
    if (c < 0x80)
        return !is_ascii_letter(c) && !is_ascii_digit(c) && c != '\'' && c != '`';
    next = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : 0;
    return c == 0xC2 && (next == 0xA0 || next == 0xAB || next == 0xBB); /* a space, « and » */
}

/* Names of exceptions.c have a sign behind their first letters, three at most, or m as the second
 * letter. */
static bool may_be_exception(struct slice norm, const char *m, struct slice text, size_t end)
{
    char sign = end < text.len ? text.ptr[end] : 0;
    size_t width = strlen(m);

    return (norm.len <= 3 * width && sign && strchr("+#-&./", sign)) ||
           (norm.len >= 2 * width && memcmp(norm.ptr + width, m, width) == 0);
}

static bool finish_short(struct words *w, size_t end, size_t len, enum word_script script,
                         struct word *out)
{
    struct slice norm = {w->norm, len};

    if (!surely_ends(w->text, end) ||
        may_be_exception(norm, script == WORD_LATIN ? "m" : "м", w->text, end))
        return false;
    *out = (struct word){.norm = norm, .start = w->at, .end = end, .script = script};
    w->at = end;
    return true;
}

static bool read_latin_word(struct words *w, struct word *out)
{
    const unsigned char *text = (const unsigned char *)w->text.ptr;
    size_t at = w->at, len = 0;

    for (; at < w->text.len && len < word_max && is_ascii_letter(text[at]); at++)
        w->norm[len++] = (char)(text[at] | 0x20);
    return len && finish_short(w, at, len, WORD_LATIN, out);
}

/* А to я in two bytes, folded; 0 for anything else, and for ё. */
static unsigned plain_cyrillic(const unsigned char *p)
{
    unsigned c = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);

    if ((p[0] != 0xD0 && p[0] != 0xD1) || (p[1] & 0xC0) != 0x80 || c < 0x410 || c > 0x44F)
        return 0;
    return c < 0x430 ? c + 0x20 : c;
}

static bool read_cyrillic_word(struct words *w, struct word *out)
{
    const unsigned char *text = (const unsigned char *)w->text.ptr;
    size_t at = w->at, len = 0;
    unsigned c;

    for (; at + 1 < w->text.len && len < 2 * word_max && (c = plain_cyrillic(text + at)); at += 2) {
        w->norm[len++] = (char)(0xC0 | c >> 6);
        w->norm[len++] = (char)(0x80 | (c & 0x3F));
    }
    return len && finish_short(w, at, len, WORD_CYRILLIC, out);
}

struct words words_of(struct slice text)
{
    return (struct words){.text = text};
}

static char glue_between(const struct words *w, size_t start)
{
    size_t at = w->last_end;
    struct folded f;

    if (at == 0 || at >= start || w->text.ptr[at] == ' ')
        return 0;
    fold_next(w->text, &at, &f);
    if (at != start || f.count != 1 || f.chars[0] >= 0x80 || f.class == FOLD_SPACE ||
        f.class == FOLD_BREAK || f.class == FOLD_DASH)
        return 0;
    return (char)f.chars[0];
}

bool words_next(struct words *w, struct word *out)
{
    struct folded f;

    while (w->at < w->text.len) {
        size_t start = w->at;

        if (is_plain_gap(w->text, start)) {
            w->at++;
            continue;
        }
        if (read_latin_word(w, out) || read_cyrillic_word(w, out) || read_word(w, out)) {
            out->glue = glue_between(w, start);
            w->last_end = out->end;
            return true;
        }
        fold_next(w->text, &w->at, &f);
    }
    return false;
}

struct slice words_join(struct arena *job, struct slice text, size_t max)
{
    struct words w = words_of(text);
    struct buf out = buf_new(job, max);
    struct word word;

    while (words_next(&w, &word)) {
        if (out.len)
            buf_char(&out, ' ');
        buf_add(&out, word.norm);
    }
    return buf_slice(&out);
}

/* What stands between two words: folded, white space single. */
static void add_gap(struct buf *out, struct slice text, size_t from, size_t to)
{
    struct folded f;
    char bytes[4];

    while (from < to) {
        fold_next(text, &from, &f);
        if (f.class == FOLD_SPACE || f.class == FOLD_BREAK) {
            if (out->len && out->ptr[out->len - 1] != ' ')
                buf_char(out, ' ');
            continue;
        }
        for (unsigned i = 0; i < f.count; i++)
            buf_add(out, (struct slice){bytes, utf8_put(f.chars[i], bytes)});
    }
}

static struct slice normalise_once(struct arena *job, struct slice text)
{
    struct words w = words_of(text);
    struct buf out = buf_new(job, text.len * fold_most + word_bytes_max);
    struct word word;
    size_t at = 0;

    while (words_next(&w, &word)) {
        add_gap(&out, text, at, word.start);
        if (at == word.start && out.len) /* №42 is two words */
            buf_char(&out, ' ');
        buf_add(&out, word.norm);
        at = word.end;
    }
    add_gap(&out, text, at, text.len);
    if (out.len && out.ptr[out.len - 1] == ' ')
        out.len--;
    return buf_slice(&out);
}

/* Signs that come closer may be read as one word: "5 \n 000" becomes "5 000" and that 5000.
 * So it is done again until nothing changes, which ends because each turn joins words. */
struct slice words_normalise(struct arena *job, struct slice text)
{
    struct slice before = text, out = normalise_once(job, text);

    while (!slice_eq(before, out)) {
        before = out;
        out = normalise_once(job, before);
    }
    return out;
}
