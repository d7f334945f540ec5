/* eval_run.c - runs over labelled questions: made now, or read from a file (eval.h) */
#include <inttypes.h>

#include "base/file.h"
#include "base/map.h"
#include "cli/eval.h"
#include "engine/find/search.h"

enum { saved_max = 256 << 20 };

/* ---- searching ---- */

static bool search_one(const struct eval *e, struct reader *r, const struct question *q,
                       struct texts *out, struct err *err)
{
    struct arena *job = arena_new();
    struct search_request request = {
        .text = q->text, .limit = eval_ranks, .audiences = &e->audiences, .distinct = SLOT_NONE};
    struct search_result found;
    bool ok = search_run(r, job, &request, &found, err);

    for (size_t i = 0; ok && i < found.count; i++)
        texts_add(e->life, out, slice_copy(e->life, found.hits[i].id));
    arena_free(job);
    return ok;
}

bool eval_search(const struct eval *e, struct reader *r, const char *name, struct eval_run *out,
                 struct err *err)
{
    struct texts *found = ARENA_ARRAY(e->life, struct texts, e->questions.count);
    struct bot *bot = bot_new(e->life, &e->policy, err);

    if (!bot || !bot_follow(bot, r, err))
        return false;
    out->said = ARENA_ARRAY(e->life, struct eval_said, e->questions.count);
    for (size_t i = 0; i < e->questions.count; i++) {
        const struct question *q = &e->questions.items[i];

        if ((q->relevant.count && !search_one(e, r, q, &found[i], err)) ||
            !eval_ask(e, bot, r, q, &out->said[i], err))
            return false;
    }
    out->name = arena_printf(e->life, "%s, generation %" PRIu64, name, r->generation.number);
    out->found = found;
    return true;
}

static bool search_in(const struct eval *e, const char *data, uint64_t generation,
                      struct eval_run *out, struct err *err)
{
    struct reader *r;
    bool ok;

    if (!reader_open_in(data, generation, &r, err))
        return false;
    ok = eval_search(e, r, data, out, err);
    reader_close(r);
    return ok;
}

/* ---- reading ---- */

static struct texts texts_of(struct arena *life, const struct json *list)
{
    struct texts out = {0};

    for (const struct json *i = json_first(list); i; i = json_next(i))
        texts_add(life, &out, json_text(i));
    return out;
}

static struct eval_said said_of(struct arena *life, const struct json *o)
{
    return (struct eval_said){json_kind(o) == JSON_OBJECT, json_number(json_member(o, "p")),
                              json_text(json_member(o, "decision")),
                              json_text(json_member(o, "best")),
                              texts_of(life, json_member(o, "options"))};
}

/* The questions of a file by their text. */
static bool read_found(struct arena *life, const char *path, struct map *found, struct err *err)
{
    const struct json *root, *list;
    struct slice text;

    if (!file_read(life, path, saved_max, &text, err) || !json_parse(life, text, &root, err))
        return err_in(err, "%s", path);
    list = json_member(root, "questions");
    if (json_kind(list) != JSON_ARRAY)
        return err_set(err, ERR_INPUT, "%s is no run: `kladez eval --json` writes some", path);
    *found = map_new(life);
    for (const struct json *i = json_first(list); i; i = json_next(i)) {
        if (json_kind(json_member(i, "found")) == JSON_ARRAY)
            map_put(found, json_text(json_member(i, "query")), (void *)(uintptr_t)i);
    }
    return true;
}

static bool read_run(const struct eval *e, const char *path, struct eval_run *out, struct err *err)
{
    struct texts *lists = ARENA_ARRAY(e->life, struct texts, e->questions.count);
    struct eval_said *said = ARENA_ARRAY(e->life, struct eval_said, e->questions.count);
    struct map found;

    if (!read_found(e->life, path, &found, err))
        return false;
    for (size_t i = 0; i < e->questions.count; i++) {
        const struct question *q = &e->questions.items[i];
        const struct json *kept = map_find(&found, q->text);

        if (!kept && q->relevant.count == 0) /* an older program's: it kept nothing of the bot */
            continue;
        if (!kept)
            return err_set(err, ERR_INPUT,
                           "%s has nothing on the question '%.*s': it is a run of other questions",
                           path, SLICE_ARG(q->text));
        lists[i] = texts_of(e->life, json_member(kept, "found"));
        said[i] = said_of(e->life, json_member(kept, "bot"));
    }
    *out = (struct eval_run){path, lists, said};
    return true;
}

bool eval_run_named(const struct eval *e, const char *against, const char *data,
                    struct eval_run *out, struct err *err)
{
    struct file_info info;
    uint64_t generation;

    if (slice_to_count(slice_of(against), &generation))
        return search_in(e, data, generation, out, err);
    if (!file_info(against, &info, err))
        return false;
    return info.is_folder ? search_in(e, against, 0, out, err) : read_run(e, against, out, err);
}

/* ---- judging ---- */

struct eval_rankings eval_rank(const struct eval *e, const struct eval_run *run, enum language lang)
{
    size_t most = e->questions.count;
    struct eval_rankings r = {.questions = ARENA_ARRAY(e->life, const struct question *, most),
                              .qualities = ARENA_ARRAY(e->life, struct ranking_quality, most),
                              .ranks = ARENA_ARRAY(e->life, size_t, most)};

    for (size_t i = 0; i < most; i++) {
        const struct question *q = &e->questions.items[i];

        if (q->lang != lang || q->relevant.count == 0)
            continue;
        r.questions[r.count] = q;
        r.ranks[r.count] = measure_rank(&run->found[i], &q->relevant);
        r.qualities[r.count++] = measure_ranking(&run->found[i], &q->relevant);
    }
    return r;
}
