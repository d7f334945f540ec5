/* desk.c - see desk.h */
#include "desk/desk.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/sign.h"
#include "desk/desk_inside.h"

struct task task_begin(struct desk *d)
{
    pthread_mutex_lock(&d->lock);
    return (struct task){d, d->store, arena_new()};
}

void task_end(struct task *t)
{
    arena_free(t->arena);
    pthread_mutex_unlock(&t->desk->lock);
}

bool task_step(const char *name, struct err *err)
{
    if (fault_here(name))
        return err_sys(err, "the desk stopped at %s", name);
    return true;
}

/* Made once; whoever has it can open every conversation. */
static bool read_secret(struct desk *d, struct arena *job, const char *path, struct err *err)
{
    struct slice text;

    if (!file_exists(path)) {
        unsigned char fresh[desk_secret_size];

        sign_random(fresh, sizeof fresh);
        if (!file_replace(path, (struct slice){(const char *)fresh, sizeof fresh}, 0600, err))
            return false;
    }
    if (!file_read(job, path, desk_secret_size, &text, err))
        return false;
    if (text.len != desk_secret_size)
        return err_set(err, ERR_INPUT,
                       "%s is damaged: restore it from a backup, or remove it (open "
                       "chats then start anew)",
                       path);
    memcpy(d->secret, text.ptr, desk_secret_size);
    return true;
}

bool desk_is_there(const char *data, struct err *err)
{
    struct arena *job = arena_new();
    bool there = file_exists(arena_printf(job, "%s/desk.db", data));

    arena_free(job);
    if (!there)
        return err_set(err, ERR_NOT_FOUND,
                       "there are no conversations in %s: no server has run there, or --data names "
                       "another folder",
                       data);
    return true;
}

bool desk_open(const char *data, struct desk **out, struct err *err)
{
    struct arena *job = arena_new();
    struct desk *d = calloc(1, sizeof *d);
    bool ok;

    if (!d)
        abort();
    pthread_mutex_init(&d->lock, NULL);
    ok = file_make_folder(data, err) &&
         read_secret(d, job, arena_printf(job, "%s/desk.secret", data), err);
    if (ok)
        d->store = store_open(arena_printf(job, "%s/desk.db", data), err);
    arena_free(job);
    if (!ok || !d->store) {
        desk_close(d);
        return false;
    }
    *out = d;
    return true;
}

void desk_close(struct desk *d)
{
    if (!d)
        return;
    store_close(d->store);
    pthread_mutex_destroy(&d->lock);
    free(d);
}

void desk_token(const struct desk *d, struct slice conversation, char token[token_text_size])
{
    struct slice secret = {(const char *)d->secret, sizeof d->secret};
    char hex[sign_hex_size];

    sign_hmac(secret, &conversation, 1, hex);
    memcpy(token, hex, token_text_size - 1); /* 172 of 256 bits are plenty */
    token[token_text_size - 1] = 0;
}

bool desk_token_fits(const struct desk *d, struct slice conversation, struct slice token)
{
    char expected[token_text_size];

    desk_token(d, conversation, expected);
    return sign_same(slice_of(expected), token);
}

bool task_count(struct task *t, const char *sql, int64_t *out, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err, sql, "");
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *out = statement_int(st, 0);
    return true;
}

static bool measure(struct task *t, struct desk_gauges *out, struct err *err)
{
    return task_count(t, "SELECT count(*) FROM ticket WHERE state <> 'closed'", &out->tickets_open,
                      err) &&
           task_count(t, "SELECT count(*) FROM outbox WHERE state = 'waiting'",
                      &out->outbox_waiting, err) &&
           task_count(t, "SELECT count(*) FROM outbox WHERE state = 'dead'", &out->outbox_dead,
                      err) &&
           task_count(t, TASK_ERASED, &out->erased, err);
}

bool desk_measure(struct desk *d, struct desk_gauges *out, struct err *err)
{
    struct task t = task_begin(d);
    struct desk_gauges g;
    bool ok = measure(&t, &g, err);

    if (ok)
        *out = g;
    task_end(&t);
    return ok;
}

bool desk_count(struct desk *d, struct desk_counts *out, struct err *err)
{
    struct task t = task_begin(d);
    struct desk_counts c;
    bool ok = measure(&t, &c.now, err) &&
              task_count(&t, "SELECT count(*) FROM conversation", &c.conversations, err) &&
              task_count(&t, "SELECT count(*) FROM turn", &c.turns, err) &&
              task_count(&t, "SELECT count(*) FROM ticket", &c.tickets, err) &&
              task_count(&t, "SELECT count(*) FROM feedback", &c.feedback, err);

    if (ok)
        *out = c;
    task_end(&t);
    return ok;
}
