/*
 * gate.h - who may ask, how often, and from which pages. What refuses has replied.
 */
#ifndef SERVER_GATE_H
#define SERVER_GATE_H

#include "server/exchange.h"

/* What the bearer, if there is one, allows. A bearer that fits nothing is an error even where
 * none is needed: its owner believes to have rights that are gone. */
bool gate_find_access(struct exchange *x);

/* Is what was found enough for the route? */
bool gate_allows(struct exchange *x);

/* Of the client that asks, which limits and counts go by; empty for this machine itself. A proxy on
 * it says whom it asks for. */
struct slice gate_address(const struct exchange *x);

/* The address has not asked too often. This machine itself is not limited, nor is the desk. */
bool gate_within_limits(struct exchange *x);

/* Answers a browser that asks what a page of another origin may do; `allow` are the methods of the
 * path. */
void gate_preflight(struct exchange *x, struct slice allow);

/* Tells a browser whether a page of another origin may read the reply. */
void gate_add_origin(struct exchange *x);

#endif
