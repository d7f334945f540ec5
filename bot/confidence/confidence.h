/*
 * confidence.h - from features to the probability that an answer is right.
 *
 * Three logistic models a language over the same features: that any article answers the
 * question; that, if one does, it is the best; that, if one does, it is among the best three.
 *      p = P(answerable) · P(right | answerable)    q = P(answerable) · P(among | answerable)
 * What tells a stranger from a customer and what tells two articles apart are different things:
 * one model of the product gave up a part of either. Fitted when a generation is built, stored
 * with it, so a confidence always belongs to the knowledge base it speaks of. Each is
 * 1 / (1 + exp(-(w·z + b))), z the features less their mean over their deviation.
 */
#ifndef BOT_CONFIDENCE_H
#define BOT_CONFIDENCE_H

#include "bot/confidence/features.h"
#include "engine/index/generation.h"
#include "engine/measure/measure.h"

struct logistic {
    double w[feature_count], b;
};

/* How good p is, on questions it was not fitted on. */
enum { confidence_risks = 20 };
struct confidence_quality {
    size_t n;           /* questions */
    double accuracy;    /* of the best article, among questions that have one */
    double auroc;       /* right answers above wrong ones */
    double auroc_error; /* how far chance moves it: standard deviation, whole articles drawn anew */
    double oos_auroc;   /* questions with an article above questions without */
    double ece, brier, aurc;
    double coverage90, coverage95, coverage98; /* share answered at that precision */
    struct measure_bin bins[measure_bins];     /* p against what came of it */
    size_t bin_count;
    size_t counts[measure_counts]; /* questions by p, in twentieths */
    double risk[confidence_risks]; /* share of wrong answers, 1/20, 2/20 … of all answered */
};

/* What customers' labels say of it (labels.h). */
struct confidence_live {
    size_t n;     /* labels */
    double shift; /* of the log odds of p and q */
};

/* Is `after` worse by more than 0.02, and by more than chance explains (1.96 standard errors of the
 * difference)? */
bool confidence_fell(const struct confidence_quality *before,
                     const struct confidence_quality *after);

struct confidence {
    bool fitted;
    double mean[feature_count], deviation[feature_count];
    struct logistic answerable, right, among;
    struct confidence_quality quality; /* without the shift */
    struct confidence_live live;
};

/* What a model that did not see the question made of it. */
struct judged {
    double p;
    bool right, answerable;
    size_t group;
};
struct confidence_quality confidence_judge(struct arena *job, const struct judged *list,
                                           size_t count);

/* A question with its features and what would have come of answering it. */
struct sample {
    struct features features;
    bool right; /* the best article was the right one */
    bool among; /* the right one was among the best three */
    bool answerable;
    size_t group; /* the article the question belongs to */
};

double confidence_p(const struct confidence *c, const struct features *f);
double confidence_q(const struct confidence *c, const struct features *f);

/* Fits the models and measures p on one half of the groups with a model of the other, both
 * ways. Too few samples (below confidence_least) leave `fitted` false. `penalty` is
 * of the square of a weight: 1 for samples that know nothing of each other. */
enum { confidence_least = 60 };
struct confidence confidence_fit(struct arena *job, const struct sample *samples, size_t count,
                                 double penalty);

/* Without a fit: a cautious model of coverage and share, for the smallest knowledge bases. */
struct confidence confidence_standard(void);

/* The models of both languages. */
struct confidences {
    struct confidence by_language[language_count];
    struct slice inputs;     /* a hash of all it was fitted on; empty: it is not known */
    int64_t fitted_at;       /* wall milliseconds */
    const struct json *root; /* as read; NULL: fitted by this run */
};

struct slice confidences_print(struct arena *job, const struct confidences *c, uint64_t generation);
/* Of a generation. */
bool confidences_read(struct arena *life, const struct generation *g, struct confidences *out,
                      struct err *err);
bool confidences_parse(struct arena *job, struct slice text, struct confidences *out,
                       struct err *err);

#endif
