/* headers.c - see headers.h */
#include "server/net/headers.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    size_t place; /* of a slice in the request */
} kept[] = {
    {"Content-Type", offsetof(struct http_request, content_type)},
    {"Authorization", offsetof(struct http_request, authorization)},
    {"Origin", offsetof(struct http_request, origin)},
    {"If-None-Match", offsetof(struct http_request, if_none_match)},
    {"Last-Event-ID", offsetof(struct http_request, last_event_id)},
    {"Host", offsetof(struct http_request, host)},
    {"Accept", offsetof(struct http_request, accept)},
    {"Accept-Language", offsetof(struct http_request, accept_language)},
    {"Referer", offsetof(struct http_request, referer)},
};

static void keep(struct http_request *r, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct slice *place = (struct slice *)(void *)((char *)r + kept[i].place);

        if (strcasecmp(name, kept[i].name) == 0 && !place->ptr)
            *place = slice_copy(r->job, slice_of(value));
    }
    if (strcasecmp(name, "X-Forwarded-For") == 0)
        r->forwarded_for = slice_copy(r->job, slice_of(value));
}

static void take_length(struct headers *h, const char *value)
{
    uint64_t bytes;

    if (h->lengths++ > 0)
        h->bad = "Content-Length stands there twice";
    if (slice_to_count(slice_of(value), &bytes) && bytes > http_body_max)
        h->too_big = true;
}

void headers_take(struct headers *h, struct http_request *r, const char *name, const char *value)
{
    keep(r, name, value);
    if (strcspn(name, " \t") < strlen(name))
        h->bad = "there is a space in a header's name";
    if (strcasecmp(name, "Content-Length") == 0)
        take_length(h, value);
    if (strcasecmp(name, "Host") == 0 && h->hosts++ > 0)
        h->bad = "Host stands there twice";
    h->encoded = h->encoded || strcasecmp(name, "Transfer-Encoding") == 0;
    h->expects = h->expects || strcasecmp(name, "Expect") == 0;
    if (h->lengths && h->encoded)
        h->bad = "a request must not have both Content-Length and Transfer-Encoding";
}
