/* random.c - see random.h */
#include "base/random.h"

uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* The high half times `below`, without a division (Lemire 2019). */
uint32_t random_below(uint64_t *state, uint32_t below)
{
    return below ? (uint32_t)((random_next(state) >> 32) * below >> 32) : 0;
}
