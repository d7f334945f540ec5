/*
 * headers.h - the headers of a request: those that are kept, and those for which it is refused.
 *
 * Refused is what a proxy in front may understand another way, and so see another end of the request.
 * Pure; in the request's memory.
 */
#ifndef SERVER_HEADERS_H
#define SERVER_HEADERS_H

#include "server/net/http.h"

struct headers {
    bool too_big;    /* the body is said to be larger than http_body_max */
    bool expects;    /* the client waits to be asked for its body */
    const char *bad; /* why they are refused; NULL: they are not */

    /* Seen so far. */
    unsigned lengths, hosts;
    bool encoded;
};

/* One more, in the order they came; of those with one name the first is kept, of X-Forwarded-For the
 * last, which was added last. */
void headers_take(struct headers *h, struct http_request *r, const char *name, const char *value);

#endif
