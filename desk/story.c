/* story.c - see story.h */
#include "desk/story.h"

#include "desk/conversation_inside.h"

static bool list(struct task *t, struct arena *job, int64_t since, int64_t turns_most,
                 struct texts *ids, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT id, turns FROM conversation WHERE updated_at >= ?1"
                                         " AND erased_at IS NULL ORDER BY updated_at DESC, id",
                                         "i", since);
    int64_t turns = 0;
    bool row;

    while (st && statement_step(st, &row, err)) {
        turns += row ? statement_int(st, 1) : 0;
        if (!row || (ids->count && turns > turns_most))
            return true;
        texts_add(job, ids, slice_copy(job, statement_text(st, 0)));
    }
    return false;
}

static bool read_tickets(struct task *t, struct arena *job, struct slice conversation,
                         struct story *out, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT outcome, outcome_article FROM ticket"
                                         " WHERE conversation = ?1 ORDER BY created_at, number",
                                         "t", conversation);
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        out->tickets = arena_room(job, out->tickets, out->ticket_count, sizeof *out->tickets);
        out->tickets[out->ticket_count++] = (struct story_ticket){
            slice_copy(job, statement_text(st, 0)), slice_copy(job, statement_text(st, 1))};
    }
    return false;
}

static bool read_one(struct desk *d, struct arena *job, struct slice id, struct story *out,
                     struct err *err)
{
    struct task t = task_begin(d);
    bool ok = conversation_read(&t, job, id, &out->said.conversation, err) &&
              transcript_rows(&t, job, id, 0, transcript_whole, &out->said, err) &&
              read_tickets(&t, job, id, out, err);

    task_end(&t);
    return ok;
}

static bool list_ids(struct desk *d, struct arena *job, int64_t since, int64_t turns_most,
                     struct texts *ids, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = list(&t, job, since, turns_most, ids, err);

    task_end(&t);
    return ok;
}

bool story_walk(struct desk *d, int64_t since, int64_t turns_most, struct story_taker to,
                struct err *err)
{
    struct arena *life = arena_new();
    struct texts ids = {0};
    bool ok = list_ids(d, life, since, turns_most, &ids, err);

    for (size_t i = 0; ok && i < ids.count; i++) {
        struct arena *job = arena_new();
        struct story s = {0};

        if (read_one(d, job, ids.items[i], &s, err))
            ok = to.take(to.self, job, &s, err);
        else
            ok = err->code == ERR_NOT_FOUND; /* erased meanwhile */
        if (!ok)
            err_in(err, "conversation %.*s", SLICE_ARG(ids.items[i]));
        arena_free(job);
    }
    arena_free(life);
    return ok;
}

struct slice story_meant(const struct story *s, size_t i)
{
    const struct transcript_turn *turns = s->said.turns,
                                 *next = i + 2 < s->said.count ? &turns[i + 2] : NULL;
    size_t ticket = (size_t)turns[i].episode - 1;

    if (next && slice_is(turns[i + 1].decision, "clarify") && next->choice.len &&
        !slice_is(next->choice, "none"))
        return next->choice;
    for (size_t k = i + 1; k < s->said.count && turns[k].episode == turns[i].episode; k++)
        if (turns[k].helpful == HELPFUL_YES)
            return SLICE("");
    return ticket < s->ticket_count ? s->tickets[ticket].article : SLICE("");
}
