/* reports.c - see reports.h */
#include "desk/reports.h"

#include <stdlib.h>

#include "desk/desk_inside.h"

enum { at_once = 500, hour_ms = 60 * 60 * 1000 };

static const int64_t silence_ms = (int64_t)reports_silence_hours * hour_ms;
static const int64_t reopened_ms = (int64_t)reports_reopened_days * 24 * hour_ms;

static const char *const names[reports_end_count] = {"confirmed", "assumed",    "reopened",
                                                     "rejected",  "unanswered", "recent"};

const char *reports_end_name(enum reports_end e)
{
    return names[e];
}

/* ---- how a request ended ---- */

struct course {
    bool answered; /* the last that was more than small talk was an answer */
    int word;      /* of the customer on it: 1 it helped, -1 it did not, 0 nothing */
    bool reopened;
    int64_t last; /* when something was said last */
};

static void take_bot_turn(struct course *c, const struct reports_turn *t, int64_t quiet)
{
    if (slice_is(t->decision, "smalltalk")) {
        if (slice_is(t->reason, "helped"))
            c->word = 1;
        return;
    }
    if ((c->word > 0 || (c->answered && c->word == 0)) && quiet >= silence_ms &&
        quiet <= reopened_ms)
        c->reopened = true;
    c->answered = slice_is(t->decision, "answer");
    c->word = c->answered ? t->helpful : slice_is(t->reason, "not_helped") ? -1 : 0;
}

enum reports_end reports_end_of(const struct reports_turn *turns, size_t count, int64_t now)
{
    struct course c = {0};
    int64_t quiet = 0; /* before what the customer said last */

    for (size_t i = 0; i < count; i++) {
        if (turns[i].from_customer)
            quiet = i ? turns[i].at - c.last : 0;
        else
            take_bot_turn(&c, &turns[i], quiet);
        c.last = turns[i].at;
    }
    if (c.reopened)
        return REPORTS_REOPENED;
    if (c.word)
        return c.word > 0 ? REPORTS_CONFIRMED : REPORTS_REJECTED;
    if (now - c.last < silence_ms)
        return REPORTS_RECENT;
    return c.answered ? REPORTS_ASSUMED : REPORTS_UNANSWERED;
}

/* ---- requests that no person got ---- */

struct requests {
    int64_t since, now;
    int64_t until; /* conversations that changed before are counted, and then up to this id */
    struct slice after;
    struct reports *out;
};

/* The last episode of a conversation the bot owns; earlier ones ended with a ticket. In the order in which they
 * changed: one that goes on meanwhile is behind the end, and not met twice. */
#define SOME                                                                                       \
    "(SELECT id, episode, updated_at FROM conversation WHERE owner = 'bot'"                        \
    " AND (updated_at, id) > (?1, ?2) AND updated_at <= ?3"                                        \
    " ORDER BY updated_at, id LIMIT ?4)"

static void count_request(struct requests *r, const struct reports_turn *turns, size_t count)
{
    if (count && turns[0].at >= r->since)
        r->out->ends[reports_end_of(turns, count, r->now)]++;
}

/* Those of an episode in which nothing was said yet have one row, without a turn. */
static const char some_turns[] =
    "SELECT c.updated_at, c.id, author, coalesce(decision, ''), coalesce(reason, ''), at,"
    " coalesce((SELECT value * 2 - 1 FROM feedback WHERE feedback.answer_id = turn.answer_id"
    " AND kind = 'helpful' ORDER BY feedback.id DESC LIMIT 1), 0) FROM " SOME " AS c"
    " LEFT JOIN turn ON turn.conversation = c.id AND turn.episode = c.episode"
    " AND author IN ('customer', 'bot') AND NOT private ORDER BY c.updated_at, c.id, n";

static struct reports_turn read_turn(struct statement *st)
{
    return (struct reports_turn){.from_customer = slice_is(statement_text(st, 2), "customer"),
                                 .decision = statement_text(st, 3),
                                 .reason = statement_text(st, 4),
                                 .at = statement_int(st, 5),
                                 .helpful = (int)statement_int(st, 6)};
}

/* `*conversations`: how many there were. */
static bool read_some(struct task *t, struct arena *job, struct requests *r, int *conversations,
                      struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err, some_turns, "itii", r->until,
                                         r->after, r->now, (int64_t)at_once);
    struct reports_turn *turns = NULL;
    struct slice id = SLICE("");
    size_t count = 0;
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row || !slice_eq(statement_text(st, 1), id)) {
            count_request(r, turns, count);
            *conversations += row;
            count = 0;
        }
        if (!row) {
            r->after = slice_copy(job, id);
            return true;
        }
        r->until = statement_int(st, 0);
        id = statement_text(st, 1);
        if (statement_text(st, 2).len == 0)
            continue;
        turns = arena_room(t->arena, turns, count, sizeof *turns);
        turns[count++] = read_turn(st);
    }
    return false;
}

/* `*more`: there may be others behind these. */
static bool count_some(struct desk *d, struct arena *job, struct requests *r, bool *more,
                       struct err *err)
{
    struct task t = task_begin(d);
    int conversations = 0;
    bool ok = read_some(&t, job, r, &conversations, err);

    *more = conversations == at_once;
    task_end(&t);
    return ok;
}

/* ---- tickets ---- */

static bool read_counts(struct task *t, struct arena *job, const char *sql, int64_t since,
                        struct reports_counts *out, int64_t *sum, struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err, sql, "i", since);
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        out->items = arena_room(job, out->items, out->count, sizeof *out->items);
        out->items[out->count++] =
            (struct reports_count){slice_copy(job, statement_text(st, 0)), statement_int(st, 1)};
        *sum += statement_int(st, 1);
    }
    return false;
}

static int by_length(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

    return (one > two) - (one < two);
}

/* Nearest rank: the smallest that `percent` of 100 do not exceed. */
static int64_t rank(const int64_t *sorted, int64_t count, int64_t percent)
{
    return count ? sorted[(count * percent + 99) / 100 - 1] : 0;
}

static bool read_waits(struct task *t, const struct calendar *c, int64_t since, struct reports *out,
                       struct err *err)
{
    struct statement *st = store_prepare(t->store, t->arena, err,
                                         "SELECT created_at, coalesce(answered_at, 0) FROM ticket"
                                         " WHERE created_at >= ?1",
                                         "i", since);
    int64_t *waits = NULL;
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row) {
            if (waits)
                qsort(waits, (size_t)out->answered, sizeof *waits, by_length);
            out->median = rank(waits, out->answered, 50);
            out->p80 = rank(waits, out->answered, 80);
            return true;
        }
        if (statement_int(st, 1) == 0) {
            out->unanswered++;
            continue;
        }
        waits = arena_room(t->arena, waits, (size_t)out->answered, sizeof *waits);
        waits[out->answered++] =
            calendar_open_between(c, statement_int(st, 0), statement_int(st, 1));
    }
    return false;
}

/* Closed ones whose customer came back with more than small talk. */
static bool read_reopened(struct task *t, int64_t since, int64_t *out, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "SELECT count(*) FROM ticket WHERE closed_at >= ?1 AND EXISTS (SELECT 1 FROM turn"
        " WHERE turn.conversation = ticket.conversation AND author = 'bot'"
        " AND decision <> 'smalltalk' AND NOT private AND at - closed_at BETWEEN 0 AND ?2"
        " AND n > (SELECT max(n) FROM turn AS ends WHERE ends.conversation = ticket.conversation"
        " AND ends.author = 'system' AND ends.decision IN ('close', 'return')"
        " AND ends.at <= closed_at))",
        "ii", since, reopened_ms);
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *out = statement_int(st, 0);
    return true;
}

static bool read_stars(struct task *t, int64_t since, struct reports *out, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "SELECT (SELECT value FROM feedback WHERE ticket = number AND kind = 'csat'"
        " ORDER BY id DESC LIMIT 1) AS stars, count(*) FROM ticket WHERE closed_at >= ?1"
        " GROUP BY stars HAVING stars BETWEEN 1 AND 5",
        "i", since);
    bool row;

    while (st && statement_step(st, &row, err)) {
        if (!row)
            return true;
        out->stars[statement_int(st, 0) - 1] = statement_int(st, 1);
    }
    return false;
}

static bool read_tickets(struct desk *d, struct arena *job, const struct calendar *c,
                         struct reports *out, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = read_counts(&t, job,
                          "SELECT reason, count(*) AS n FROM ticket WHERE created_at >= ?1"
                          " GROUP BY reason ORDER BY n DESC, reason",
                          out->since, &out->reasons, &out->handed_off, err) &&
              read_counts(&t, job,
                          "SELECT CASE outcome WHEN '' THEN 'none' ELSE outcome END AS name,"
                          " count(*) AS n FROM ticket WHERE closed_at >= ?1"
                          " GROUP BY name ORDER BY n DESC, name",
                          out->since, &out->outcomes, &out->closed, err) &&
              read_reopened(&t, out->since, &out->reopened, err) &&
              read_waits(&t, c, out->since, out, err) && read_stars(&t, out->since, out, err);

    task_end(&t);
    return ok;
}

bool reports_read(struct desk *d, struct arena *job, const struct calendar *c, int64_t since,
                  int64_t now, struct reports *out, struct err *err)
{
    struct reports reports = {.since = since};
    struct requests r = {
        .since = since, .now = now, .until = since, .after = SLICE(""), .out = &reports};
    bool more = true;

    while (more)
        if (!count_some(d, job, &r, &more, err))
            return false;
    if (!read_tickets(d, job, c, &reports, err))
        return false;
    *out = reports;
    return true;
}
