/*
 * labels.h - the confidence corrected by what customers said of answers.
 *
 * Their questions are asked again, of the generation that is being built. Where the best article is
 * the one they judged, it is known whether its confidence came true. If the confidence of a language
 * is wrong as a whole, its log odds are moved by one number (the shift of a prior: Saerens, Latinne,
 * Decaestecker 2002).
 *
 * Labels are no sample: who is angry may speak more readily than who was helped, or less, and how much
 * nobody can know. So the shift is the smallest that agrees with the labels whatever that is, within
 * bounds: its 95 % likelihood interval, each "it helped" counted as one LABELS_JOY-th for the lower end,
 * each "it did not" as one LABELS_ANGER-th for the upper one; 0 if that lies inside. Few labels, or labels
 * that agree with the confidence, change nothing. Options picked and articles that agents named are
 * no labels: both are only heard of where an article answers. docs/adr/0017-learning.md has what was
 * measured.
 */
#ifndef BOT_LABELS_H
#define BOT_LABELS_H

#include "bot/confidence/confidence.h"
#include "engine/index/reader.h"

/* How many times as readily as the others the angry speak, at most; and those who were helped. */
#define LABELS_ANGER 3.0
#define LABELS_JOY   2.0

enum {
    labels_least = 30, /* of a language; fewer change nothing */
    labels_most = 1000 /* the latest are asked again */
};

/* Of the log odds, either way: whoever floods the server with labels does no more harm. */
#define LABELS_SHIFT_MOST 1.5

struct label {
    struct slice text; /* a question */
    enum language lang;
    struct slice article;
    bool right; /* it helped */
};

/* Sets `live` of the confidences, for each language with labels enough. */
bool labels_correct(const struct generation *g, const struct label *labels, size_t count,
                    struct confidences *confidences, struct err *err);

/* What one label is worth: p as fitted, and whether it came true. */
struct label_outcome {
    double p;
    bool right;
};

/* The shift they call for. */
double labels_shift(const struct label_outcome *outcomes, size_t count);

#endif
