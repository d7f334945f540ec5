/*
 * connections.h - the connections that are open, and a watchdog that cuts slow ones.
 *
 * A network library's timeout is for silence: a header a second would keep a connection for
 * ever. Here a request has so long to be complete, whatever trickles in. Any thread may
 * call; a connection is cut by shutting its socket down, so that whoever owns it closes it.
 */
#ifndef SERVER_CONNECTIONS_H
#define SERVER_CONNECTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct connections;
struct connection;

/* `header_seconds`: a request must be complete after so long; `idle_seconds`: a connection
 * without a request is closed. */
struct connections *connections_new(unsigned header_seconds, unsigned idle_seconds);

/* Every connection is closed by then, and the watchdog stopped. */
void connections_free(struct connections *all);

/* The watchdog's thread; false if there can be none. */
bool connections_start(struct connections *all);
void connections_stop(struct connections *all);

struct connection *connections_open(struct connections *all, int fd);
void connections_close(struct connections *all, struct connection *c);

/* Something happened, and its time counts from now. `begun`: the first line of a request is
 * there, the whole of it is not. `answering`: it is, and its reply has not left. */
void connections_note(struct connections *all, struct connection *c, bool begun, bool answering);

size_t connections_count(struct connections *all);

/* Is there a reply that still has to leave? */
bool connections_answering(struct connections *all);

#endif
