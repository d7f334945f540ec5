/*
 * outbox.h - notices for other systems, kept until they have arrived.
 *
 * A hand-off tells the whole conversation (`transcript`), other events what is new (`turns`).
 * Written in the transaction of what they tell about, delivered afterwards (deliver.h).
 * Within a conversation notices are numbered and go out in order: while one is tried again,
 * those behind it wait as long. One that has arrived is deleted; one that was given up stays to be looked
 * at for outbox_dead_days.
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

/* Of a conversation that is erased, within that transaction: its notices are deleted, whether they
 * arrived or not; if there ever were any, who got them is told (privacy.erased: the conversation's
 * id, the numbers of its tickets, and `erased`). */
bool outbox_erase(struct task *t, struct slice conversation, int64_t *count, struct err *err);
bool outbox_add_erased(struct task *t, struct slice conversation, const struct texts *tickets,
                       const struct json *erased, struct err *err);

struct outbox_item {
    int64_t id, seq, attempts, created_at;
    struct slice delivery, event, payload;
};

/* The oldest notice that is due; false in `*found` if none is. `*next_at` is when the next one
 * will be (0: none is waiting). */
bool outbox_due(struct desk *d, struct arena *job, int64_t now, struct outbox_item *out,
                bool *found, int64_t *next_at, struct err *err);

bool outbox_delivered(struct desk *d, int64_t id, struct err *err);

enum { outbox_dead_days = 30, outbox_at_once = 200 };

/* Deletes some that were given up so long ago; without a receiver, some that have waited for a day,
 * which is as long as one is waited for. `*more`: there may be others. */
bool outbox_prune(struct desk *d, bool has_receiver, int64_t now, bool *more, struct err *err);

/* Not delivered: to be tried again at `next_at`, or never (0). */
bool outbox_failed(struct desk *d, int64_t id, struct slice why, int64_t next_at, struct err *err);

#endif
