/* fold.c - see fold.h. The only user of utf8proc. */
#include "text/fold.h"

#include <utf8proc.h>

#include "base/utf8.h"

enum {
    short_i = 0x439, /* й */
    yi = 0x457,      /* ї */
    number_sign = 0x2116,
    breve = 0x306,
    diaeresis = 0x308
};

/* Characters that no rule of Unicode puts where search wants them. */
struct special {
    uint32_t from, to;
    enum fold_class class;
};

static const struct special specials[] = {
    {0x00A0, ' ', FOLD_SPACE},       {0x00AE, 0x00AE, FOLD_OTHER},
    {0x00B4, '\'', FOLD_APOSTROPHE}, {0x02BC, '\'', FOLD_APOSTROPHE},
    {0x2010, '-', FOLD_HYPHEN},      {0x2011, '-', FOLD_HYPHEN},
    {0x2012, '-', FOLD_DASH},        {0x2013, '-', FOLD_DASH},
    {0x2014, '-', FOLD_DASH},        {0x2015, '-', FOLD_DASH},
    {0x2018, '\'', FOLD_APOSTROPHE}, {0x2019, '\'', FOLD_APOSTROPHE},
    {0x2028, '\n', FOLD_BREAK},      {0x2029, '\n', FOLD_BREAK},
    {0x2120, 0x2120, FOLD_OTHER},    {0x2122, 0x2122, FOLD_OTHER},
    {0x2212, '-', FOLD_DASH},        {0xFE58, '-', FOLD_DASH},
    {0xFE63, '-', FOLD_HYPHEN},      {0xFF0D, '-', FOLD_HYPHEN},
};

static bool is_invisible(uint32_t c)
{
    return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x180E ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

static bool is_mark(uint32_t c)
{
    utf8proc_category_t kind;

    if (c < 0x300)
        return false;
    kind = utf8proc_category((utf8proc_int32_t)c);
    return kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_ME;
}

static void one(struct folded *out, enum fold_class class, uint32_t c)
{
    out->class = class;
    out->count = 1;
    out->chars[0] = c;
}

static void fold_ascii(uint32_t c, struct folded *out)
{
    if (c >= 'a' && c <= 'z')
        one(out, FOLD_LATIN, c);
    else if (c >= 'A' && c <= 'Z')
        one(out, FOLD_LATIN, c - 'A' + 'a');
    else if (c >= '0' && c <= '9')
        one(out, FOLD_DIGIT, c);
    else if (c == ' ' || c == '\t')
        one(out, FOLD_SPACE, ' ');
    else if (c == '\n' || c == '\r' || c == '\v' || c == '\f')
        one(out, FOLD_BREAK, '\n');
    else if (c == '-')
        one(out, FOLD_HYPHEN, c);
    else if (c == '\'' || c == '`')
        one(out, FOLD_APOSTROPHE, '\'');
    else if (c < 0x20 || c == 0x7F)
        one(out, FOLD_SPACE, ' ');
    else
        one(out, FOLD_OTHER, c);
}

/* U+0400..U+045F */
static void fold_cyrillic(uint32_t c, struct folded *out)
{
    if (c < 0x410)
        c += 0x50;
    else if (c < 0x430)
        c += 0x20;
    if (c == 0x451 || c == 0x450) /* ё, ѐ */
        c = 0x435;
    else if (c == 0x45D) /* ѝ */
        c = 0x438;
    one(out, FOLD_CYRILLIC, c);
}

static enum fold_class class_of(uint32_t c)
{
    utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)c);

    switch (kind) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MC: break;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return FOLD_DIGIT;
    case UTF8PROC_CATEGORY_ZS: return FOLD_SPACE;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return FOLD_BREAK;
    default: return FOLD_OTHER;
    }
    if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00))
        return FOLD_LATIN;
    if (c >= 0x400 && c < 0x530)
        return FOLD_CYRILLIC;
    if (c >= 0x2E80 && c < 0xD7B0)
        return c >= 0xAC00 ? FOLD_LETTER : FOLD_IDEOGRAPH; /* Hangul is written with spaces */
    return c >= 0x20000 && c < 0x32000 ? FOLD_IDEOGRAPH : FOLD_LETTER;
}

static void fold_rest(uint32_t c, struct folded *out)
{
    int boundary = 0;
    utf8proc_int32_t parts[fold_most];
    utf8proc_ssize_t n;

    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (specials[i].from == c) {
            one(out, specials[i].class, specials[i].to);
            return;
        }
    n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, fold_most,
                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
                                &boundary);
    out->count = 0;
    for (utf8proc_ssize_t i = 0; i < n && i < fold_most; i++)
        out->chars[out->count++] = (uint32_t)parts[i];
    out->class = out->count ? class_of(out->chars[0]) : FOLD_NOTHING;
    if (out->class == FOLD_SPACE)
        one(out, FOLD_SPACE, ' ');
    if (c == number_sign)
        out->class = FOLD_IDEOGRAPH; /* №42 is two words */
}

/* Takes marks and invisible characters behind a letter; those that change it do. */
static void take_marks(struct slice s, size_t *at, struct folded *out)
{
    while (*at < s.len && (unsigned char)s.ptr[*at] >= 0xC2) {
        unsigned char lead = (unsigned char)s.ptr[*at];
        size_t next = *at;
        uint32_t c;

        if (lead >= 0xD0 && lead <= 0xD1) /* plain Cyrillic: by far the most common case */
            return;
        c = utf8_next(s, &next);
        if (!is_invisible(c) && !is_mark(c))
            return;
        if (c == breve && out->count == 1 && out->chars[0] == 0x438)
            out->chars[0] = short_i;
        else if (c == diaeresis && out->count == 1 && out->chars[0] == 0x456)
            out->chars[0] = yi;
        *at = next;
    }
}

void fold_next(struct slice s, size_t *at, struct folded *out)
{
    uint32_t c = utf8_next(s, at);

    if (c < 0x80)
        fold_ascii(c, out);
    else if (c >= 0x400 && c < 0x460)
        fold_cyrillic(c, out);
    else if (is_invisible(c) || is_mark(c))
        *out = (struct folded){.class = FOLD_NOTHING};
    else
        fold_rest(c, out);
    if (fold_is_wordy(out->class))
        take_marks(s, at, out);
}
