/* transcript.c - see conversation.h: everything said, in order. */
#include "base/clock.h"
#include "desk/conversation_inside.h"

bool transcript_rows(struct task *t, struct arena *job, struct slice conversation, int64_t after,
                     int64_t most, struct transcript *out, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "SELECT n, episode, author, text, coalesce(decision, ''), coalesce(reason, ''), p,"
        " coalesce(article, ''), coalesce(answer_id, ''), at, coalesce(choice, ''),"
        " (SELECT value FROM feedback WHERE answer_id = turn.answer_id AND kind = 'helpful'"
        " ORDER BY id DESC LIMIT 1) + 1, coalesce(agent, ''), private,"
        " coalesce(turn_id, ''), coalesce(basis, ''), generation"
        " FROM turn WHERE conversation = ?1 AND n > ?2 ORDER BY n LIMIT ?3",
        "tii", conversation, after, most);
    bool row;

    out->turns = NULL;
    out->count = 0;
    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        out->turns = arena_room(job, out->turns, out->count, sizeof *out->turns);
        out->turns[out->count++] = (struct transcript_turn){
            .n = statement_int(st, 0),
            .episode = statement_int(st, 1),
            .author = slice_copy(job, statement_text(st, 2)),
            .text = slice_copy(job, statement_text(st, 3)),
            .decision = slice_copy(job, statement_text(st, 4)),
            .reason = slice_copy(job, statement_text(st, 5)),
            .p = statement_number(st, 6),
            .article = slice_copy(job, statement_text(st, 7)),
            .answer_id = slice_copy(job, statement_text(st, 8)),
            .at = statement_int(st, 9),
            .choice = slice_copy(job, statement_text(st, 10)),
            .helpful = (enum helpful)statement_int(st, 11),
            .agent = slice_copy(job, statement_text(st, 12)),
            .private = statement_int(st, 13) != 0,
            .turn_id = slice_copy(job, statement_text(st, 14)),
            .basis = slice_copy(job, statement_text(st, 15)),
            .generation = (uint64_t)statement_int(st, 16),
        };
    }
    return false;
}

bool transcript_since(struct desk *d, struct arena *job, struct slice conversation, int64_t after,
                      int64_t most, struct transcript *out, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = conversation_read(&t, job, conversation, &out->conversation, err) &&
              transcript_rows(&t, job, conversation, after, most, out, err);

    task_end(&t);
    return ok;
}

bool transcript_read(struct desk *d, struct arena *job, struct slice conversation,
                     struct transcript *out, struct err *err)
{
    return transcript_since(d, job, conversation, 0, transcript_whole, out, err);
}

void transcript_for_customer(struct transcript *t)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->count; i++)
        if (!t->turns[i].private)
            t->turns[kept++] = t->turns[i];
    t->count = kept;
}

void transcript_print(struct json *array, const struct transcript *t)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct transcript_turn *turn = &t->turns[i];
        struct json *o = json_add_object(array, NULL);
        char time[clock_text_size];

        clock_print(turn->at, time);
        json_add_number(o, "turn", (double)turn->n);
        json_add_number(o, "episode", (double)turn->episode);
        json_add_text(o, "author", turn->author);
        if (turn->agent.len)
            json_add_text(o, "agent", turn->agent);
        if (turn->private)
            json_add_bool(o, "private", true);
        json_add_text(o, "text", turn->text);
        json_add_text(o, "at", slice_of(time));
        if (turn->turn_id.len)
            json_add_text(o, "turn_id", turn->turn_id);
        if (turn->decision.len) {
            json_add_text(o, "decision", turn->decision);
            json_add_text(o, "reason", turn->reason);
        }
        if (slice_is(turn->author, "bot"))
            json_add_ratio(o, "confidence", turn->p);
        if (turn->article.len)
            json_add_text(o, "article_id", turn->article);
        if (turn->answer_id.len)
            json_add_text(o, "answer_id", turn->answer_id);
        if (turn->choice.len)
            json_add_text(o, "choice", turn->choice);
        if (turn->helpful)
            json_add_bool(o, "helpful", turn->helpful == HELPFUL_YES);
    }
}
