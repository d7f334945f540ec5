/*
 * lesson.h - what the classifier of a generation is taught: each article's title and questions.
 */
#ifndef BOT_LESSON_H
#define BOT_LESSON_H

#include "bot/classifier_train.h"
#include "engine/reader.h"

/* Of the articles of a language that the bot may give and that have questions enough. The
 * `changed` ones (of any number, NULL is fine) are taken as they are here and not as in the
 * index. */
bool lesson_read(struct arena *life, struct reader *r, enum language lang,
                 const struct article *changed, size_t changed_count,
                 struct classifier_lesson *out, struct err *err);

/* The file of a language's classifier in a generation's folder. */
const char *lesson_file(struct arena *job, const char *folder, enum language lang);

#endif
