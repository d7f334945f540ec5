/* live.c - see live.h */
#include "server/chat/live.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "desk/erasure.h"
#include "desk/ticket.h"

/* A comment line now and then shows who is gone, and keeps proxies from closing. */
enum { heartbeat_seconds = 15, of_one_conversation_most = 8, event_max = 1 << 20 };

struct follower {
    struct follower *next;
    struct stream *stream;
    char *conversation; /* NULL: the whole desk */
    char *key;          /* empty: the customer's */
    int64_t after;      /* the last turn that was sent */
    int64_t version;    /* of the state that was sent */
    bool due;
    bool gone; /* the conversation was erased, or the key removed: for the thread alone */
};

/* What those who follow the desk are told. */
struct news {
    struct texts changes; /* conversations */
    bool erased;          /* something was */
};

struct live {
    struct desk *desk;
    struct keys *keys;
    size_t most;
    pthread_t thread;
    pthread_mutex_t lock; /* of all below; followers are removed by the thread alone */
    pthread_cond_t told;
    struct follower *first;
    size_t count;
    struct arena *news_life;
    struct news news;
    struct timespec beat; /* when the next heartbeat is due, for the thread alone */
    int64_t erased;       /* conversations so far, for the thread alone */
    bool stopping;
};

/* ---- following ---- */

static char *copy(struct slice text)
{
    char *own = strndup(text.len ? text.ptr : "", text.len);

    if (!own)
        abort();
    return own;
}

static size_t followers_of(const struct live *l, struct slice conversation)
{
    size_t n = 0;

    for (const struct follower *f = l->first; f; f = f->next)
        n += f->conversation && slice_is(conversation, f->conversation);
    return n;
}

static struct follower *follower_new(struct slice key)
{
    struct follower *f = calloc(1, sizeof *f);

    if (!f)
        abort();
    f->key = copy(key);
    return f;
}

static void drop(struct follower *f)
{
    if (f->stream)
        stream_end(f->stream);
    free(f->conversation);
    free(f->key);
    free(f);
}

static void add(struct live *l, struct follower *f)
{
    f->stream = stream_new();
    stream_write(f->stream, SLICE("retry: 2000\n\n"));
    f->next = l->first;
    l->first = f;
    l->count++;
    pthread_cond_signal(&l->told);
}

static struct stream *follow(struct live *l, struct follower *f)
{
    struct stream *s = NULL;

    pthread_mutex_lock(&l->lock);
    if (!l->stopping && l->count < l->most &&
        (!f->conversation ||
         followers_of(l, slice_of(f->conversation)) < (size_t)of_one_conversation_most)) {
        add(l, f);
        s = f->stream;
    }
    pthread_mutex_unlock(&l->lock);
    if (!s)
        drop(f);
    return s;
}

struct stream *live_follow(struct live *l, struct slice conversation, int64_t after,
                           struct slice key)
{
    struct follower *f = follower_new(key);

    f->conversation = copy(conversation);
    f->after = after;
    f->version = -1;
    f->due = true;
    return follow(l, f);
}

struct stream *live_follow_desk(struct live *l, struct slice key)
{
    return follow(l, follower_new(key));
}

void live_tell(struct live *l, struct slice conversation)
{
    pthread_mutex_lock(&l->lock);
    for (struct follower *f = l->first; f; f = f->next)
        f->due |= !f->conversation || slice_is(conversation, f->conversation);
    if (!texts_have(&l->news.changes, conversation))
        texts_add(l->news_life, &l->news.changes, slice_copy(l->news_life, conversation));
    pthread_cond_signal(&l->told);
    pthread_mutex_unlock(&l->lock);
}

void live_tell_erased(struct live *l)
{
    pthread_mutex_lock(&l->lock);
    for (struct follower *f = l->first; f; f = f->next)
        f->due = true;
    l->news.erased = true;
    pthread_cond_signal(&l->told);
    pthread_mutex_unlock(&l->lock);
}

size_t live_followers(struct live *l)
{
    size_t n;

    pthread_mutex_lock(&l->lock);
    n = l->count;
    pthread_mutex_unlock(&l->lock);
    return n;
}

/* ---- sending ---- */

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

static bool send_state(struct live *l, struct arena *job, struct follower *f,
                       const struct conversation *c, struct err *err)
{
    struct json *o = json_object(job);
    struct ticket t;
    bool found;

    if (!ticket_of_conversation(l->desk, job, c->id, &t, &found, err))
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

static bool send_conversation(struct live *l, struct arena *job, struct follower *f,
                              struct err *err)
{
    struct transcript t;
    struct json *turns = json_array(job);
    const struct json *data;

    if (!transcript_since(l->desk, job, slice_of(f->conversation), f->after, &t, err))
        return false;
    if (!*f->key)
        transcript_for_customer(&t);
    transcript_print(turns, &t);
    data = json_first(turns);
    for (size_t i = 0; i < t.count; i++, data = json_next(data))
        send_event(job, f, "message", t.turns[i].n, data);
    f->after = t.conversation.turns;
    return f->version == t.conversation.version || send_state(l, job, f, &t.conversation, err);
}

static bool send_tickets(struct live *l, struct arena *job, struct follower *f,
                         const struct news *news, struct err *err)
{
    if (news->erased)
        send_event(job, f, "erased", 0, json_object(job));
    for (size_t i = 0; i < news->changes.count; i++) {
        struct json *o = json_object(job);
        struct ticket t;
        bool found;

        if (!ticket_of_conversation(l->desk, job, news->changes.items[i], &t, &found, err))
            return false;
        if (!found)
            continue;
        ticket_print_listed(o, &t);
        send_event(job, f, "ticket", 0, o);
    }
    return true;
}

/* What was a key of the desk may have been removed since. */
static bool may_follow(struct live *l, const struct follower *f)
{
    return !*f->key || keys_allow(l->keys, slice_of(f->key), ROLE_DESK);
}

static void send(struct live *l, struct follower *f, const struct news *news)
{
    struct arena *job = arena_new();
    struct err err;
    bool ok =
        f->conversation ? send_conversation(l, job, f, &err) : send_tickets(l, job, f, news, &err);

    f->gone = !ok && err.code == ERR_NOT_FOUND;
    if (!ok && !f->gone)
        log_line(LOG_ERROR, "live", "msg=%s", log_quote(job, slice_of(err.text)));
    arena_free(job);
}

/* Another process may have erased something. */
static void look_for_erased(struct live *l)
{
    struct err ignored;
    int64_t erased;

    if (!erasure_count(l->desk, &erased, &ignored) || erased == l->erased)
        return;
    l->erased = erased;
    live_tell_erased(l);
}

/* ---- the thread ---- */

/* Those with something to send, taken under the lock; who is gone is dropped. */
static struct follower **take_due(struct live *l, struct arena *job, bool everybody, size_t *count)
{
    struct follower **due = ARENA_ARRAY(job, struct follower *, l->count);

    *count = 0;
    for (struct follower **link = &l->first, *f; (f = *link);) {
        if (f->gone || !stream_is_open(f->stream)) {
            *link = f->next;
            l->count--;
            drop(f);
            continue;
        }
        if (f->due || everybody)
            due[(*count)++] = f;
        link = &f->next;
    }
    return due;
}

static bool anything_due(const struct live *l)
{
    for (const struct follower *f = l->first; f; f = f->next)
        if (f->due || f->gone)
            return true;
    return false;
}

/* Waits until there is something to send; false: there is not, and the time for a heartbeat has come,
 * however much was sent to others meanwhile. */
static bool wait_for_work(struct live *l)
{
    while (!l->stopping && !anything_due(l))
        if (pthread_cond_timedwait(&l->told, &l->lock, &l->beat) != 0)
            return l->stopping || anything_due(l);
    return true;
}

static void serve_once(struct live *l)
{
    bool beat = !wait_for_work(l);
    struct arena *job = arena_new(), *news_life = l->news_life;
    struct news news = l->news;
    struct follower **due;
    size_t count;

    due = take_due(l, job, beat, &count);
    for (size_t i = 0; i < count; i++)
        due[i]->due = false;
    l->news_life = arena_new();
    l->news = (struct news){0};
    pthread_mutex_unlock(&l->lock);
    for (size_t i = 0; i < count; i++) {
        if (!may_follow(l, due[i]))
            due[i]->gone = true;
        else if (beat)
            stream_write(due[i]->stream, SLICE(":\n\n"));
        else
            send(l, due[i], &news);
    }
    if (beat) {
        look_for_erased(l);
        l->beat = clock_in(heartbeat_seconds * 1000);
    }
    arena_free(news_life);
    arena_free(job);
    pthread_mutex_lock(&l->lock);
}

static void *run(void *self)
{
    struct live *l = self;

    pthread_mutex_lock(&l->lock);
    while (!l->stopping)
        serve_once(l);
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

/* ---- starting and stopping ---- */

struct live *live_start(struct desk *d, struct keys *k, size_t most, struct err *err)
{
    struct live *l = calloc(1, sizeof *l);

    if (!l)
        abort();
    l->desk = d;
    l->keys = k;
    l->most = most;
    l->beat = clock_in(heartbeat_seconds * 1000);
    l->news_life = arena_new();
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->told, NULL);
    if (pthread_create(&l->thread, NULL, run, l) == 0)
        return l;
    err_set(err, ERR_IO, "threads cannot be started");
    arena_free(l->news_life);
    free(l);
    return NULL;
}

void live_stop(struct live *l)
{
    pthread_mutex_lock(&l->lock);
    l->stopping = true;
    pthread_cond_signal(&l->told);
    pthread_mutex_unlock(&l->lock);
    pthread_join(l->thread, NULL);
    for (struct follower *f = l->first, *next; f; f = next) {
        next = f->next;
        drop(f);
    }
    l->first = NULL;
}

void live_free(struct live *l)
{
    if (!l)
        return;
    arena_free(l->news_life);
    pthread_mutex_destroy(&l->lock);
    pthread_cond_destroy(&l->told);
    free(l);
}
