/*
 * deliver.h - the outbox, delivered to a webhook (libcurl), signed, again and again.
 *
 *      X-KB-Event, X-KB-Delivery (the same on each attempt), X-KB-Seq (per conversation),
 *      X-KB-Timestamp (seconds), X-KB-Signature: v1=HMAC-SHA-256(secret, timestamp "." body)
 *
 * 2xx is delivered. Network errors, 408, 409, 425, 429 (Retry-After up to an hour is
 * kept) and 5xx are tried again after 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 6 h, 12 h, each
 * ± 20 %; anything else, and what is a day old, is dead and stays in the outbox to be seen.
 * Redirections are not followed.
 */
#ifndef DESK_DELIVER_H
#define DESK_DELIVER_H

#include "desk/desk.h"

struct deliver;

/* A thread that delivers what is due, and sleeps. `url` and `secret` are borrowed. */
struct deliver *deliver_start(struct desk *d, const char *url, const char *secret, struct err *err);
void deliver_wake(struct deliver *w); /* something new may be due; NULL is fine */
void deliver_stop(struct deliver *w); /* finishes the attempt under way; NULL is fine */

/* When to try again after attempt number `attempts` (from 1) failed, in milliseconds; 0:
 * never. `retry_after` in seconds, 0 if the receiver did not say; `random` 0..1. */
int64_t deliver_delay(int64_t attempts, int64_t age_ms, long status, long retry_after,
                      double random);

#endif
