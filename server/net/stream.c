/* stream.c - see stream.h */
#include "server/net/stream.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct stream {
    pthread_mutex_t lock;
    struct stream_writer writer;
    struct stream_sender sender;
    char *waiting;
    size_t len, cap;
    bool asleep;        /* the sender */
    bool waits;         /* the writer, for room */
    bool ended, closed; /* the writer, the connection has given it up */
    bool overrun;       /* more was written than is kept */
};

struct stream *stream_new(const struct stream_writer *writer)
{
    struct stream *s = calloc(1, sizeof *s);

    if (!s)
        abort();
    s->writer = *writer;
    pthread_mutex_init(&s->lock, NULL);
    return s;
}

/* Gives the lock back, and all else once both owners are gone. */
static void leave(struct stream *s)
{
    bool last = s->ended && s->closed;

    pthread_mutex_unlock(&s->lock);
    if (!last)
        return;
    pthread_mutex_destroy(&s->lock);
    free(s->waiting);
    free(s);
}

static void wake(struct stream *s)
{
    if (!s->asleep)
        return;
    s->asleep = false;
    s->sender.wake(s->sender.self);
}

static void append(struct stream *s, struct slice text)
{
    if (s->len + text.len > s->cap) {
        s->cap = (s->len + text.len) * 2;
        s->waiting = realloc(s->waiting, s->cap);
        if (!s->waiting)
            abort();
    }
    memcpy(s->waiting + s->len, text.ptr, text.len);
    s->len += text.len;
}

void stream_write(struct stream *s, struct slice text)
{
    pthread_mutex_lock(&s->lock);
    s->overrun |= s->len + text.len > stream_waiting_max;
    if (!s->closed && !s->overrun)
        append(s, text);
    wake(s);
    pthread_mutex_unlock(&s->lock);
}

bool stream_has_room(struct stream *s)
{
    bool room;

    pthread_mutex_lock(&s->lock);
    room = s->len < stream_ahead_max;
    s->waits = !room;
    pthread_mutex_unlock(&s->lock);
    return room;
}

bool stream_is_open(struct stream *s)
{
    bool open;

    pthread_mutex_lock(&s->lock);
    open = !s->closed && !s->overrun;
    pthread_mutex_unlock(&s->lock);
    return open;
}

void stream_end(struct stream *s)
{
    pthread_mutex_lock(&s->lock);
    s->ended = true;
    wake(s);
    leave(s);
}

void stream_attach(struct stream *s, const struct stream_sender *sender)
{
    pthread_mutex_lock(&s->lock);
    s->sender = *sender;
    pthread_mutex_unlock(&s->lock);
}

ssize_t stream_read(struct stream *s, char *out, size_t room)
{
    ssize_t n;
    bool tell;

    pthread_mutex_lock(&s->lock);
    if (s->overrun || (s->ended && s->len == 0)) {
        n = STREAM_ENDED;
    } else if (s->len == 0) {
        s->asleep = true;
        s->sender.sleep(s->sender.self);
        n = STREAM_SLEEPS;
    } else {
        n = (ssize_t)(s->len < room ? s->len : room);
        memcpy(out, s->waiting, (size_t)n);
        s->len -= (size_t)n;
        memmove(s->waiting, s->waiting + n, s->len);
    }
    tell = s->waits && s->len < stream_ahead_max;
    s->waits &= !tell;
    pthread_mutex_unlock(&s->lock);
    if (tell) /* without the lock: the writer has one of its own, under which it asks */
        s->writer.tell(s->writer.self);
    return n;
}

void stream_close(struct stream *s)
{
    struct stream_writer writer = s->writer;

    pthread_mutex_lock(&s->lock);
    s->closed = true;
    leave(s);
    writer.tell(writer.self);
}
