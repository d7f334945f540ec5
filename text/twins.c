/* twins.c - see twins.h */
#include "text/twins.h"

#include <stddef.h>

static const struct {
    uint32_t latin, cyrillic;
} twins[] = {
    {'a', 0x430}, {'b', 0x432}, {'c', 0x441}, {'e', 0x435}, {'h', 0x43D}, {'k', 0x43A},
    {'m', 0x43C}, {'o', 0x43E}, {'p', 0x440}, {'t', 0x442}, {'x', 0x445}, {'y', 0x443},
};

uint32_t twins_cyrillic(uint32_t latin)
{
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (twins[i].latin == latin)
            return twins[i].cyrillic;
    return 0;
}

uint32_t twins_latin(uint32_t cyrillic)
{
    if (cyrillic == 0x456) /* Ukrainian і in an English word */
        return 'i';
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (twins[i].cyrillic == cyrillic)
            return twins[i].latin;
    return 0;
}
