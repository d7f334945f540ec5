/*
 * near_romanised.c - see near.h
 *
 * Every way to cut a Latin word into groups of letters that stand for Russian ones is tried at the
 * same time; the dictionary leaves few of them.
 */
#include <string.h>

#include "base/utf8.h"
#include "text/near_inside.h"

/* Letters that stand for Russian ones, and what it costs to take them so: 0 is how most people
 * write. Those not here stand for one letter, below. */
static const struct group {
    const char *latin, *russian;
    unsigned cost;
} groups[] = {
    {"shch", "щ", 0},   {"sch", "щ", 0},    {"shh", "щ", 0},    {"sh", "ш", 0},    {"sh", "щ", 15},
    {"sch", "сч", 5},   {"ch", "ч", 0},     {"zh", "ж", 0},     {"kh", "х", 0},    {"ts", "ц", 0},
    {"tc", "ц", 10},    {"ya", "я", 0},     {"ia", "я", 5},     {"ja", "я", 5},    {"yu", "ю", 0},
    {"iu", "ю", 5},     {"ju", "ю", 5},     {"yo", "е", 5},     {"jo", "е", 5},    {"io", "е", 10},
    {"ye", "е", 5},     {"je", "е", 5},     {"iy", "ий", 0},    {"yy", "ый", 0},   {"yi", "ый", 5},
    {"ij", "ий", 0},    {"yj", "ый", 0},    {"y", "ый", 10},    {"y", "ий", 10},   {"i", "ий", 15},
    {"cya", "тся", 10}, {"cja", "тся", 10}, {"tsa", "тся", 10}, {"ca", "тся", 15}, {"ck", "к", 15},
    {"a", "а", 0},      {"b", "б", 0},      {"c", "ц", 0},      {"c", "к", 15},    {"c", "с", 20},
    {"d", "д", 0},      {"e", "е", 0},      {"e", "э", 3},      {"f", "ф", 0},     {"g", "г", 0},
    {"h", "х", 0},      {"i", "и", 0},      {"i", "й", 3},      {"i", "ы", 8},     {"j", "й", 0},
    {"j", "ж", 3},      {"k", "к", 0},      {"l", "л", 0},      {"m", "м", 0},     {"n", "н", 0},
    {"o", "о", 0},      {"p", "п", 0},      {"q", "к", 15},     {"r", "р", 0},     {"s", "с", 0},
    {"t", "т", 2},      {"u", "у", 0},      {"u", "ю", 10},     {"v", "в", 0},     {"w", "в", 10},
    {"w", "ш", 15},     {"x", "х", 3},      {"x", "кс", 5},     {"y", "ы", 0},     {"y", "й", 0},
    {"y", "и", 10},     {"z", "з", 0},      {"4", "ч", 0},      {"6", "ш", 5},     {"'", "ь", 0},
    {"'", "ъ", 0},      {"", "ь", 0},       {"", "ъ", 5},
};

struct cut {
    struct near_walk walk;
    struct slice latin;
    unsigned max;
};

static bool stands_at(struct slice latin, size_t at, const char *group)
{
    size_t len = strlen(group);

    return len <= latin.len - at && memcmp(latin.ptr + at, group, len) == 0;
}

/* The Latin letters from `at` on follow `depth` labels of the path. */
static void walk(struct cut *c, uint32_t state, size_t depth, size_t at, unsigned cost)
{
    const struct morph *m = c->walk.morph;

    if (at == c->latin.len && depth && morph_ends(m, state))
        near_note(&c->walk, depth, cost);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        struct slice russian = slice_of(groups[i].russian);
        uint32_t next = state;
        size_t to = depth;

        if (!stands_at(c->latin, at, groups[i].latin) || cost + groups[i].cost > c->max)
            continue;
        for (size_t k = 0; k < russian.len && to < morph_word_max && next != morph_nowhere;) {
            c->walk.path[to] = morph_label(utf8_next(russian, &k));
            next = morph_step(m, next, c->walk.path[to++]);
        }
        if (next != morph_nowhere && to < morph_word_max)
            walk(c, next, to, at + strlen(groups[i].latin), cost + groups[i].cost);
    }
}

struct near_words near_romanised(struct arena *job, const struct morph *m, struct slice latin,
                                 unsigned max)
{
    struct cut c = {.walk = {.job = job, .morph = m}, .latin = latin, .max = max};

    walk(&c, m->words, 0, 0, 0);
    return c.walk.found;
}
