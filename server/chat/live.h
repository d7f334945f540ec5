/*
 * live.h - what is said in conversations, sent to those who look at them as it happens.
 *
 * Server-Sent Events (WHATWG HTML, 9.2). One thread reads what is new from the desk and writes it,
 * so that each follower gets every turn once and in order; the id of an event is the number of
 * the turn, from which a follower who comes back goes on. What was said before is written as the
 * client takes it.
 *
 *      event: message    data: a turn as in the transcript
 *      event: state      data: {"status", "owner", "ticket", "agent" who took it, "version", "turns"}
 *      event: ticket     data: a ticket as in the list; to followers of the desk
 *      event: erased     data: {}; to followers of the desk: conversations were erased, whose
 *                        tickets are gone
 */
#ifndef SERVER_LIVE_H
#define SERVER_LIVE_H

#include "desk/desk.h"
#include "server/access/keys.h"
#include "server/net/stream.h"

struct live;

/* At most `most` followers at once. */
struct live *live_start(struct desk *d, struct keys *k, size_t most, struct err *err);
void live_stop(struct live *l); /* ends all streams; nobody can follow any more */
void live_free(struct live *l); /* NULL is fine */

/* Turns behind number `after`, then whatever comes. `key` is the hash of the desk's key that opens it,
 * with which private ones come, too; empty for the customer. NULL: there are too many followers, of
 * the server or of the conversation. A key that is removed gets nothing from then on, and its streams
 * end with what they would have been sent next, if only a heartbeat. */
struct stream *live_follow(struct live *l, struct slice conversation, int64_t after,
                           struct slice key);

/* Every ticket that changes from now on. */
struct stream *live_follow_desk(struct live *l, struct slice key);

/* Something was recorded in the conversation. */
void live_tell(struct live *l, struct slice conversation);

/* Conversations were erased: their streams end, followers of the desk are told. What another process
 * erases is seen within seconds. */
void live_tell_erased(struct live *l);

size_t live_followers(struct live *l);

#endif
