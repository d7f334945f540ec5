/* conversation.c - see conversation.h */
#include "desk/conversation.h"

#include "base/clock.h"
#include "desk/conversation_inside.h"

/* A first turn without a conversation may be repeated for so long. */
enum { first_turn_ms = 10 * 60 * 1000 };

static const char columns[] =
    "SELECT id, channel, lang, status, owner, version, episode, turns, bot_state, contact,"
    " scope, coalesce(ticket, ''), created_at, updated_at FROM conversation"
    " WHERE id = ?1 AND erased_at IS NULL";

static struct slice text(struct arena *job, struct statement *st, int column)
{
    return slice_copy(job, statement_text(st, column));
}

static void read_row(struct arena *job, struct statement *st, struct conversation *out)
{
    *out = (struct conversation){.id = text(job, st, 0),
                                 .channel = text(job, st, 1),
                                 .status = text(job, st, 3),
                                 .owner = text(job, st, 4),
                                 .version = statement_int(st, 5),
                                 .episode = statement_int(st, 6),
                                 .turns = statement_int(st, 7),
                                 .bot_state = text(job, st, 8),
                                 .contact = text(job, st, 9),
                                 .scope = text(job, st, 10),
                                 .ticket = text(job, st, 11),
                                 .created_at = statement_int(st, 12),
                                 .updated_at = statement_int(st, 13)};
    language_parse(statement_text(st, 2), &out->lang);
}

bool conversation_read(struct task *t, struct arena *job, struct slice id, struct conversation *out,
                       struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err, columns, "t", id);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    if (!row)
        return err_set(err, ERR_NOT_FOUND, "there is no conversation '%.*s'", SLICE_ARG(id));
    read_row(job, st, out);
    return true;
}

bool conversation_load(struct desk *d, struct arena *job, struct slice id, struct conversation *out,
                       struct err *err)
{
    struct task t = task_begin(d);
    bool ok = conversation_read(&t, job, id, out, err);

    task_end(&t);
    return ok;
}

bool conversation_of_first(struct task *t, struct arena *job, const struct incoming *in,
                           struct slice *conversation, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "SELECT conversation FROM reply WHERE first_key = ?1 AND at > ?2 ORDER BY at DESC", "ti",
        in->first_key, clock_now() - first_turn_ms);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *conversation = row ? text(job, st, 0) : SLICE("");
    return true;
}

/* Replies of an older version do not know what they answer (NULL). */
static bool find_reply(struct task *t, struct arena *job, struct slice conversation,
                       const struct incoming *in, struct earlier *out, struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      "SELECT body, said IS NOT NULL AND said <> ?3 FROM reply"
                      " WHERE conversation = ?1 AND turn_id = ?2",
                      "ttt", conversation, in->turn_id, in->said.ptr ? in->said : SLICE(""));
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    if (row)
        *out = (struct earlier){text(job, st, 0), statement_int(st, 1) != 0};
    return true;
}

static bool look(struct task *t, struct arena *job, const struct incoming *in,
                 struct conversation *out, struct earlier *earlier, struct err *err)
{
    struct slice id = in->conversation;

    *earlier = (struct earlier){0};
    *out = (struct conversation){.lang = in->lang, .owner = SLICE(OWNER_BOT)};
    if (id.len == 0 && in->turn_id.len && !conversation_of_first(t, job, in, &id, err))
        return false;
    if (id.len == 0)
        return true;
    return conversation_read(t, job, id, out, err) &&
           (in->turn_id.len == 0 || find_reply(t, job, id, in, earlier, err));
}

bool conversation_look(struct desk *d, struct arena *job, const struct incoming *in,
                       struct conversation *out, struct earlier *earlier, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = look(&t, job, in, out, earlier, err);

    task_end(&t);
    return ok;
}
