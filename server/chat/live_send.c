/* live_send.c - see live_inside.h: events, written. */
#include <inttypes.h>

#include "base/log.h"
#include "desk/ticket.h"
#include "server/chat/live_inside.h"

/* How many turns are read for one piece of a conversation: about as many as there is room for. */
enum { turns_at_once = 32, event_max = 1 << 20 };

static void send_event(struct arena *job, struct follower *f, const char *name, int64_t id,
                       const struct json *data)
{
    struct buf out = buf_new(job, event_max);

    if (id)
        buf_printf(&out, "id: %" PRId64 "\n", id);
    buf_printf(&out, "event: %s\ndata: ", name);
    buf_add(&out, json_print(job, data));
    buf_text(&out, "\n\n");
    stream_write(f->stream, buf_slice(&out));
}

static bool send_state(struct desk *d, struct arena *job, struct follower *f,
                       const struct conversation *c, struct err *err)
{
    struct json *o = json_object(job);
    struct ticket t;
    bool found;

    if (!ticket_of_conversation(d, job, c->id, &t, &found, err))
        return false;
    json_add_text(o, "status", c->status);
    json_add_text(o, "owner", c->owner);
    json_add_text(o, "ticket", c->ticket);
    json_add_number(o, "version", (double)c->version);
    if (c->ticket.len && found && t.assignee.len)
        json_add_text(o, "agent", t.assignee);
    json_add_number(o, "turns", (double)c->turns);
    send_event(job, f, "state", 0, o);
    f->version = c->version;
    return true;
}

/* Turns as far as there is room for them, each once: all of a long conversation would be more than is
 * kept for a client. */
static void send_turns(struct arena *job, struct follower *f, const struct transcript *t)
{
    struct json *turns = json_array(job);
    const struct json *data;

    transcript_print(turns, t);
    data = json_first(turns);
    for (size_t i = 0; i < t->count && stream_has_room(f->stream); i++, data = json_next(data)) {
        if (*f->key || !t->turns[i].private)
            send_event(job, f, "message", t->turns[i].n, data);
        f->after = t->turns[i].n;
    }
}

static bool send_conversation(struct desk *d, struct arena *job, struct follower *f,
                              struct err *err)
{
    struct transcript t;

    if (!transcript_since(d, job, slice_of(f->conversation), f->after, turns_at_once, &t, err))
        return false;
    send_turns(job, f, &t);
    if (t.count == 0) /* who asks for what is behind the last turn gets the next one all the same */
        f->after = t.conversation.turns;
    f->behind = f->after < t.conversation.turns;
    return f->behind || f->version == t.conversation.version ||
           send_state(d, job, f, &t.conversation, err);
}

static bool send_tickets(struct desk *d, struct arena *job, struct follower *f,
                         const struct news *news, struct err *err)
{
    if (news->erased)
        send_event(job, f, "erased", 0, json_object(job));
    for (size_t i = 0; i < news->changes.count; i++) {
        struct json *o = json_object(job);
        struct ticket t;
        bool found;

        if (!ticket_of_conversation(d, job, news->changes.items[i], &t, &found, err))
            return false;
        if (!found)
            continue;
        ticket_print_listed(o, &t);
        send_event(job, f, "ticket", 0, o);
    }
    return true;
}

void live_send(struct desk *d, struct follower *f, const struct news *news)
{
    struct arena *job = arena_new();
    struct err err;
    bool ok =
        f->conversation ? send_conversation(d, job, f, &err) : send_tickets(d, job, f, news, &err);

    f->gone = !ok && err.code == ERR_NOT_FOUND;
    f->behind &= ok; /* it goes on when something is told next */
    if (!ok && !f->gone)
        log_line(LOG_ERROR, "live", "msg=%s", log_quote(job, slice_of(err.text)));
    arena_free(job);
}
