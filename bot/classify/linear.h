/*
 * linear.h - a plane between some texts and all others, by LIBLINEAR.
 *
 * A support vector machine with squared hinge loss and L2 penalty, C = 1 (Fan and others,
 * LIBLINEAR, JMLR 2008), solved in the primal: no random numbers, so the same texts give the
 * same plane. Rows may be fitted by several threads at once.
 */
#ifndef BOT_LINEAR_H
#define BOT_LINEAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct linear_value {
    uint32_t feature; /* from 0 */
    float value;
};

struct linear_rows;

/* `count` rows of up to `features` features, all empty. */
struct linear_rows *linear_rows_new(struct arena *life, size_t count, uint32_t features);

/* `values` are in the order of features. */
void linear_rows_set(struct linear_rows *r, size_t row, const struct linear_value *values,
                     size_t count);

/* The plane with the rows that are `positive` above it and the others below: a weight for each
 * feature, and a constant behind them. There must be rows on both sides. */
bool linear_fit(const struct linear_rows *r, const bool *positive, double *weights,
                struct err *err);

#endif
