/* sentences.c - see sentences.h */
#include "text/sentences.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Folded, without the dot. Those marked may end a sentence all the same, when what
 * follows begins with a capital. */
struct abbreviation {
    const char *word;
    bool may_end;
};

static const struct abbreviation abbreviations[] = {
    {"т", false},   {"е", false},    {"д", true},      {"п", true},       {"к", false},
    {"н", false},   {"г", true},     {"гг", true},     {"в", false},      {"вв", true},
    {"ул", false},  {"пр", true},    {"просп", false}, {"пер", false},    {"кв", false},
    {"стр", false}, {"корп", false}, {"рис", false},   {"табл", false},   {"см", false},
    {"ср", false},  {"напр", false}, {"тел", false},   {"доб", false},    {"руб", true},
    {"коп", true},  {"тыс", true},   {"млн", true},    {"млрд", true},    {"сек", true},
    {"мин", true},  {"час", true},   {"шт", true},     {"экз", true},     {"др", true},
    {"проч", true}, {"etc", true},   {"e.g", false},   {"i.e", false},    {"vs", false},
    {"mr", false},  {"mrs", false},  {"ms", false},    {"dr", false},     {"st", false},
    {"no", false},  {"nos", false},  {"fig", false},   {"approx", false}, {"inc", true},
    {"ltd", true},  {"co", true},    {"dept", false},  {"ext", false},    {"min", true},
    {"max", true},  {"a.m", true},   {"p.m", true},
};

static bool is_end_sign(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static bool is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x201D ||
           c == 0x2019 || c == 0x201C;
}

/* The word that ends where the dot at `dot` stands, folded; inner dots belong to it. */
static struct slice word_before(struct slice text, size_t dot, char *out, size_t size,
                                size_t *letters)
{
    size_t start = dot, len = 0;
    struct folded f;

    while (start > 0) {
        size_t before = start - 1, next;

        while (before > 0 && ((unsigned char)text.ptr[before] & 0xC0) == 0x80)
            before--;
        next = before;
        fold_next(text, &next, &f);
        if (!fold_is_wordy(f.class) && text.ptr[before] != '.' && f.class != FOLD_NOTHING)
            break;
        start = before;
    }
    *letters = 0;
    for (size_t at = start; at < dot && len + 4 < size; (*letters)++) {
        fold_next(text, &at, &f);
        for (unsigned i = 0; i < f.count && len + 4 < size; i++)
            len += utf8_put(f.chars[i], out + len);
    }
    return (struct slice){out, len};
}

static bool all_digits(struct slice s)
{
    uint64_t n;

    return slice_to_count(s, &n);
}

static bool is_upper(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0x400 && c < 0x430);
}

/* Does the single dot at `dot` end a sentence, given the first character behind it? */
static bool dot_ends(struct slice text, size_t dot, uint32_t next)
{
    char bytes[64];
    size_t letters;
    struct slice word = word_before(text, dot, bytes, sizeof bytes, &letters);
    size_t word_start = dot;

    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
        if (slice_is(word, abbreviations[i].word))
            return abbreviations[i].may_end && is_upper(next);
    while (word_start > 0 && text.ptr[word_start - 1] != ' ' && text.ptr[word_start - 1] != '\n')
        word_start--;
    if (letters == 1 && word_start < dot) { /* an initial: А. С. Пушкин */
        size_t at = word_start;

        if (is_upper(utf8_next(text, &at)) && at == dot)
            return false;
    }
    return !(all_digits(word) && word_start == 0); /* "1. Open…": the number of a step */
}

/* Behind the signs that end a sentence at `at`: closing quotes and brackets. */
static size_t past_closing(struct slice text, size_t at)
{
    while (at < text.len) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);

        if (!is_end_sign(c) && !is_closing(c))
            break;
        at = next;
    }
    return at;
}

/* Length of the first sentence of a line. */
static size_t sentence_length(struct slice line)
{
    for (size_t at = 0; at < line.len;) {
        size_t sign = at, end, behind;
        uint32_t c = utf8_next(line, &at), next;

        if (!is_end_sign(c))
            continue;
        end = past_closing(line, at);
        if (end >= line.len)
            return line.len;
        if (line.ptr[end] != ' ' && line.ptr[end] != '\t') {
            at = end;
            continue;
        }
        behind = end;
        while (behind < line.len && (line.ptr[behind] == ' ' || line.ptr[behind] == '\t'))
            behind++;
        if (behind >= line.len)
            return line.len;
        next = utf8_next(line, &behind);
        if ((next >= 'a' && next <= 'z') || (next >= 0x430 && next < 0x460))
            continue; /* a small letter goes on with the sentence */
        if (c == '.' && end == at && !dot_ends(line, sign, next))
            continue;
        return end;
    }
    return line.len;
}

bool sentences_next(struct slice *rest, struct slice *sentence)
{
    while (rest->len) {
        struct slice line = {rest->ptr, slice_find(*rest, '\n')};
        struct slice trimmed = slice_trim(line);
        size_t len;

        if (trimmed.len == 0) {
            size_t skip = line.len < rest->len ? line.len + 1 : line.len;

            *rest = (struct slice){rest->ptr + skip, rest->len - skip};
            continue;
        }
        len = sentence_length(trimmed);
        *sentence = slice_trim((struct slice){trimmed.ptr, len});
        len = (size_t)(trimmed.ptr - rest->ptr) + len;
        *rest = (struct slice){rest->ptr + len, rest->len - len};
        return true;
    }
    return false;
}
