/* live.c - see live.h */
#include "server/chat/live.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "desk/erasure.h"
#include "server/chat/live_inside.h"

/* A comment line now and then shows who is gone, and keeps proxies from closing. */
enum { heartbeat_seconds = 15, of_one_conversation_most = 8 };

struct live {
    struct desk *desk;
    struct keys *keys;
    size_t most;
    pthread_t thread;
    pthread_mutex_t lock; /* of all below; followers are removed by the thread alone */
    pthread_cond_t told;
    struct follower *first;
    size_t count;
    struct arena *news_life;
    struct news news;
    struct timespec beat; /* when the next heartbeat is due, for the thread alone */
    int64_t erased;       /* conversations so far, for the thread alone */
    bool stopping;
};

/* ---- following ---- */

static char *copy(struct slice text)
{
    char *own = strndup(text.len ? text.ptr : "", text.len);

    if (!own)
        abort();
    return own;
}

static size_t followers_of(const struct live *l, struct slice conversation)
{
    size_t n = 0;

    for (const struct follower *f = l->first; f; f = f->next)
        n += f->conversation && slice_is(conversation, f->conversation);
    return n;
}

static struct follower *follower_new(struct slice key)
{
    struct follower *f = calloc(1, sizeof *f);

    if (!f)
        abort();
    f->key = copy(key);
    return f;
}

static void drop(struct follower *f)
{
    if (f->stream)
        stream_end(f->stream);
    free(f->conversation);
    free(f->key);
    free(f);
}

/* A client has taken what was sent, or is gone. */
static void wake(void *self)
{
    struct live *l = self;

    pthread_mutex_lock(&l->lock);
    pthread_cond_signal(&l->told);
    pthread_mutex_unlock(&l->lock);
}

static void add(struct live *l, struct follower *f)
{
    struct stream_writer writer = {l, wake};

    f->stream = stream_new(&writer);
    stream_write(f->stream, SLICE("retry: 2000\n\n"));
    f->next = l->first;
    l->first = f;
    l->count++;
    pthread_cond_signal(&l->told);
}

static struct stream *follow(struct live *l, struct follower *f)
{
    struct stream *s = NULL;

    pthread_mutex_lock(&l->lock);
    if (!l->stopping && l->count < l->most &&
        (!f->conversation ||
         followers_of(l, slice_of(f->conversation)) < (size_t)of_one_conversation_most)) {
        add(l, f);
        s = f->stream;
    }
    pthread_mutex_unlock(&l->lock);
    if (!s)
        drop(f);
    return s;
}

struct stream *live_follow(struct live *l, struct slice conversation, int64_t after,
                           struct slice key)
{
    struct follower *f = follower_new(key);

    f->conversation = copy(conversation);
    f->after = after;
    f->version = -1;
    f->due = true;
    return follow(l, f);
}

struct stream *live_follow_desk(struct live *l, struct slice key)
{
    return follow(l, follower_new(key));
}

void live_tell(struct live *l, struct slice conversation)
{
    pthread_mutex_lock(&l->lock);
    for (struct follower *f = l->first; f; f = f->next)
        f->due |= !f->conversation || slice_is(conversation, f->conversation);
    if (!texts_have(&l->news.changes, conversation))
        texts_add(l->news_life, &l->news.changes, slice_copy(l->news_life, conversation));
    pthread_cond_signal(&l->told);
    pthread_mutex_unlock(&l->lock);
}

void live_tell_erased(struct live *l)
{
    pthread_mutex_lock(&l->lock);
    for (struct follower *f = l->first; f; f = f->next)
        f->due = true;
    l->news.erased = true;
    pthread_cond_signal(&l->told);
    pthread_mutex_unlock(&l->lock);
}

size_t live_followers(struct live *l)
{
    size_t n;

    pthread_mutex_lock(&l->lock);
    n = l->count;
    pthread_mutex_unlock(&l->lock);
    return n;
}

/* ---- sending ---- */

/* What was a key of the desk may have been removed since. */
static bool may_follow(struct live *l, const struct follower *f)
{
    return !*f->key || keys_allow(l->keys, slice_of(f->key), ROLE_DESK);
}

/* Another process may have erased something. */
static void look_for_erased(struct live *l)
{
    struct err ignored;
    int64_t erased;

    if (!erasure_count(l->desk, &erased, &ignored) || erased == l->erased)
        return;
    l->erased = erased;
    live_tell_erased(l);
}

/* ---- the thread ---- */

static bool is_gone(const struct follower *f)
{
    return f->gone || !stream_is_open(f->stream);
}

static bool goes_on(const struct follower *f)
{
    return f->behind && stream_has_room(f->stream);
}

/* Those with something to send, taken under the lock; who is gone is dropped. */
static struct follower **take_due(struct live *l, struct arena *job, bool everybody, size_t *count)
{
    struct follower **due = ARENA_ARRAY(job, struct follower *, l->count);

    *count = 0;
    for (struct follower **link = &l->first, *f; (f = *link);) {
        if (is_gone(f)) {
            *link = f->next;
            l->count--;
            drop(f);
            continue;
        }
        if (f->due || goes_on(f) || everybody)
            due[(*count)++] = f;
        link = &f->next;
    }
    return due;
}

static bool anything_due(const struct live *l)
{
    for (const struct follower *f = l->first; f; f = f->next)
        if (f->due || goes_on(f) || is_gone(f))
            return true;
    return false;
}

/* Waits until there is something to send; false: there is not, and the time for a heartbeat has come,
 * however much was sent to others meanwhile. */
static bool wait_for_work(struct live *l)
{
    while (!l->stopping && !anything_due(l))
        if (pthread_cond_timedwait(&l->told, &l->lock, &l->beat) != 0)
            return l->stopping || anything_due(l);
    return true;
}

static void serve_once(struct live *l)
{
    bool beat = !wait_for_work(l);
    struct arena *job = arena_new(), *news_life = l->news_life;
    struct news news = l->news;
    struct follower **due;
    size_t count;

    due = take_due(l, job, beat, &count);
    for (size_t i = 0; i < count; i++)
        due[i]->due = false;
    l->news_life = arena_new();
    l->news = (struct news){0};
    pthread_mutex_unlock(&l->lock);
    for (size_t i = 0; i < count; i++) {
        if (!may_follow(l, due[i]))
            due[i]->gone = true;
        else if (beat)
            stream_write(due[i]->stream, SLICE(":\n\n"));
        else
            live_send(l->desk, due[i], &news);
    }
    if (beat) {
        look_for_erased(l);
        l->beat = clock_in(heartbeat_seconds * 1000);
    }
    arena_free(news_life);
    arena_free(job);
    pthread_mutex_lock(&l->lock);
}

static void *run(void *self)
{
    struct live *l = self;

    pthread_mutex_lock(&l->lock);
    while (!l->stopping)
        serve_once(l);
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

/* ---- starting and stopping ---- */

struct live *live_start(struct desk *d, struct keys *k, size_t most, struct err *err)
{
    struct live *l = calloc(1, sizeof *l);

    if (!l)
        abort();
    l->desk = d;
    l->keys = k;
    l->most = most;
    l->beat = clock_in(heartbeat_seconds * 1000);
    l->news_life = arena_new();
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->told, NULL);
    if (pthread_create(&l->thread, NULL, run, l) == 0)
        return l;
    err_set(err, ERR_IO, "threads cannot be started");
    arena_free(l->news_life);
    free(l);
    return NULL;
}

void live_stop(struct live *l)
{
    pthread_mutex_lock(&l->lock);
    l->stopping = true;
    pthread_cond_signal(&l->told);
    pthread_mutex_unlock(&l->lock);
    pthread_join(l->thread, NULL);
    for (struct follower *f = l->first, *next; f; f = next) {
        next = f->next;
        drop(f);
    }
    l->first = NULL;
}

void live_free(struct live *l)
{
    if (!l)
        return;
    arena_free(l->news_life);
    pthread_mutex_destroy(&l->lock);
    pthread_cond_destroy(&l->told);
    free(l);
}
