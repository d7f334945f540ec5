/*
 * outbox.h - notices for other systems, kept until they have arrived.
 *
 * A hand-off tells the whole conversation (`transcript`), other events what is new (`turns`).
 * Written in the transaction of what they tell about, delivered afterwards (deliver.h).
 * Within a conversation notices are numbered and go out in order: while one is tried again,
 * those behind it wait.
 */
#ifndef DESK_OUTBOX_H
#define DESK_OUTBOX_H

#include "desk/conversation_inside.h"

struct notice {
    const char *event;
    const struct transcript *said;
    struct slice ticket;      /* its number; empty: none */
    const struct json *about; /* of a hand-off: an object, whose members are added; else NULL */
};

/* Within a transaction. */
bool outbox_add(struct task *t, const struct notice *n, struct err *err);

struct outbox_item {
    int64_t id, seq, attempts, created_at;
    struct slice delivery, event, payload;
};

/* The oldest notice that is due; false in `*found` if none is. `*next_at` is when the next one
 * will be (0: none is waiting). */
bool outbox_due(struct desk *d, struct arena *job, int64_t now, struct outbox_item *out,
                bool *found, int64_t *next_at, struct err *err);

bool outbox_delivered(struct desk *d, int64_t id, struct err *err);

/* Not delivered: to be tried again at `next_at`, or never (0). */
bool outbox_failed(struct desk *d, int64_t id, struct slice why, int64_t next_at, struct err *err);

#endif
