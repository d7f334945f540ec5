/*
 * live_inside.h - one who follows, and what they are sent.
 */
#ifndef SERVER_LIVE_INSIDE_H
#define SERVER_LIVE_INSIDE_H

#include "desk/desk.h"
#include "engine/article/article.h"
#include "server/net/stream.h"

struct follower {
    struct follower *next;
    struct stream *stream;
    char *conversation; /* NULL: the whole desk */
    char *key;          /* empty: the customer's */
    bool due;

    /* For the thread alone. */
    int64_t after;   /* the last turn that was sent */
    int64_t version; /* of the state that was sent */
    bool behind;     /* there is more than the client has taken: it goes on when there is room */
    bool gone;       /* the conversation was erased, or the key removed */
};

/* What those who follow the desk are told. */
struct news {
    struct texts changes; /* conversations */
    bool erased;          /* something was */
};

/* Writes what is new to the follower, of its conversation as much as there is room for. What cannot be
 * read is logged. */
void live_send(struct desk *d, struct follower *f, const struct news *news);

#endif
