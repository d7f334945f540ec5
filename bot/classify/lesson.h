/*
 * lesson.h - what the classifiers of a generation are taught: articles' titles and questions.
 *
 * Each language has the one that is used, and one for each round of calibration, which must not have
 * seen the questions that are asked there. Training is the longest part of an index run, so what was
 * learned from the same lesson for the generation before is taken over. There is no way to train
 * only the classes that changed: an example of one article is a counter-example of all others.
 */
#ifndef BOT_LESSON_H
#define BOT_LESSON_H

#include "bot/classify/classifier_train.h"
#include "engine/index/reader.h"

struct lesson {
    struct classifier_lesson taught;
    const char *path; /* of the classifier */
    bool learned;     /* it is there: the generation before had the same lesson */
};

/* Of the articles of a language that the bot may give and that have questions enough, by id. The
 * `changed` ones (of any number, NULL is fine) are taken as they are here and not as in the
 * index. `path` is the classifier's; `before` that of the generation before, NULL if there is
 * none. */
bool lesson_read(struct arena *life, struct reader *r, enum language lang,
                 const struct article *changed, size_t changed_count, const char *path,
                 const char *before, struct lesson *out, struct err *err);

/* Trains the classifier, if it is not there. */
bool lesson_learn(const struct lesson *l, struct err *err);

/* The file of a language's classifier in a generation's folder: 0: the one that is used, else that of
 * calibration's first round and so on. */
const char *lesson_file(struct arena *job, const char *folder, enum language lang, unsigned trial);

#endif
