/* exceptions.c - see exceptions.h */
#include "text/exceptions.h"

#include "base/utf8.h"
#include "text/fold.h"
#include "text/twins.h"

enum { ending_most = 3 }; /* letters of the longest ending of a masculine noun: -ами */

struct exception {
    const char *written; /* folded: lower case, ё as е, any hyphen as - */
    const char *norm;
    bool inflected; /* a Cyrillic ending may follow */
};

/* Both alphabets where people mix them. */
static const struct exception table[] = {
    {"c++", "c++", false},         {"с++", "c++", false},     {"c#", "c#", false},
    {"с#", "c#", false},           {"f#", "f#", false},       {".net", ".net", false},
    {"asp.net", "asp.net", false}, {"at&t", "at&t", false},   {"r&d", "r&d", false},
    {"q&a", "q&a", false},         {"1с", "1с", false},       {"1c", "1с", false},
    {"24/7", "24/7", false},       {"e-mail", "email", true}, {"е-mail", "email", true},
    {"email", "email", true},      {"е-мейл", "email", true}, {"е-майл", "email", true},
    {"и-мейл", "email", true},     {"емейл", "email", true},  {"емайл", "email", true},
    {"имейл", "email", true},      {"имэйл", "email", true},  {"эмейл", "email", true},
};

/* Compares one folded character with the next one of the name. A letter of the wrong
 * alphabet is the same: words.c would mend it. */
static bool same_char(const struct folded *f, struct slice name, size_t *at)
{
    uint32_t c = utf8_next(name, at);

    return f->count == 1 &&
           (f->chars[0] == c || twins_cyrillic(f->chars[0]) == c || twins_latin(f->chars[0]) == c);
}

static bool goes_on(struct slice text, size_t at)
{
    struct folded f;

    if (at >= text.len)
        return false;
    fold_next(text, &at, &f);
    return fold_is_letter(f.class) || f.class == FOLD_DIGIT;
}

/* Behind a Russian ending at `at` (имейл-ом, e-mail'ом), or `at` itself if there is none. It
 * may hold Latin look-alikes; behind a Latin name not only these. */
static size_t skip_ending(struct slice text, size_t at, bool russian)
{
    size_t end = at, next = at;
    struct folded f;
    int letters = 0;

    while (next < text.len) {
        fold_next(text, &next, &f);
        if (f.class == FOLD_CYRILLIC || (f.class == FOLD_LATIN && twins_cyrillic(f.chars[0]))) {
            russian = russian || f.class == FOLD_CYRILLIC;
            letters++;
            end = next;
        } else if (f.class != FOLD_APOSTROPHE || letters) {
            break;
        }
    }
    return letters <= ending_most && russian && !goes_on(text, end) ? end : at;
}

static size_t match(struct slice text, size_t at, const struct exception *e)
{
    struct slice name = slice_of(e->written);
    struct folded f = {0};
    size_t i = 0, end = at;

    while (i < name.len) {
        if (end >= text.len)
            return 0;
        fold_next(text, &end, &f);
        if (!same_char(&f, name, &i))
            return 0;
    }
    if (e->inflected)
        end = skip_ending(text, end, (unsigned char)name.ptr[name.len - 1] >= 0x80);
    return goes_on(text, end) ? 0 : end - at;
}

/* Most words cannot begin a name, which saves them the walk through the table. */
static bool may_begin(uint32_t c)
{
    switch (c) {
    case '.':
    case '1':
    case '2':
    case 'a':
    case 'c':
    case 'e':
    case 'f':
    case 'q':
    case 'r':
    case 0x430:
    case 0x441:
    case 0x435:
    case 0x438:
    case 0x44D: return true; /* а с е и э */
    default: return false;
    }
}

size_t exceptions_match(struct slice text, size_t at, const char **norm)
{
    struct folded first;
    size_t next = at;

    fold_next(text, &next, &first);
    if (first.count != 1 || !may_begin(first.chars[0]))
        return 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t start = 0, len;

        if (!same_char(&first, slice_of(table[i].written), &start))
            continue;
        len = match(text, at, &table[i]);
        if (len) {
            *norm = table[i].norm;
            return len;
        }
    }
    return 0;
}
