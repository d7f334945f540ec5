/*
 * trials.h - what calibration finds out about one language. calibrate.c's own.
 */
#ifndef BOT_TRIALS_H
#define BOT_TRIALS_H

#include "bot/confidence.h"
#include "bot/lesson.h"
#include "bot/probes.h"

struct trials {
    struct arena *life;
    const struct generation *next;
    const struct generation *before; /* NULL: there is none */
    const char *folder;              /* for passing files */
    enum language lang;
    void (*count)(void *self); /* called behind each class that was learned, each question asked */
    void *self;
    struct reader *reader;     /* of the generation as it is */
    struct lesson used, trial; /* of the classifier that will be used, and of that used here */
    struct probes probes;
    struct sample *samples;
    size_t sample_count;
};

/* Opens the reader, which is closed by the caller, and takes questions and lessons. */
bool trials_prepare(struct trials *t, struct err *err);

/* Trains what the generation before did not have. */
size_t trials_classes(const struct trials *t);
bool trials_learn(struct trials *t, struct err *err);

/* Asks the questions: then there are samples. */
size_t trials_questions(const struct trials *t);
bool trials_ask(struct trials *t, struct err *err);

#endif
