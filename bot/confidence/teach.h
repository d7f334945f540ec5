/*
 * teach.h - what the bot learns from a generation: its classifiers trained, its confidences fitted.
 *
 * What nothing of it depends on has changed is taken over from the generation before: a classifier
 * depends on titles and questions (lesson.h); the confidences on all text of all articles and on
 * editors' words, since words are rare or common in all of them, but not on dates.
 */
#ifndef BOT_TEACH_H
#define BOT_TEACH_H

#include "bot/confidence/confidence.h"

/* Who is told how far it is: the steps, each with `total` parts; never two calls at a time, but
 * from several threads. */
struct teach_watch {
    void (*begin)(void *self, const char *what, size_t total);
    void (*at)(void *self, size_t done);
    void (*end)(void *self);
    void *self;
};

struct teach_request {
    const struct generation *next;   /* built, but not published; gets the classifiers */
    const struct generation *before; /* NULL: there is none */
    const char *folder;              /* for passing files; need not be there */
    const struct teach_watch *watch; /* NULL: nobody is told */
    size_t threads;                  /* 0: as many as there are processors */
};

bool teach(struct arena *life, const struct teach_request *q, struct confidences *out,
           struct err *err);

#endif
