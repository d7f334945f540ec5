/* twins.c - see twins.h. Looked up for every word, so by place and not by search. */
#include "text/twins.h"

static const uint16_t cyrillic['z' - 'a' + 1] = {
    ['a' - 'a'] = 0x430, ['b' - 'a'] = 0x432, ['c' - 'a'] = 0x441, ['e' - 'a'] = 0x435,
    ['h' - 'a'] = 0x43D, ['k' - 'a'] = 0x43A, ['m' - 'a'] = 0x43C, ['o' - 'a'] = 0x43E,
    ['p' - 'a'] = 0x440, ['t' - 'a'] = 0x442, ['x' - 'a'] = 0x445, ['y' - 'a'] = 0x443,
};

enum { first = 0x430, last = 0x456 };

static const char latin[last - first + 1] = {
    [0x430 - first] = 'a', [0x432 - first] = 'b', [0x441 - first] = 'c', [0x435 - first] = 'e',
    [0x43D - first] = 'h', [0x43A - first] = 'k', [0x43C - first] = 'm', [0x43E - first] = 'o',
    [0x440 - first] = 'p', [0x442 - first] = 't', [0x445 - first] = 'x', [0x443 - first] = 'y',
    [0x456 - first] = 'i', /* Ukrainian і in an English word */
};

uint32_t twins_cyrillic(uint32_t c)
{
    return c >= 'a' && c <= 'z' ? cyrillic[c - 'a'] : 0;
}

uint32_t twins_latin(uint32_t c)
{
    return c >= first && c <= last ? (uint32_t)latin[c - first] : 0;
}
