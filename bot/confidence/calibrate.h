/*
 * calibrate.h - what a language's confidences are worth, found out from the articles themselves.
 *
 * Questions are taken from the articles and from a bank of questions out of scope (probes.h),
 * and some of the articles are hidden again and again, so that their questions have no right
 * answer. What search makes of all that is what the models of confidence.h are fitted to: no
 * labelled data of an installation is needed. The same articles give the same result.
 *
 * In steps, each for all languages before the next, so that it can be told how far they are. Rounds
 * may be asked in several threads at once.
 */
#ifndef BOT_CALIBRATE_H
#define BOT_CALIBRATE_H

#include "bot/classify/lesson.h"
#include "bot/confidence/confidence.h"
#include "bot/confidence/probes.h"

/* Where articles have few questions all is done several times, with others taken out. */
enum { calibration_rounds_most = 4 };

/* What comes of questions. */
struct samples {
    struct arena *life; /* of a thread */
    struct sample *items;
    size_t count;
};

struct calibration_round {
    struct probes probes;
    struct lesson trial; /* of the classifier used here, which has not seen the questions */
    struct samples samples;
};

struct calibration {
    struct arena *life;
    const struct generation *next;
    const struct generation *before; /* what was learned is taken from it; NULL: there is none */
    const char *folder;              /* for passing files; need not be there */
    enum language lang;
    void (*count)(void *self); /* called behind each class that was learned, each question asked */
    void *self;
    struct reader *reader; /* of the generation as it is */
    struct lesson used;    /* of the classifier that will be used */
    struct calibration_round rounds[calibration_rounds_most];
    unsigned round_count;
    struct samples strangers; /* of all rounds, where they search the same */
    struct confidence confidence;
};

/* Opens the reader and takes questions and lessons. */
bool calibrate_prepare(struct calibration *t, struct err *err);
void calibrate_end(struct calibration *t);

/* Trains what the generation before did not have. */
size_t calibrate_classes(const struct calibration *t);
bool calibrate_learn(struct calibration *t, struct err *err);

/* Asks the questions of a round, behind those that are asked once for all rounds: questions out of
 * scope, where no article is changed for the others, so that all rounds search the same. */
size_t calibrate_questions(const struct calibration *t);
bool calibrate_ask_once(struct calibration *t, struct err *err);
bool calibrate_ask(struct calibration *t, unsigned round, struct err *err);

/* Fits the models to what came of them. */
void calibrate_fit(struct calibration *t);

#endif
