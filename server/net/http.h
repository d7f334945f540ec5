/*
 * http.h - the door to libmicrohttpd: requests in, replies out, limits in between.
 *
 * One thread does the network; requests are complete before a worker thread sees them, and
 * workers are behind a queue with an end: what does not fit is told to come back (503).
 * Slow clients are cut by a watchdog, so that they cost a descriptor and nothing else.
 */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include "base/err.h"
#include "base/str.h"
#include "server/net/stream.h"

enum { http_body_max = 256 * 1024, http_args_max = 64, http_headers_most = 16 };

struct http_pair {
    struct slice name, value;
};

struct http_request {
    struct arena *job; /* gone when the reply has been sent */
    struct slice method;
    struct slice path;                    /* decoded; always valid UTF-8 without zero characters */
    struct http_pair args[http_args_max]; /* of the query string, decoded */
    size_t arg_count;
    struct slice body;
    struct slice content_type, authorization, origin, if_none_match, forwarded_for, last_event_id;
    struct slice host; /* of the target if that is a whole address, else of the header */
    struct slice accept, accept_language, referer;
    struct slice address; /* of the client, as text */
};

struct http_reply {
    unsigned status;
    struct slice type;     /* Content-Type; empty for none */
    struct slice body;     /* in the request's memory, or for ever */
    struct stream *stream; /* instead of a body; NULL for most */
    struct http_pair headers[http_headers_most];
    size_t header_count;
};

/* Adds a header; what does not fit is dropped (there is room for all of ours). */
void http_header(struct http_reply *reply, const char *name, struct slice value);

struct http_options {
    const char *listen; /* address:port; port 0 picks one */
    size_t workers, connections, queue;
    unsigned header_seconds; /* a request must be complete after so long */
    unsigned idle_seconds;   /* a connection without a request is closed */
};

/* What answers requests. `worker_start` is called once on each worker thread. */
struct http_service {
    void *self;
    void *(*worker_start)(void *self);
    void (*worker_stop)(void *worker);
    void (*answer)(void *worker, const struct http_request *request, struct http_reply *reply);
    /* For what never reaches a worker: bad requests, too large bodies, a full queue. */
    void (*refuse)(void *self, const struct http_request *request, unsigned status,
                   const char *code, const char *text, struct http_reply *reply);
};

struct http;

/* `*out` is set before the first request is answered. */
bool http_start(const struct http_options *options, const struct http_service *service,
                struct http **out, struct err *err);
unsigned http_port(const struct http *h);
size_t http_queue_length(struct http *h);
size_t http_connections(struct http *h);

/* Takes no more connections, finishes what is under way, ends. */
void http_stop(struct http *h);

#endif
