/* handle_live.c - GET /v1/conversations/{id}/events and /v1/desk/events: what happens, as it does. */
#include "desk/conversation.h"
#include "server/chat/live.h"
#include "server/routes.h"

/* Where the follower left off; what is no number begins at the beginning. */
static int64_t last_seen(const struct exchange *x)
{
    uint64_t n;

    return slice_to_count(x->request->last_event_id, &n) && n <= INT64_MAX ? (int64_t)n : 0;
}

static void reply_stream(struct exchange *x, struct stream *s)
{
    if (!s) {
        reply_error(x, 503, "too_many_requests", "too many follow what happens: try again");
        return;
    }
    x->reply->status = 200;
    x->reply->type = SLICE("text/event-stream");
    x->reply->stream = s;
    http_header(x->reply, "Cache-Control", SLICE("no-store"));
    http_header(x->reply, "X-Accel-Buffering", SLICE("no")); /* nginx would collect it */
}

void handle_events(struct exchange *x)
{
    struct conversation c;
    struct err err;

    if (!conversation_load(x->server->desk, x->job, x->captures[0], &c, &err)) {
        reply_err(x, &err, err.code == ERR_NOT_FOUND ? "conversation_not_found" : NULL);
        return;
    }
    reply_stream(x, live_follow(x->server->live, c.id, last_seen(x), x->access.key));
}

void handle_desk_events(struct exchange *x)
{
    reply_stream(x, live_follow_desk(x->server->live, x->access.key));
}
