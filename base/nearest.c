/* nearest.c - see nearest.h: three rows of the table of distances. */
#include "base/nearest.h"

#include "base/utf8.h"

enum { letters_max = 40 /* no name of ours is longer */ };

/* Of the whole text, or letters_max + 1 if it has more. */
static size_t letters_of(struct slice text, uint32_t out[letters_max])
{
    size_t n = 0;

    for (size_t at = 0; at < text.len; n++) {
        uint32_t c = utf8_next(text, &at);

        if (n == letters_max)
            return letters_max + 1;
        out[n] = c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
    }
    return n;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned nearest_edits(struct slice typed, struct slice name)
{
    unsigned rows[3][letters_max + 1];
    uint32_t a[letters_max], b[letters_max];
    size_t m = letters_of(typed, a), n = letters_of(name, b);

    if (m > letters_max || n > letters_max)
        return letters_max;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= m; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            row[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return rows[m % 3][n];
}

bool nearest_meant(struct slice typed, struct slice name)
{
    size_t letters = utf8_length(name);

    return nearest_edits(typed, name) <= (letters >= 7 ? 2U : letters >= 4 ? 1U : 0U);
}

void nearest_offer(struct slice typed, const char *name, const char **best)
{
    struct slice n = slice_of(name);

    if (nearest_meant(typed, n) &&
        (!*best || nearest_edits(typed, n) < nearest_edits(typed, slice_of(*best))))
        *best = name;
}
