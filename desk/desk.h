/*
 * desk.h - what must survive: conversations, tickets, feedback, outgoing notices.
 *
 * One desk a process, used by any thread: its functions take its lock. Nothing is told to
 * anybody before it is on the disk.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "base/err.h"
#include "base/id.h"
#include "base/str.h"

struct desk;

/* For those who only read: is there a desk? ERR_NOT_FOUND, with what to do, where none was made. */
bool desk_is_there(const char *data, struct err *err);

/* Opens or makes DATA/desk.db and DATA/desk.secret. */
bool desk_open(const char *data, struct desk **out, struct err *err);
void desk_close(struct desk *d); /* NULL is fine */

/* The secret that opens a conversation to its customer: derived from its id and the desk's
 * secret, so that it need not be kept. */
void desk_token(const struct desk *d, struct slice conversation, char token[token_text_size]);
bool desk_token_fits(const struct desk *d, struct slice conversation, struct slice token);

/* What is asked for time and again, counted from indexes. */
struct desk_gauges {
    int64_t tickets_open, outbox_waiting, outbox_dead;
    int64_t erased; /* of the conversations */
};
bool desk_measure(struct desk *d, struct desk_gauges *out, struct err *err);

/* All there is, for statistics: reads every turn. */
struct desk_counts {
    struct desk_gauges now;
    int64_t conversations, turns, tickets, feedback;
};
bool desk_count(struct desk *d, struct desk_counts *out, struct err *err);

#endif
