/*
 * live.h - the confidence corrected by what customers and agents said.
 *
 * Their questions are asked again, of the generation that is being built, and the best article is
 * compared with the one they named. If the confidence of a language is wrong as a whole, its
 * log odds are moved by one number (the shift of a prior: Saerens, Latinne, Decaestecker 2002).
 *
 * Labels are no sample. Who is angry says so more readily than who was helped; how much more, nobody
 * can know. So the shift is the smallest that agrees with the labels whatever that is, within
 * LIVE_ANGER: its 95 % likelihood interval, with each "did not help" counted in full for the lower
 * end and as one LIVE_ANGER-th for the upper end; 0 if that lies inside. Few labels, or labels
 * that agree with the confidence, change nothing. docs/adr/0017-learning.md has what was measured.
 */
#ifndef BOT_LIVE_H
#define BOT_LIVE_H

#include "bot/confidence.h"
#include "engine/reader.h"

/* How many times as readily the angry speak, at most. */
#define LIVE_ANGER 3.0

enum {
    live_labels_least = 30,  /* of a language; fewer change nothing */
    live_labels_most = 1000  /* the latest are asked again */
};

/* Of the log odds, either way: whoever floods the server with labels does no more harm. */
#define LIVE_SHIFT_MOST 1.5

struct live_label {
    struct slice text; /* a question */
    enum language lang;
    struct slice article;
    bool right;    /* the article answers it; else only that it does not is known */
    bool volunteered; /* the customer said so without being asked to choose */
};

/* Sets `live` of the confidences, for each language with labels enough. */
bool live_correct(const struct generation *g, const struct live_label *labels, size_t count,
                  struct confidences *confidences, struct err *err);

/* What one label is worth: p as fitted, and whether it came true. */
struct live_outcome {
    double p;
    bool right, volunteered;
};

/* The shift they call for. */
double live_shift(struct arena *job, const struct live_outcome *outcomes, size_t count);

#endif
