/*
 * stream.h - a reply that goes on: one thread writes, the connection sends when it can.
 *
 * Two owners, each of whom gives it up once. Knows nothing of HTTP.
 */
#ifndef SERVER_STREAM_H
#define SERVER_STREAM_H

#include <sys/types.h>

#include "base/str.h"

/* Bytes written and not yet sent: how many are kept, and until how many there is room for more. */
enum { stream_waiting_max = 256 * 1024, stream_ahead_max = 64 * 1024 };

/* Who writes, and how it is told, by the thread of the connection, that there is room again for which
 * it asked, or nobody to write to any longer. It is there until both owners have given the stream up. */
struct stream_writer {
    void *self;
    void (*tell)(void *self);
};

struct stream;
struct stream *stream_new(const struct stream_writer *writer);

/* ---- the writer ---- */

/* For who has much to say: is it time to write on? If not, the writer is told when it is. */
bool stream_has_room(struct stream *s);

/* A client that does not read what is sent is cut off: it may come back. */
void stream_write(struct stream *s, struct slice text);
bool stream_is_open(struct stream *s); /* is anybody there to send to? */
void stream_end(struct stream *s);     /* what was written is still sent; gives it up */

/* ---- the connection ---- */

/* Who sends, and how it is laid to sleep and woken; both are called under the stream's lock. */
struct stream_sender {
    void *self;
    void (*sleep)(void *self), (*wake)(void *self);
};
void stream_attach(struct stream *s, const struct stream_sender *sender);

enum { STREAM_SLEEPS = 0, STREAM_ENDED = -1 };

/* Takes up to `room` bytes; STREAM_SLEEPS: there is nothing, and the sender was laid to sleep. */
ssize_t stream_read(struct stream *s, char *out, size_t room);
void stream_close(struct stream *s); /* gives it up */

#endif
