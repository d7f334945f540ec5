/* background.c - see background.h */
#include "base/background.h"

#include "base/clock.h"

static void *run(void *what)
{
    const struct background *b = what;

    b->run(b->self);
    return NULL;
}

static void end(struct background *b)
{
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->changed);
}

bool background_start(struct background *b, void (*how)(void *self), void *self)
{
    *b = (struct background){.run = how, .self = self};
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->changed, NULL);
    if (pthread_create(&b->thread, NULL, run, b) == 0)
        return true;
    end(b);
    return false;
}

bool background_sleep(struct background *b, int64_t ms)
{
    struct timespec until = clock_in(ms);
    bool stopping;

    pthread_mutex_lock(&b->lock);
    while (!b->stopping && !b->woken && pthread_cond_timedwait(&b->changed, &b->lock, &until) == 0)
        ;
    b->woken = false;
    stopping = b->stopping;
    pthread_mutex_unlock(&b->lock);
    return !stopping;
}

static void tell(struct background *b, bool *what)
{
    pthread_mutex_lock(&b->lock);
    *what = true;
    pthread_cond_signal(&b->changed);
    pthread_mutex_unlock(&b->lock);
}

void background_wake(struct background *b)
{
    tell(b, &b->woken);
}

void background_stop(struct background *b)
{
    tell(b, &b->stopping);
    pthread_join(b->thread, NULL);
    end(b);
}
