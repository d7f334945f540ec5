/*
 * target.h - the target of a request, "/path?name=value&name", decoded.
 *
 * Pure; in the request's memory.
 */
#ifndef SERVER_TARGET_H
#define SERVER_TARGET_H

#include "server/http.h"

/* Sets the path and the arguments of the request. Returns why it is refused, or NULL: a
 * broken escape, a zero character, what is not UTF-8, more than http_args_max arguments. */
const char *target_read(struct http_request *r, struct slice target);

#endif
