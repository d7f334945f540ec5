/* searches.c - see searches.h */
#include "desk/searches.h"

#include "desk/desk_inside.h"

static const int64_t day_ms = 24 * 60 * 60 * 1000;

int64_t search_counts_sum(const struct search_counts *c)
{
    return c->ends[SEARCH_MISSED] + c->ends[SEARCH_PASSED] + c->ends[SEARCH_PICKED];
}

int64_t searches_day(int64_t wall)
{
    return wall / day_ms;
}

static struct slice code_of(enum language lang)
{
    return slice_of(language_code(lang));
}

/* ---- writing ---- */

static bool find_known(struct task *t, struct search_change *s, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err, "SELECT 1 FROM search WHERE text = ?1 AND lang = ?2 LIMIT 1", "tt",
        s->text, code_of(s->lang));

    return st && statement_step(st, &s->known, err);
}

/* Words that are new on a full day are counted among all searches alone. */
static bool add(struct task *t, const struct search_change *s, struct err *err)
{
    const int64_t *ends = s->counts.ends;

    return store_run(t->store, t->arena, err,
                     "INSERT INTO search SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?3 = '' OR"
                     " EXISTS (SELECT 1 FROM search WHERE day = ?1 AND lang = ?2 AND text = ?3) OR"
                     " (SELECT count(*) FROM search WHERE day = ?1 AND text <> '') < ?7"
                     " ON CONFLICT DO UPDATE SET missed = missed + ?4, passed = passed + ?5,"
                     " picked = picked + ?6",
                     "ittiiii", s->day, code_of(s->lang), s->text, ends[SEARCH_MISSED],
                     ends[SEARCH_PASSED], ends[SEARCH_PICKED], (int64_t)searches_words_most);
}

static bool add_all(struct task *t, struct search_change *changes, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if ((!changes[i].known && !find_known(t, &changes[i], err)) ||
            (changes[i].known && !add(t, &changes[i], err)))
            return false;
    return true;
}

bool searches_add(struct desk *d, struct search_change *changes, size_t count, struct err *err)
{
    struct task t = task_begin(d);
    bool ok =
        store_begin(t.store, err) && add_all(&t, changes, count, err) && store_commit(t.store, err);

    store_rollback(t.store);
    task_end(&t);
    return ok;
}

bool searches_prune(struct desk *d, int64_t before, struct err *err)
{
    struct task t = task_begin(d);
    bool ok = store_run(t.store, t.arena, err, "DELETE FROM search WHERE day < ?1", "i", before);

    task_end(&t);
    return ok;
}

/* ---- reading ---- */

static struct search_counts counts_at(struct statement *st, int column)
{
    return (struct search_counts){
        {statement_int(st, column), statement_int(st, column + 1), statement_int(st, column + 2)}};
}

static struct slice language_wanted(const struct searches_span *span)
{
    return span->any_language ? (struct slice){0} : code_of(span->lang);
}

static bool read_totals(struct task *t, const struct searches_span *span, int64_t from, int64_t to,
                        struct search_counts *out, struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      "SELECT sum(missed), sum(passed), sum(picked) FROM search WHERE text = ''"
                      " AND day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR lang = ?3)",
                      "iit", from, to, language_wanted(span));
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    *out = counts_at(st, 0);
    return true;
}

static bool read_kept(struct task *t, const struct searches_span *span, struct searches_report *out,
                      struct err *err)
{
    struct statement *st =
        store_prepare(t->store, t->arena, err,
                      "SELECT sum(missed + passed + picked), (SELECT min(day) FROM search)"
                      " FROM search WHERE text <> '' AND day BETWEEN ?1 AND ?2"
                      " AND (?3 IS NULL OR lang = ?3)",
                      "iit", span->from, span->to, language_wanted(span));
    bool row;

    if (!st || !statement_step(st, &row, err))
        return false;
    out->kept = statement_int(st, 0);
    out->first = statement_int(st, 1);
    return true;
}

static bool read_words(struct task *t, struct arena *job, const struct searches_span *span,
                       int64_t before, struct searches_report *out, struct err *err)
{
    struct statement *st = store_prepare(
        t->store, t->arena, err,
        "SELECT lang, text, sum(missed), sum(passed), sum(picked), sum(earlier) FROM"
        " (SELECT lang, text, missed, passed, picked, 0 AS earlier FROM search"
        "   WHERE text <> '' AND day BETWEEN ?1 AND ?2 AND (?4 IS NULL OR lang = ?4) UNION ALL"
        "  SELECT lang, text, 0, 0, 0, missed + passed + picked FROM search"
        "   WHERE text <> '' AND day >= ?3 AND day < ?1 AND (?4 IS NULL OR lang = ?4))"
        " GROUP BY lang, text"
        " HAVING sum(missed + passed + picked) >= ?5"
        " AND CASE ?6 WHEN 1 THEN sum(missed) WHEN 2 THEN sum(passed) ELSE 1 END > 0"
        " ORDER BY CASE ?6 WHEN 1 THEN sum(missed) WHEN 2 THEN sum(passed) ELSE 0 END DESC,"
        " sum(missed + passed + picked) DESC, text, lang LIMIT ?7",
        "iiitiii", span->from, span->to, before, language_wanted(span), (int64_t)searches_least,
        (int64_t)span->order, (int64_t)searches_listed);
    bool row;

    out->items = ARENA_ARRAY(job, struct searched, searches_listed);
    while (st && statement_step(st, &row, err)) {
        struct searched *s = &out->items[out->count];

        if (!row)
            return true;
        language_parse(statement_text(st, 0), &s->lang);
        s->text = slice_copy(job, statement_text(st, 1));
        s->counts = counts_at(st, 2);
        s->before = statement_int(st, 5);
        out->count++;
    }
    return false;
}

bool searches_read(struct desk *d, struct arena *job, const struct searches_span *span,
                   struct searches_report *out, struct err *err)
{
    struct task t = task_begin(d);
    int64_t before = span->from - (span->to - span->from + 1);
    bool ok;

    *out = (struct searches_report){0};
    ok = read_totals(&t, span, span->from, span->to, &out->totals, err) &&
         read_totals(&t, span, before, span->from - 1, &out->before, err) &&
         read_kept(&t, span, out, err) && read_words(&t, job, span, before, out, err);
    task_end(&t);
    return ok;
}
