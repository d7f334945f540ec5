/*
 * features.h - what the confidence is computed from: one ranked list in numbers.
 */
#ifndef BOT_FEATURES_H
#define BOT_FEATURES_H

#include "bot/classify/standing.h"

enum feature {
    FEATURE_SHARE,    /* weight of the best hit, of the largest possible for these words */
    FEATURE_WEIGHT,   /* log(1 + that weight) */
    FEATURE_LEAD,     /* its share less the largest share of the others */
    FEATURE_COVERAGE, /* rarity of the words the article has, of all */
    FEATURE_QUESTION, /* the same for its best question or title alone */
    FEATURE_EXACT,    /* how much of that question the text has, times the former */
    FEATURE_SECTION,  /* the same for its best section */
    FEATURE_TOGETHER, /* neighbours in the text that are neighbours in the article */
    FEATURE_KNOWN,    /* rarity of the words that any of the hits has, of all */
    FEATURE_SPREAD,   /* standard deviation of the best ten weights, of the best */
    FEATURE_CLASS,    /* the classifier's margin of the best hit */
    FEATURE_LENGTH,   /* log(1 + words of the question) */
    FEATURE_APART,    /* how far that is above the largest one of the others */
    feature_count
};

extern const char *const feature_names[feature_count];

/* 1 or -1: in which direction a feature can only speak for or against an answer; 0: both. */
extern const int feature_signs[feature_count];

struct features {
    double v[feature_count];
};

/* Of a search result whose hits stand like this, best first; at least one. Calibration leaves
 * some out. */
struct features features_of(const struct search_result *result, const struct standing *standings,
                            size_t count);

#endif
