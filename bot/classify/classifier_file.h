/*
 * classifier_file.h - what training and using a classifier have in common.
 *
 * The file: a header; of each class its constant and the end of its id; the features by hash, with
 * their rarity and where their weights begin (one more than there are features); the weights;
 * the ids. Small weights are left out (classifier_train.c).
 *
 * Raise classifier_magic whenever the same lesson would give another file.
 */
#ifndef BOT_CLASSIFIER_FILE_H
#define BOT_CLASSIFIER_FILE_H

#include "base/sign.h"
#include "bot/classify/linear.h"
#include "bot/classify/shingles.h"

enum {
    classifier_magic = 0x33534C4B,
    classifier_unit = 4096 /* weights are kept in parts of 1 / classifier_unit, up to 8 */
};

struct classifier_header {
    uint32_t magic, classes, features, weights, id_bytes, examples;
    struct sign_hash lesson; /* what it was learned from */
};

struct classifier_class {
    float constant;
    uint32_t id_end;
};

struct classifier_feature {
    uint32_t hash;
    float rarity;
};

struct classifier_weight {
    uint16_t class;
    int16_t weight;
};

/* The features, sorted by hash. */
struct classifier_features {
    const struct classifier_feature *items;
    size_t count;
};

/* A text in numbers: words and pieces, each (1 + log times) · rarity and of length 1 together,
 * in the order of features. What is no feature is left out. */
size_t classifier_values(struct arena *job, const struct classifier_features *f,
                         const struct shingles *s, struct linear_value **out);

#endif
