/*
 * background.h - a thread beside the others, which sleeps between what it does.
 *
 *      static void run(void *self)
 *      {
 *          struct keeper *k = self;
 *
 *          do
 *              look(k);
 *          while (background_sleep(&k->background, 60 * 1000));
 *      }
 *
 * It is part of what it works for, which stays where it is until the thread has been stopped. What
 * both touch has a lock of its own.
 */
#ifndef BASE_BACKGROUND_H
#define BASE_BACKGROUND_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct background {
    void (*run)(void *self);
    void *self;
    pthread_t thread;
    pthread_mutex_t lock; /* of what is below */
    pthread_cond_t changed;
    bool woken, stopping;
};

/* Runs `run(self)` in a thread. False: the system has none, and there is nothing to stop. */
bool background_start(struct background *b, void (*run)(void *self), void *self);

/* For the thread: waits `ms` milliseconds (from 0), or until it is woken, which it is at once if that
 * was while it was awake. False: it is to end, now and from now on. */
bool background_sleep(struct background *b, int64_t ms);

/* For any thread, between start and stop. */
void background_wake(struct background *b);

/* Wakes the thread for the last time and waits until it has ended. */
void background_stop(struct background *b);

#endif
