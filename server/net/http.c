/*
 * http.c - see http.h. The only user of libmicrohttpd.
 *
 * A request is suspended while a worker has it and resumed when its reply is ready; a
 * suspended connection is not touched by the library. After resuming, the worker must
 * not touch the request any more.
 */
#include "server/net/http.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "server/net/address.h"
#include "server/net/connections.h"
#include "server/net/crew.h"
#include "server/net/headers.h"
#include "server/net/target.h"

enum { stop_wait_ms = 2000, stream_block = 4096 };

struct request {
    struct crew_item item; /* first: it is what workers are given */
    struct http_request public;
    struct http_reply reply;
    struct http *http;
    struct MHD_Connection *mhd;
    struct connection *connection;
    struct buf body;
    enum { READING, QUEUED, DONE } state;
    struct headers headers;
    const char *bad; /* why the request is refused; NULL: it is not */
};

struct http {
    struct http_options options;
    struct http_service service;
    struct MHD_Daemon *daemon;
    struct connections *connections;
    unsigned port;
    struct crew *crew;
};

void http_header(struct http_reply *reply, const char *name, struct slice value)
{
    if (reply->header_count < http_headers_most)
        reply->headers[reply->header_count++] = (struct http_pair){slice_of(name), value};
}

/* ---- reading a request ---- */

static struct slice address_of(struct request *r)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(r->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

    return info ? address_print(r->public.job, info->client_addr) : SLICE("");
}

static enum MHD_Result take_header(void *self, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct request *r = self;

    (void)kind;
    headers_take(&r->headers, &r->public, name, value);
    return MHD_YES;
}

static void note(struct request *r, bool begun, bool answering)
{
    if (r->connection)
        connections_note(r->http->connections, r->connection, begun, answering);
}

/* The library would make a header of each parameter, in the connection's memory, and never replies
 * where they are more than fit. They have been read by now: it finds none. */
static void hide_query(const char *uri)
{
    char *query = strchr(uri, '?');

    if (query)
        query[1] = 0;
}

/* Called with the request line as it came, before anything is decoded. */
static void *on_target(void *self, const char *uri, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct arena *job = arena_new();
    struct request *r;

    r = ARENA_NEW(job, struct request);
    r->http = self;
    r->mhd = mhd;
    r->public.job = job;
    r->body = buf_new(job, http_body_max);
    r->connection = info ? info->socket_context : NULL;
    r->bad = target_read(&r->public, slice_copy(job, slice_of(uri)));
    hide_query(uri);
    note(r, true, false);
    return r;
}

static void begin(struct request *r, const char *method)
{
    r->public.method = slice_copy(r->public.job, slice_of(method));
    r->public.address = address_of(r);
    MHD_get_connection_values(r->mhd, MHD_HEADER_KIND, take_header, r);
    if (r->headers.bad)
        r->bad = r->headers.bad;
}

/* ---- answering ---- */

static void suspend(void *self)
{
    MHD_suspend_connection(self);
}

static void resume(void *self)
{
    MHD_resume_connection(self);
}

static ssize_t read_stream(void *self, uint64_t at, char *out, size_t room)
{
    ssize_t n = stream_read(self, out, room);

    (void)at;
    return n == STREAM_ENDED ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void close_stream(void *self)
{
    stream_close(self);
}

static struct MHD_Response *response_of(struct request *r)
{
    struct http_reply *reply = &r->reply;
    struct stream_sender sender = {r->mhd, suspend, resume};

    if (!reply->stream)
        return MHD_create_response_from_buffer(reply->body.len, (void *)(uintptr_t)reply->body.ptr,
                                               MHD_RESPMEM_PERSISTENT);
    stream_attach(reply->stream, &sender);
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, stream_block, read_stream,
                                             reply->stream, close_stream);
}

static enum MHD_Result send_reply(struct request *r)
{
    struct http_reply *reply = &r->reply;
    struct MHD_Response *response = response_of(r);
    enum MHD_Result ok;

    if (!response)
        return MHD_NO;
    if (reply->type.len)
        MHD_add_response_header(response, "Content-Type", slice_cstr(r->public.job, reply->type));
    for (size_t i = 0; i < reply->header_count; i++)
        MHD_add_response_header(response, slice_cstr(r->public.job, reply->headers[i].name),
                                slice_cstr(r->public.job, reply->headers[i].value));
    if (reply->status == 413 || reply->status == 503 || r->bad)
        MHD_add_response_header(response, "Connection", "close");
    ok = MHD_queue_response(r->mhd, reply->status, response);
    MHD_destroy_response(response);
    return ok;
}

static void make_refusal(struct request *r, unsigned status, const char *code, const char *text)
{
    r->http->service.refuse(r->http->service.self, &r->public, status, code, text, &r->reply);
    r->state = DONE;
}

static enum MHD_Result refuse(struct request *r, unsigned status, const char *code,
                              const char *text)
{
    make_refusal(r, status, code, text);
    return send_reply(r);
}

static enum MHD_Result refuse_size(struct request *r)
{
    return refuse(r, 413, "payload_too_large", "the body is larger than 256 KiB");
}

/* To the workers, if the queue is not full. From here on the request may be theirs. */
static bool enqueue(struct request *r)
{
    r->state = QUEUED;
    MHD_suspend_connection(r->mhd);
    return crew_give(r->http->crew, &r->item);
}

static enum MHD_Result complete(struct request *r)
{
    r->public.body = buf_slice(&r->body);
    note(r, false, true);
    if (r->headers.too_big || r->body.too_big)
        return refuse_size(r);
    if (r->bad)
        return refuse(r, 400, "bad_request", r->bad);
    if (!enqueue(r)) {
        make_refusal(r, 503, "too_many_requests", "there is too much to do: try again");
        MHD_resume_connection(r->mhd);
    }
    return MHD_YES;
}

static enum MHD_Result on_request(void *self, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *size, void **state)
{
    struct request *r = *state;

    (void)self, (void)mhd, (void)url, (void)version;
    if (!r)
        return MHD_NO;
    if (r->public.method.len == 0) {
        begin(r, method);
        if (r->headers.too_big && r->headers.expects)
            return refuse_size(r);
        return MHD_YES; /* other clients read a reply only when their body has gone, so it is read
                           to its end and forgotten */
    }
    if (*size) {
        if (!r->headers.too_big)
            buf_add(&r->body, (struct slice){data, *size});
        *size = 0;
        return MHD_YES;
    }
    if (r->state == DONE)
        return send_reply(r);
    return complete(r);
}

static void on_completed(void *self, struct MHD_Connection *mhd, void **state,
                         enum MHD_RequestTerminationCode why)
{
    struct request *r = *state;

    (void)self, (void)mhd, (void)why;
    if (!r)
        return;
    note(r, false, false);
    *state = NULL;
    arena_free(r->public.job);
}

static void on_connection(void *self, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *h = self;

    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        *context = connections_open(
            h->connections,
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    else
        connections_close(h->connections, *context);
}

/* ---- workers ---- */

static void work(void *worker, struct crew_item *item)
{
    struct request *r = (struct request *)item;
    struct MHD_Connection *mhd = r->mhd;

    r->http->service.answer(worker, &r->public, &r->reply);
    r->state = DONE;
    MHD_resume_connection(mhd);
}

/* ---- starting and stopping ---- */

static void raise_descriptors(size_t wanted)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static bool start_daemon(struct http *h, struct err *err)
{
    struct sockaddr_storage address;
    const union MHD_DaemonInfo *info;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;

    if (!address_parse(h->options.listen, &address, err))
        return false;
    if (address.ss_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    raise_descriptors(h->options.connections + 256);
    errno = 0;
    h->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, h, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, h, MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, h, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)h->options.connections, MHD_OPTION_CONNECTION_TIMEOUT, h->options.idle_seconds,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!h->daemon)
        return err_sys(err, "cannot listen on %s", h->options.listen);
    info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
    h->port = info ? info->port : 0;
    return true;
}

static void free_http(struct http *h)
{
    connections_free(h->connections);
    crew_free(h->crew);
    free(h);
}

static bool start_threads(struct http *h, struct err *err)
{
    const struct http_service *service = &h->service;
    struct crew_job job = {service->self, service->worker_start, work, service->worker_stop};

    h->crew = crew_start(&job, h->options.workers, h->options.queue);
    if (h->crew && connections_start(h->connections))
        return true;
    if (h->crew)
        crew_end(h->crew);
    return err_set(err, ERR_IO, "threads cannot be started");
}

static void end_threads(struct http *h)
{
    connections_stop(h->connections);
    crew_end(h->crew);
}

bool http_start(const struct http_options *options, const struct http_service *service,
                struct http **out, struct err *err)
{
    struct http *h = calloc(1, sizeof *h);

    if (!h)
        abort();
    h->options = *options;
    h->service = *service;
    h->connections = connections_new(options->header_seconds, options->idle_seconds);
    *out = h;
    if (start_threads(h, err)) {
        if (start_daemon(h, err))
            return true;
        end_threads(h);
    }
    free_http(h);
    return false;
}

unsigned http_port(const struct http *h)
{
    return h->port;
}

size_t http_queue_length(struct http *h)
{
    return crew_waiting(h->crew);
}

size_t http_connections(struct http *h)
{
    return connections_count(h->connections);
}

void http_stop(struct http *h)
{
    MHD_socket listening = MHD_quiesce_daemon(h->daemon);

    end_threads(h);
    /* Replies that are ready still have to leave. */
    for (int ms = 0; ms < stop_wait_ms && connections_answering(h->connections); ms += 10)
        usleep(10000);
    MHD_stop_daemon(h->daemon);
    if (listening != MHD_INVALID_SOCKET)
        close(listening); /* not before: the library still polls it */
    free_http(h);
}
