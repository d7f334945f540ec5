/*
 * distance.c - see distance.h
 *
 * Optimal string alignment, row by row, with steps of two letters (ph/f) beside the usual ones.
 * Ends common to both words are left out first; a row whose cells all exceed the maximum ends it.
 */
#include "text/distance.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum cost {
    cost_signs = 40, /* ь or ъ left out or put in */
    cost_doubled = 50,
    cost_alike = 50,
    cost_key = 60,
    cost_swap = 70,
    cost_beside = 85, /* a key that was touched beside the right one */
    cost_two = 50,    /* the least that two letters at once cost */
    cost_plain = distance_edit,
    cost_first = 30 /* on top of any of them */
};

/* щ is heard in сч and зч. */
enum { shcha = 0x449, che = 0x447, es = 0x441, ze = 0x437 };

/* Letters that share a bit are taken for one another. */
enum alike {
    A_O = 1 << 0,
    E_I = 1 << 1,
    E_EH = 1 << 2,
    I_Y = 1 << 3,
    YA_E = 1 << 4,
    YA_I = 1 << 5,
    B_P = 1 << 6,
    V_F = 1 << 7,
    G_K = 1 << 8,
    D_T = 1 << 9,
    ZH_SH = 1 << 10,
    Z_S = 1 << 11,
    SH_SHCH = 1 << 12,
    C_S = 1 << 13,
    G_H = 1 << 14,
    I_SHORT = 1 << 15,
    SIGNS = 1 << 16,
    YU_U = 1 << 17,
    O_E = 1 << 18, /* after ж ш ч щ ц */
    SHCH_CH = 1 << 19,
    LATIN_VOWEL = 1 << 20, /* -able, -ible; -ence, -ance */
    C_K = 1 << 21,
    U_O = 1 << 22,
    S_Z = 1 << 23,
    V_W = 1 << 24,
    I_J = 1 << 25
};

static const uint32_t alike_cyrillic[32] = {
    /* а to я */
    [0] = A_O,
    [1] = B_P,
    [2] = V_F,
    [3] = G_K | G_H,
    [4] = D_T,
    [5] = E_I | E_EH | YA_E | O_E,
    [6] = ZH_SH,
    [7] = Z_S,
    [8] = E_I | I_Y | YA_I | I_SHORT,
    [9] = I_SHORT,
    [10] = G_K,
    [14] = A_O | O_E,
    [15] = B_P,
    [17] = Z_S | C_S,
    [18] = D_T,
    [19] = YU_U,
    [20] = V_F,
    [21] = G_H,
    [22] = C_S,
    [23] = SHCH_CH,
    [24] = ZH_SH | SH_SHCH,
    [25] = SH_SHCH | SHCH_CH,
    [26] = SIGNS,
    [27] = I_Y,
    [28] = SIGNS,
    [29] = E_EH,
    [30] = YU_U,
    [31] = YA_E | YA_I,
};

static const uint32_t alike_latin[26] = {
    /* a to z */
    ['a' - 'a'] = LATIN_VOWEL, ['c' - 'a'] = C_K | C_S,
    ['e' - 'a'] = LATIN_VOWEL, ['i' - 'a'] = LATIN_VOWEL | I_J,
    ['j' - 'a'] = I_J,         ['k' - 'a'] = C_K,
    ['o' - 'a'] = U_O,         ['q' - 'a'] = C_K,
    ['s' - 'a'] = C_S | S_Z,   ['u' - 'a'] = U_O,
    ['v' - 'a'] = V_W,         ['w' - 'a'] = V_W,
    ['y' - 'a'] = LATIN_VOWEL, ['z' - 'a'] = S_Z,
};

/* Where its key is: row from the top, place in it. */
#define KEY(row, place) ((row)*16 + (place) + 1)

static const uint8_t key_cyrillic[32] = {
    /* а to я */
    KEY(1, 3), KEY(2, 7), KEY(1, 2),  KEY(0, 6), KEY(1, 8), KEY(0, 4),  KEY(1, 9), KEY(0, 9),
    KEY(2, 4), KEY(0, 0), KEY(0, 3),  KEY(1, 7), KEY(2, 3), KEY(0, 5),  KEY(1, 6), KEY(1, 4),
    KEY(1, 5), KEY(2, 2), KEY(2, 5),  KEY(0, 2), KEY(1, 0), KEY(0, 10), KEY(0, 1), KEY(2, 1),
    KEY(0, 7), KEY(0, 8), KEY(0, 11), KEY(1, 1), KEY(2, 6), KEY(1, 10), KEY(2, 8), KEY(2, 0),
};

static const uint8_t key_latin[26] = {
    /* a to z */
    KEY(1, 0), KEY(2, 4), KEY(2, 2), KEY(1, 2), KEY(0, 2), KEY(1, 3), KEY(1, 4),
    KEY(1, 5), KEY(0, 7), KEY(1, 6), KEY(1, 7), KEY(1, 8), KEY(2, 6), KEY(2, 5),
    KEY(0, 8), KEY(0, 9), KEY(0, 0), KEY(0, 3), KEY(1, 1), KEY(0, 4), KEY(0, 6),
    KEY(2, 3), KEY(0, 1), KEY(2, 1), KEY(0, 5), KEY(2, 0),
};

static bool is_cyrillic(uint32_t c)
{
    return c >= 0x430 && c < 0x450;
}

static bool is_latin(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

static uint32_t alike_of(uint32_t c)
{
    return is_cyrillic(c) ? alike_cyrillic[c - 0x430] : is_latin(c) ? alike_latin[c - 'a'] : 0;
}

/* 0 for what has no key of a letter. Keys of the two alphabets are never compared. */
static int key_of(uint32_t c)
{
    return is_cyrillic(c) ? key_cyrillic[c - 0x430] : is_latin(c) ? key_latin[c - 'a'] : 0;
}

/* Each row stands half a key to the right of the one above it. */
static bool keys_touch(uint32_t a, uint32_t b)
{
    int p = key_of(a), q = key_of(b), rows, places;

    if (!p || !q || is_latin(a) != is_latin(b))
        return false;
    rows = (q - 1) / 16 - (p - 1) / 16;
    places = (q - 1) % 16 - (p - 1) % 16;
    return (rows == 0 && abs(places) == 1) || (rows == 1 && (places == 0 || places == -1)) ||
           (rows == -1 && (places == 0 || places == 1));
}

static unsigned cost_of_change(uint32_t typed, uint32_t meant)
{
    if (alike_of(typed) & alike_of(meant))
        return cost_alike;
    return keys_touch(typed, meant) ? cost_key : cost_plain;
}

static bool is_soft_sign(uint32_t c)
{
    return c == 0x44C || c == 0x44A; /* ь ъ */
}

/* A letter of `word` that the other word has not. */
static unsigned cost_of_extra(const uint32_t *word, size_t count, size_t at, bool was_typed)
{
    uint32_t c = word[at], before = at ? word[at - 1] : 0,
             after = at + 1 < count ? word[at + 1] : 0;

    if (is_soft_sign(c))
        return cost_signs;
    if (c == before || c == after)
        return cost_doubled;
    if (was_typed && (keys_touch(c, before) || keys_touch(c, after)))
        return cost_beside;
    return cost_plain;
}

static bool is_pair(const uint32_t *two, uint32_t a, uint32_t b)
{
    return two[0] == a && two[1] == b;
}

/* Both words, without what they have in common at both ends. */
struct pair {
    const uint32_t *typed, *meant;
    size_t typed_count, meant_count;
    bool at_start;                              /* nothing stands before them */
    unsigned typed_extra[distance_letters_max]; /* what each letter costs that the other word */
    unsigned meant_extra[distance_letters_max]; /* has not */
};

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static void price_extras(struct pair *p)
{
    for (size_t i = 0; i < p->typed_count; i++)
        p->typed_extra[i] = cost_of_extra(p->typed, p->typed_count, i, true);
    for (size_t j = 0; j < p->meant_count; j++)
        p->meant_extra[j] = cost_of_extra(p->meant, p->meant_count, j, false);
    if (p->at_start) {
        p->typed_extra[0] += cost_first;
        p->meant_extra[0] += cost_first;
    }
}

static unsigned cost_of_swap(const struct pair *p, size_t i, size_t j)
{
    const uint32_t *m = p->meant + j - 2;
    unsigned cost = is_pair(m, 'i', 'e') || is_pair(m, 'e', 'i') ? cost_alike : cost_swap;

    return p->at_start && i == 2 && j == 2 ? cost + cost_first : cost;
}

/* The cheapest way to the cell where `i` and `j` letters of the words are done. `rows` are the
 * last three, newest first. */
static unsigned cell(const struct pair *p, size_t i, size_t j, unsigned *const rows[3])
{
    const uint32_t *t = p->typed + i - 1, *m = p->meant + j - 1;
    unsigned best = rows[1][j - 1];

    if (*t != *m)
        best += cost_of_change(*t, *m) + (p->at_start && i == 1 && j == 1 ? cost_first : 0U);
    best = least(best, rows[1][j] + p->typed_extra[i - 1]);
    best = least(best, rows[0][j - 1] + p->meant_extra[j - 1]);
    if (i > 1 && j > 1 && t[0] == m[-1] && t[-1] == m[0])
        best = least(best, rows[2][j - 2] + cost_of_swap(p, i, j));
    if (j > 1 && t[0] == 'f' && is_pair(m - 1, 'p', 'h'))
        best = least(best, rows[1][j - 2] + cost_alike);
    if (i > 1 && m[0] == 'f' && is_pair(t - 1, 'p', 'h'))
        best = least(best, rows[2][j - 1] + cost_alike);
    if (j > 1 && t[0] == shcha && m[0] == che && (m[-1] == es || m[-1] == ze))
        best = least(best, rows[1][j - 2] + cost_alike);
    return best;
}

static unsigned distance(const struct pair *p, unsigned max)
{
    unsigned room[3][distance_letters_max + 1];
    unsigned *rows[3] = {room[0], room[1], room[2]}; /* newest first */
    unsigned before = 0; /* the lowest of the row above, from which two letters at once may come */

    rows[0][0] = 0;
    for (size_t j = 1; j <= p->meant_count; j++)
        rows[0][j] = rows[0][j - 1] + p->meant_extra[j - 1];
    for (size_t i = 1; i <= p->typed_count; i++) {
        unsigned *oldest = rows[2], lowest;

        rows[2] = rows[1];
        rows[1] = rows[0];
        rows[0] = oldest;
        lowest = rows[0][0] = rows[1][0] + p->typed_extra[i - 1];
        for (size_t j = 1; j <= p->meant_count; j++) {
            rows[0][j] = cell(p, i, j, rows);
            lowest = least(lowest, rows[0][j]);
        }
        if (lowest > max && before + cost_two > max)
            return max + 1;
        before = lowest;
    }
    return least(rows[0][p->meant_count], max + 1);
}

/* How many letters both words begin with, less one: what a letter costs depends on the one
 * before it. */
static size_t common_start(const uint32_t *a, size_t an, const uint32_t *b, size_t bn)
{
    size_t n = 0;

    while (n + 1 < an && n + 1 < bn && a[n] == b[n] && a[n + 1] == b[n + 1])
        n++;
    return n;
}

unsigned distance_between(const uint32_t *typed, size_t typed_count, const uint32_t *meant,
                          size_t meant_count, unsigned max)
{
    size_t skip = common_start(typed, typed_count, meant, meant_count);
    struct pair p = {.typed = typed + skip,
                     .meant = meant + skip,
                     .typed_count = typed_count - skip,
                     .meant_count = meant_count - skip,
                     .at_start = skip == 0};

    if (typed_count == 0 || meant_count == 0)
        return least((unsigned)(typed_count + meant_count) * cost_plain, max + 1);
    while (p.typed_count > 2 && p.meant_count > 2 &&
           p.typed[p.typed_count - 1] == p.meant[p.meant_count - 1] &&
           p.typed[p.typed_count - 2] == p.meant[p.meant_count - 2]) {
        p.typed_count--;
        p.meant_count--;
    }
    price_extras(&p);
    return distance(&p, max);
}

size_t distance_letters(struct slice norm, uint32_t letters[distance_letters_max])
{
    size_t count = 0;

    for (size_t at = 0; at < norm.len && count < distance_letters_max;)
        letters[count++] = utf8_next(norm, &at);
    return count;
}

unsigned distance_of(struct slice typed, struct slice meant, unsigned max)
{
    uint32_t a[distance_letters_max], b[distance_letters_max];
    size_t n = distance_letters(typed, a), m = distance_letters(meant, b);

    return distance_between(a, n, b, m, max);
}
