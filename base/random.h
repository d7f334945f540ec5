/*
 * random.h - numbers that look random and are the same in every run: for trials and samples,
 * never for secrets (sign.h has those).
 *
 * SplitMix64 (Steele, Lea, Flood 2014): the state is any number, its seed.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

uint64_t random_next(uint64_t *state);

/* 0..below-1, or 0 if `below` is 0. */
uint32_t random_below(uint64_t *state, uint32_t below);

#endif
