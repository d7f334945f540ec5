/*
 * target.h - the target of a request, "/path?name=value&name", and the fields of a form, decoded.
 *
 * A target may also be a whole address, "http://host/path?…" (RFC 9112, section 3.2.2).
 *
 * Pure; in the request's memory.
 */
#ifndef SERVER_TARGET_H
#define SERVER_TARGET_H

#include "server/net/http.h"

/* Reads "name=value&name=value", as a query string and the body of a form are written, behind the
 * `*count` pairs that are there. Returns why it is refused, or NULL, as below. */
const char *target_read_pairs(struct arena *job, struct slice text,
                              struct http_pair pairs[http_args_max], size_t *count);

/* Sets the path and the arguments of the request, and of a whole address the host, which stands
 * in `target`. Returns why it is refused, or NULL: a broken escape, a zero character, what is not
 * UTF-8, more than http_args_max arguments, an address without a host or with a user's name. */
const char *target_read(struct http_request *r, struct slice target);

#endif
