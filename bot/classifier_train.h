/*
 * classifier_train.h - makes the classifier of classifier.h.
 */
#ifndef BOT_CLASSIFIER_TRAIN_H
#define BOT_CLASSIFIER_TRAIN_H

#include "base/err.h"
#include "engine/article.h"
#include "text/stem.h"

enum { classifier_articles_max = 65535 };

/* A question and the article it belongs to, by its place in `ids`. */
struct classifier_example {
    uint32_t class;
    struct slice text;
};

struct classifier_lesson {
    struct texts ids; /* at most classifier_articles_max; each with an example */
    struct classifier_example *examples;
    size_t example_count;
    size_t threads;
};

/* Writes the file, of no class if there are fewer than two. The same lesson gives the same
 * file, whatever the number of threads. Memory: about 7 kB an example of a dozen words. */
bool classifier_train(const struct classifier_lesson *lesson, const char *path, struct err *err);

#endif
