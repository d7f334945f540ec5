/*
 * translit.c - see translit.h
 *
 * Sounds are written with letters: a b v g d e z i k l m n o p r s t u f h, and
 * Z for ж, c for ц, C for ч, S for ш and щ.
 */
#include "text/translit.h"

#include <string.h>

#include "base/embed.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/distance.h"

static const char loanwords[] = "text/data/loanwords.txt";

/* The ways to read a Latin word. */
enum reading {
    ROMAN = 1 << 0,        /* Russian: c is ц, x is х, j is й */
    ROMAN_HARD = 1 << 1,   /* c is к, x is кс */
    ROMAN_ZH = 1 << 2,     /* j is ж, x is кс */
    ENGLISH = 1 << 3,      /* no vowel is long but those written with two letters */
    ENGLISH_LONG = 1 << 4, /* vowels before a silent e are */
    ENGLISH_AI = 1 << 5,   /* and every i of an open syllable (wifi, iphone) */
    ENGLISH_UP = 1 << 6,   /* u is а (update, hub) */
    ENGLISH_SOFT = 1 << 7, /* g is дж before e; ow is ау; s is з between vowels */
    WRITTEN = 1 << 8       /* letter by letter, for writing it: y and j are told from i */
};

enum {
    readings = 8,
    any_roman = ROMAN | ROMAN_HARD | ROMAN_ZH | WRITTEN,
    any_long = ENGLISH_LONG | ENGLISH_AI | ENGLISH_UP | ENGLISH_SOFT,
    any_english = ENGLISH | any_long,
    any = any_roman | any_english
};

static const unsigned looseness[readings] = {0, 10, 10, 30, 30, 40, 40, 40};

/* Where in a word a rule holds. */
enum where { ANYWHERE, AT_START, AT_END, BEFORE_E_OR_I, BETWEEN_VOWELS };

struct rule {
    const char *latin, *sound;
    enum where where;
    unsigned readings;
};

/* The first row that fits is taken: longer ones and special places come first. */
static const struct rule rules[] = {
    {"shch", "S", ANYWHERE, any_roman},
    {"sch", "S", ANYWHERE, any_roman},
    {"shh", "S", ANYWHERE, any_roman},
    {"igh", "ai", ANYWHERE, any_english},
    {"you", "iu", ANYWHERE, any_english},
    {"tch", "C", ANYWHERE, any},
    {"sh", "S", ANYWHERE, any},
    {"ch", "C", ANYWHERE, any},
    {"zh", "Z", ANYWHERE, any},
    {"kh", "h", ANYWHERE, any_roman},
    {"ts", "c", ANYWHERE, any},
    {"tz", "c", ANYWHERE, any},
    {"tc", "c", ANYWHERE, any_roman},
    {"cz", "c", ANYWHERE, any_roman},
    {"ck", "k", ANYWHERE, any},
    {"ph", "f", ANYWHERE, any},
    {"th", "t", ANYWHERE, any_english},
    {"wh", "v", ANYWHERE, any_english},
    {"qu", "kv", ANYWHERE, any_english},
    {"dg", "dZ", ANYWHERE, any_english},
    {"oo", "u", ANYWHERE, any_english},
    {"ee", "i", ANYWHERE, any_english},
    {"ea", "i", ANYWHERE, any_english},
    {"ow", "au", ANYWHERE, ENGLISH_SOFT},
    {"ow", "ou", ANYWHERE, any_english},
    {"ou", "au", ANYWHERE, any_english},
    {"ay", "ei", ANYWHERE, any_english},
    {"ai", "ei", ANYWHERE, any_english},
    {"ey", "i", AT_END, any_english},
    {"ie", "i", AT_END, any_english},
    {"ue", "iu", ANYWHERE, any_english},
    {"ew", "iu", ANYWHERE, any_english},
    {"le", "l", AT_END, any_english},
    {"a", "a", ANYWHERE, any},
    {"b", "b", ANYWHERE, any},
    {"c", "s", BEFORE_E_OR_I, any_english | ROMAN_HARD},
    {"c", "k", ANYWHERE, any_english | ROMAN_HARD},
    {"c", "c", ANYWHERE, any},
    {"d", "d", ANYWHERE, any},
    {"e", "", AT_END, any_english},
    {"e", "e", ANYWHERE, any},
    {"f", "f", ANYWHERE, any},
    {"g", "dZ", BEFORE_E_OR_I, ENGLISH_SOFT},
    {"g", "g", ANYWHERE, any},
    {"h", "h", ANYWHERE, any},
    {"i", "i", ANYWHERE, any},
    {"j", "Z", ANYWHERE, ROMAN_ZH},
    {"j", "y", ANYWHERE, WRITTEN},
    {"j", "i", ANYWHERE, any_roman},
    {"j", "dZ", ANYWHERE, any},
    {"k", "k", ANYWHERE, any},
    {"l", "l", ANYWHERE, any},
    {"m", "m", ANYWHERE, any},
    {"n", "n", ANYWHERE, any},
    {"o", "o", ANYWHERE, any},
    {"p", "p", ANYWHERE, any},
    {"q", "k", ANYWHERE, any},
    {"r", "r", ANYWHERE, any},
    {"s", "z", BETWEEN_VOWELS, ENGLISH_SOFT},
    {"s", "s", ANYWHERE, any},
    {"t", "t", ANYWHERE, any},
    {"u", "a", ANYWHERE, ENGLISH_UP},
    {"u", "u", ANYWHERE, any},
    {"v", "v", ANYWHERE, any},
    {"w", "v", ANYWHERE, any},
    {"x", "h", ANYWHERE, ROMAN | WRITTEN},
    {"x", "ks", ANYWHERE, any},
    {"y", "y", ANYWHERE, WRITTEN},
    {"y", "i", ANYWHERE, any},
    {"z", "z", ANYWHERE, any},
    {"4", "C", ANYWHERE, any_roman},
    {"6", "S", ANYWHERE, any_roman},
};

static const char *const cyrillic[32] = {
    /* а to я */
    "a", "b", "v", "g", "d", "e", "Z", "z", "i", "i", "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "h", "c", "C", "S", "S", "",  "i", "",  "e", "iu", "ia",
};

struct translit {
    struct map names; /* by the stem of a word in either alphabet: struct slice, the Latin one */
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static char at(struct slice word, size_t i)
{
    return i < word.len ? word.ptr[i] : 0;
}

static bool is_consonant(char c)
{
    return c >= 'a' && c <= 'z' && !is_vowel(c);
}

/* Behind the one consonant at `i`, written with one letter or with an h behind it; or `i`. */
static size_t behind_consonant(struct slice word, size_t i)
{
    if (!is_consonant(at(word, i)))
        return i;
    return at(word, i + 1) == 'h' ? i + 2 : i + 1;
}

/* Is the vowel at `i` followed by a consonant and a silent e? */
static bool before_silent_e(struct slice word, size_t i)
{
    size_t e = behind_consonant(word, i + 1);

    return e > i + 1 && at(word, e) == 'e' && !is_vowel(at(word, e + 1)) &&
           at(word, e + 1) != 'r' && at(word, i + 1) != 'r' && at(word, i + 1) != 'x' &&
           !(i && is_vowel(word.ptr[i - 1]));
}

static bool in_open_syllable(struct slice word, size_t i)
{
    size_t next = behind_consonant(word, i + 1);

    return next == word.len || (next > i + 1 && is_vowel(at(word, next)));
}

/* The sound of a vowel that is long in this reading, or NULL. */
static const char *long_vowel(struct slice word, size_t i, enum reading r)
{
    char c = word.ptr[i];

    if ((r & ENGLISH_AI) && c == 'i' && in_open_syllable(word, i))
        return "ai";
    if (!(r & any_long) || !before_silent_e(word, i))
        return NULL;
    switch (c) {
    case 'a': return "ei";
    case 'i':
    case 'y': return "ai";
    case 'o': return "o";
    case 'u': return "iu";
    default: return NULL;
    }
}

static bool in_place(struct slice word, size_t i, const struct rule *rule, size_t len)
{
    char next = at(word, i + len);

    switch (rule->where) {
    case ANYWHERE: return true;
    case AT_START: return i == 0;
    case AT_END: return i + len == word.len && i > 1;
    case BEFORE_E_OR_I: return next == 'e' || next == 'i' || next == 'y';
    case BETWEEN_VOWELS: return i && is_vowel(word.ptr[i - 1]) && is_vowel(next);
    }
    return false;
}

static const struct rule *rule_at(struct slice word, size_t i, enum reading r)
{
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        const char *latin = rules[k].latin;
        size_t len;

        if (latin[0] != word.ptr[i] || !(rules[k].readings & r))
            continue;
        len = strlen(latin);
        if (len <= word.len - i && memcmp(latin, word.ptr + i, len) == 0 &&
            in_place(word, i, &rules[k], len))
            return &rules[k];
    }
    return NULL;
}

static void add_sound(struct translit_key *key, const char *sound)
{
    for (; *sound && key->len < translit_key_max; sound++)
        key->text[key->len++] = *sound;
}

static void read_latin(struct slice word, enum reading r, struct translit_key *key)
{
    for (size_t i = 0; i < word.len;) {
        const char *vowel = long_vowel(word, i, r);
        const struct rule *rule = vowel ? NULL : rule_at(word, i, r);
        bool silent = i >= 2 && word.ptr[i] == 'e' && (r & any_long) && key->len &&
                      ((is_consonant(word.ptr[i - 1]) && before_silent_e(word, i - 2)) ||
                       (i >= 3 && word.ptr[i - 1] == 'h' && before_silent_e(word, i - 3)));

        if (vowel && !silent)
            add_sound(key, vowel);
        else if (rule && !silent)
            add_sound(key, rule->sound);
        i += rule && !silent ? strlen(rule->latin) : 1;
    }
}

static void read_cyrillic(struct slice word, struct translit_key *key)
{
    for (size_t i = 0; i < word.len;) {
        uint32_t c = utf8_next(word, &i);

        if (c >= 0x430 && c < 0x450)
            add_sound(key, cyrillic[c - 0x430]);
    }
}

/* ---- from sounds to keys ---- */

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* Adds a sound to a key, or lets it melt into the one before: what people write differently. */
static void melt(struct translit_key *key, char c)
{
    char *last = key->len ? &key->text[key->len - 1] : NULL;

    if (last && c == 'o' && is_one_of(*last, "iZCS")) /* ё: yo, io, and o behind ж ш ч */
        c = 'e';
    if (last && *last == 'C' && c == 't') /* chto, shto */
        *last = 'S';
    if (last && *last == 'i' && (c == 'e' || c == 'u')) {
        *last = c;
        if (key->len > 1 && last[-1] == c)
            key->len--;
    } else if (last && *last == 't' && c == 's') {
        *last = 'c';
    } else if (last && c == 'C' && is_one_of(*last, "sS")) {
        *last = 'S';
    } else if (!last || *last != c) {
        key->text[key->len++] = c;
    }
}

static void make_key(const struct translit_key *sounds, struct translit_key *key)
{
    key->len = 0;
    for (size_t i = 0; i < sounds->len; i++)
        melt(key, sounds->text[i]);
}

static void add_key(struct translit_key *keys, size_t *count, const struct translit_key *key)
{
    for (size_t i = 0; i < *count; i++)
        if (keys[i].len == key->len && memcmp(keys[i].text, key->text, key->len) == 0)
            return;
    if (key->len && *count < translit_keys_most)
        keys[(*count)++] = *key;
}

static void add_name(const struct translit *t, struct slice stem, struct translit_key *keys,
                     size_t *count)
{
    const struct slice *name = map_find(&t->names, stem);
    struct translit_key key = {.text = "=", .len = 1};

    if (!name || name->len > translit_key_max - 1)
        return;
    memcpy(key.text + 1, name->ptr, name->len);
    key.len += name->len;
    add_key(keys, count, &key);
}

static void add_reading(struct slice norm, size_t r, struct translit_key *keys, size_t *count)
{
    struct translit_key sounds = {.len = 0}, key;

    if (r == readings)
        read_cyrillic(norm, &sounds);
    else
        read_latin(norm, (enum reading)(1U << r), &sounds);
    make_key(&sounds, &key);
    key.looseness = r == readings ? 0 : looseness[r];
    add_key(keys, count, &key);
}

/* po4emu, 6ok */
static bool has_digits_for_letters(struct slice norm)
{
    size_t letters = 0;

    for (size_t i = 0; i < norm.len; i++) {
        if (norm.ptr[i] >= 'a' && norm.ptr[i] <= 'z')
            letters++;
        else if (norm.ptr[i] != '4' && norm.ptr[i] != '6')
            return false;
    }
    return letters > 1;
}

size_t translit_keys(const struct translit *t, struct slice norm, struct slice stem,
                     enum word_script script, struct translit_key keys[translit_keys_most])
{
    size_t count = 0, ways = script == WORD_LATIN ? readings : 2;

    if (script == WORD_CYRILLIC) {
        add_reading(norm, readings, keys, &count);
    } else if (script == WORD_LATIN || (script == WORD_MIXED && has_digits_for_letters(norm))) {
        for (size_t r = 0; r < ways; r++)
            add_reading(norm, r, keys, &count);
    }
    add_name(t, stem, keys, &count);
    return count;
}

/* Endings of Russian words, as sounds; longer ones first. */
static const char *const endings[] = {
    "ecia", "icia", "ucia", "aia", "ogo", "ego", "omu", "emu", "imi", "ami", "ite", "cia",
    "ali",  "ili",  "ala",  "ila", "oi",  "ei",  "oe",  "im",  "om",  "em",  "am",  "ih",
    "ah",   "ov",   "ev",   "it",  "at",  "et",  "ut",  "ia",  "iS",  "eS",  "al",  "il",
    "la",   "li",   "lo",   "a",   "u",   "i",   "e",   "o",   "l",
};

bool translit_without_ending(const struct translit_key *key, size_t *at, struct translit_key *out)
{
    while (*at < sizeof endings / sizeof *endings) {
        const char *ending = endings[(*at)++];
        size_t len = strlen(ending);

        if (key->len <= len || key->text[0] == '=' ||
            memcmp(key->text + key->len - len, ending, len) != 0)
            continue;
        *out = *key;
        out->len -= len;
        return true;
    }
    return false;
}

static size_t letters_of(const struct translit_key *sounds, uint32_t *letters)
{
    size_t n = 0;

    for (; n < sounds->len && n < distance_letters_max; n++)
        letters[n] = (unsigned char)sounds->text[n];
    return n;
}

unsigned translit_distance(struct slice latin, struct slice cyrillic_word)
{
    uint32_t a[distance_letters_max], b[distance_letters_max];
    struct translit_key meant = {.len = 0};
    unsigned least = distance_letters_max * distance_edit;
    size_t m;

    read_cyrillic(cyrillic_word, &meant);
    m = letters_of(&meant, b);
    for (size_t r = 0; r < readings && least > 0; r++) {
        struct translit_key written = {.len = 0};
        unsigned distance;
        size_t n;

        read_latin(latin, (enum reading)(1U << r), &written);
        n = letters_of(&written, a);
        distance = distance_between(a, n, b, m, least);
        least = distance < least ? distance : least;
    }
    return least;
}

/* Letters for a sound and those behind it, longer ones first. */
static const char *const letters_of_sounds[][2] = {
    {"cya", "тся"}, {"iya", "ия"}, {"iyu", "ию"}, {"iye", "ие"}, {"cia", "тся"}, {"ya", "я"},
    {"yu", "ю"},    {"yo", "е"},   {"ye", "е"},   {"ia", "я"},   {"iu", "ю"},    {"yy", "ый"},
    {"yi", "ый"},   {"iy", "ий"},  {"y", "ы"},    {"a", "а"},    {"b", "б"},     {"v", "в"},
    {"g", "г"},     {"d", "д"},    {"e", "е"},    {"Z", "ж"},    {"z", "з"},     {"i", "и"},
    {"k", "к"},     {"l", "л"},    {"m", "м"},    {"n", "н"},    {"o", "о"},     {"p", "п"},
    {"r", "р"},     {"s", "с"},    {"t", "т"},    {"u", "у"},    {"f", "ф"},     {"h", "х"},
    {"c", "ц"},     {"C", "ч"},    {"S", "ш"},
};

/* A single y, j or i behind a vowel is й. */
static bool is_short_i(struct slice rest, bool behind_vowel)
{
    return behind_vowel && is_one_of(at(rest, 0), "yi") && !is_vowel(at(rest, 1));
}

static size_t write_sound(struct slice rest, bool behind_vowel, struct slice *letters)
{
    if (is_short_i(rest, behind_vowel)) {
        *letters = SLICE("й");
        return 1;
    }
    for (size_t k = 0; k < sizeof letters_of_sounds / sizeof *letters_of_sounds; k++)
        if (slice_starts(rest, letters_of_sounds[k][0])) {
            *letters = slice_of(letters_of_sounds[k][1]);
            return strlen(letters_of_sounds[k][0]);
        }
    *letters = SLICE("");
    return 1;
}

struct slice translit_to_cyrillic(struct slice latin, char room[translit_key_max])
{
    struct translit_key sounds = {.len = 0};
    struct slice letters;
    size_t len = 0;

    read_latin(latin, WRITTEN, &sounds);
    for (size_t i = 0; i < sounds.len;) {
        struct slice rest = {sounds.text + i, sounds.len - i};

        i += write_sound(rest, i && is_vowel(sounds.text[i - 1]), &letters);
        if (len + letters.len > translit_key_max)
            break;
        memcpy(room + len, letters.ptr, letters.len);
        len += letters.len;
    }
    return (struct slice){room, len};
}

/* ---- the list ---- */

static void add_loan_words(struct translit *t, struct arena *life, struct stemmer *stemmer,
                           struct slice latin, struct slice list)
{
    struct slice *name = ARENA_NEW(life, struct slice);

    *name = slice_trim(latin);
    map_put(&t->names, slice_copy(life, stem_word(stemmer, *name, WORD_LATIN)), name);
    while (list.ptr) {
        struct slice word = slice_trim(slice_cut(&list, ','));

        map_put(&t->names, slice_copy(life, stem_word(stemmer, word, WORD_CYRILLIC)), name);
    }
}

bool translit_new(struct arena *life, struct stemmer *stemmer, struct translit **out,
                  struct err *err)
{
    struct translit *t = ARENA_NEW(life, struct translit);
    struct slice rest = embed_find(loanwords);

    t->names = map_new(life);
    for (size_t number = 1; rest.ptr; number++) {
        struct slice line = slice_trim(slice_cut(&rest, '\n')), latin;

        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        latin = slice_cut(&line, ':');
        if (!line.ptr || !latin.len)
            return err_set(err, ERR_INPUT, "%s:%zu: not a line 'latin: cyrillic, cyrillic'",
                           loanwords, number);
        add_loan_words(t, life, stemmer, latin, line);
    }
    *out = t;
    return true;
}
