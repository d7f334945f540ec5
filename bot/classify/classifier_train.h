/*
 * classifier_train.h - makes the classifier of classifier.h.
 */
#ifndef BOT_CLASSIFIER_TRAIN_H
#define BOT_CLASSIFIER_TRAIN_H

#include "base/sign.h"
#include "engine/article/article.h"
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
    void (*fitted)(void *self); /* called behind each class that is done; NULL: nobody is told */
    void *self;
};

/* Of all that the file depends on: ids, texts, their order, and the program. */
struct sign_hash classifier_lesson_hash(const struct classifier_lesson *lesson);

/* Writes the file, of no class if there are fewer than two. The same lesson gives the same
 * file, whatever the number of threads. Memory: about 7 kB an example of a dozen words. */
bool classifier_train(const struct classifier_lesson *lesson, const char *path, struct err *err);

#endif
