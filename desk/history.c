/* history.c - see history.h */
#include "desk/history.h"

#include "desk/desk_inside.h"

static bool list_conversations(struct task *t, struct arena *job, int64_t since, struct texts *out,
                               struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT id FROM conversation WHERE updated_at >= ?1"
                                         " ORDER BY created_at, id",
                                         "i", since);
    bool row;

    *out = (struct texts){0};
    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        texts_add(job, out, slice_copy(job, statement_text(st, 0)));
    }
    return false;
}

bool history_conversations(struct desk *d, struct arena *job, int64_t since, struct texts *out,
                           struct err *err)
{
    struct task t = task_begin(d);
    bool ok = list_conversations(&t, job, since, out, err);

    task_end(&t);
    return ok;
}

/* The bot's turn is the one behind the customer's. */
static const char columns[] =
    "SELECT t.n, t.at, t.text, coalesce(t.choice, ''), t.basis, b.decision, b.reason,"
    " coalesce(b.article, ''), b.p, b.generation,"
    " (SELECT value FROM feedback WHERE answer_id = b.answer_id AND kind = 'helpful'"
    "  ORDER BY id DESC LIMIT 1) + 1,"
    " coalesce((SELECT choice FROM turn AS c WHERE c.conversation = t.conversation"
    "   AND c.n = t.n + 2 AND b.decision = 'clarify' AND c.choice <> 'none'),"
    "  (SELECT outcome_article FROM ticket AS k WHERE k.conversation = t.conversation"
    "   AND k.created_at >= t.at AND NOT EXISTS(SELECT 1 FROM turn AS h, feedback AS f"
    "     WHERE h.conversation = t.conversation AND h.n > t.n AND h.at <= k.created_at"
    "     AND f.answer_id = h.answer_id AND f.kind = 'helpful' AND f.value = 1)"
    "   ORDER BY k.created_at LIMIT 1), '')"
    " FROM turn AS t JOIN turn AS b ON b.conversation = t.conversation AND b.n = t.n + 1"
    " WHERE t.conversation = ?1 AND t.at >= ?2 AND t.basis IS NOT NULL AND b.author = 'bot'"
    " ORDER BY t.n";

static struct past_turn read_row(struct arena *job, struct statement *st)
{
    return (struct past_turn){.n = statement_int(st, 0),
                              .at = statement_int(st, 1),
                              .text = slice_copy(job, statement_text(st, 2)),
                              .choice = slice_copy(job, statement_text(st, 3)),
                              .basis = slice_copy(job, statement_text(st, 4)),
                              .decision = slice_copy(job, statement_text(st, 5)),
                              .reason = slice_copy(job, statement_text(st, 6)),
                              .article = slice_copy(job, statement_text(st, 7)),
                              .p = statement_number(st, 8),
                              .generation = (uint64_t)statement_int(st, 9),
                              .helpful = (enum helpful)statement_int(st, 10),
                              .meant = slice_copy(job, statement_text(st, 11))};
}

static bool list_turns(struct task *t, struct arena *job, struct slice conversation, int64_t since,
                       struct past_turn **out, size_t *count, struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err, columns, "ti", conversation, since);
    bool row;

    *out = NULL;
    *count = 0;
    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        *out = arena_room(job, *out, *count, sizeof **out);
        (*out)[(*count)++] = read_row(job, st);
    }
    return false;
}

bool history_turns(struct desk *d, struct arena *job, struct slice conversation, int64_t since,
                   struct past_turn **out, size_t *count, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = list_turns(&t, job, conversation, since, out, count, err);

    task_end(&t);
    return ok;
}
