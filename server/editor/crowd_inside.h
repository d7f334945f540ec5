/*
 * crowd_inside.h - what the files of crowd.h share: the tables, and how things are found in them.
 */
#ifndef SERVER_CROWD_INSIDE_H
#define SERVER_CROWD_INSIDE_H

#include <pthread.h>

#include "base/background.h"
#include "base/recent.h"
#include "server/editor/crowd.h"

enum { crowd_salt_size = 16 };

struct crowd_words {
    uint64_t first; /* who asked for them first */
    bool known;     /* somebody else did, too, or they are in the desk */
    bool looked_up; /* whether they are in the desk */
};

struct crowd_counted {
    int64_t day;
    enum language lang;
    struct search_counts counts; /* not written yet */
    size_t len;
    char text[searches_text_max]; /* none: all searches of the day */
};

struct crowd {
    struct desk *desk;
    int64_t days;
    unsigned char salt[crowd_salt_size]; /* nobody can tell an address by its hash */
    struct arena *life;
    struct limits *limits;
    struct recent *answered, *words, *counted, *asked;
    pthread_mutex_t lock;    /* of the tables */
    pthread_mutex_t writing; /* taken first */
    struct background background;
};

/* Tables without a thread. */
struct crowd *crowd_new(struct desk *d, uint64_t days);
void crowd_free(struct crowd *c);

/* The number of words whoever asks, and whenever; of what is counted of them on a day. */
uint64_t crowd_hash_words(const struct crowd *c, enum language lang, struct slice words);
uint64_t crowd_hash_day(const struct crowd *c, int64_t day, enum language lang, struct slice words);

#endif
