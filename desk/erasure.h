/*
 * erasure.h - forgetting customers: what they said and who they were goes, that somebody asked and
 * what came of it stays (docs/adr/0021-forgetting.md).
 *
 * Of a turn stay its author, time, decision and article, of a ticket its kind, times and outcome, of
 * feedback what was thought: all that reports count. An erased conversation is not there for anybody
 * else (ERR_NOT_FOUND), nor are its tickets. Each is erased whole or not at all, whatever crashes.
 */
#ifndef DESK_ERASURE_H
#define DESK_ERASURE_H

#include "desk/desk.h"
#include "engine/article/article.h"

/* Whose words: conversations by their ids, or all conversations of whom this is known. */
struct erasure_whose {
    struct texts conversations;
    const char *member; /* email, phone or external_id; NULL: by ids */
    struct slice value; /* an address in any case, a number however it is written */
};

/* A receipt. */
struct erasure {
    int64_t at;       /* wall milliseconds; 0: nothing was erased, it was only counted */
    struct texts ids; /* of the conversations */
    int64_t turns, tickets, feedback, notices;
};

/* With `dry` it is only counted. ERR_NOT_FOUND: there is no such conversation. ERR_CONFLICT: people
 * still work on a ticket of one of them. ERR_BUSY: one of them went on meanwhile. ERR_INPUT: a value
 * without anything to compare. Nothing is erased then; but more than erasure_at_once are erased part
 * by part. */
enum { erasure_at_once = 100 };
bool erasure_run(struct desk *d, struct arena *job, const struct erasure_whose *whose, bool dry,
                 struct erasure *out, struct err *err);

/* At most erasure_silent_at_once conversations in which nothing was said since `before` (wall
 * milliseconds), the oldest first; those with an open ticket stay. As many: there may be others. */
enum { erasure_silent_at_once = 20 };
bool erasure_of_silent(struct desk *d, struct arena *job, int64_t before, struct erasure *out,
                       struct err *err);

/* As a JSON object. */
void erasure_print(struct json *into, const struct erasure *e);

/* How many conversations were ever erased: who keeps words in memory compares it. */
bool erasure_count(struct desk *d, int64_t *out, struct err *err);

/* Removes what SQLite may have left of erased words in the files (store_scrub), if anything was
 * erased since it was done last. */
bool erasure_scrub(struct desk *d, struct err *err);

#endif
