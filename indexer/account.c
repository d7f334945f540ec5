/* account.c - see account.h */
#include "indexer/account.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "engine/index/generation.h"

enum { account_max = 8 << 20 };

static const struct {
    const char *file, *lock;
} places[] = {
    [ACCOUNT_INDEX] = {"run.json", "lock"},
    [ACCOUNT_LINT] = {"lint.json", "lint.lock"},
};

static const char *place_of(struct arena *job, const char *data, const char *name)
{
    return arena_printf(job, "%s/%s", generation_folder(job, data), name);
}

/* ---- telling ---- */

static struct json *begun(const struct account *a, struct arena *job, const char *state)
{
    struct json *o = json_object(job);

    json_add_text(o, "state", slice_of(state));
    json_add_time(o, "started_at", a->started);
    return o;
}

static void keep(const struct account *a, struct arena *job, const struct json *o)
{
    file_show(a->path, json_print(job, o), 0666);
}

static void tell(const struct account *a, const char *step, uint64_t done, uint64_t total)
{
    struct arena *job = arena_new();
    struct json *o = begun(a, job, "running");

    json_add_text(o, "step", slice_of(step));
    json_add_number(o, "done", (double)done);
    json_add_number(o, "total", (double)total);
    keep(a, job, o);
    arena_free(job);
}

static void follow(void *self, const struct progress *p, uint64_t done)
{
    tell(self, p->what, done, p->total);
}

bool account_lock(struct arena *life, const char *data, enum account_of what, struct err *err)
{
    return file_make_folder(generation_folder(life, data), err) &&
           file_lock(life, place_of(life, data, places[what].lock),
                     arena_printf(life, "process %ld", (long)getpid()), err);
}

void account_begin(struct account *a, struct arena *life, const char *data, enum account_of what)
{
    *a = (struct account){place_of(life, data, places[what].file), clock_now()};
    tell(a, "", 0, 0);
}

void account_follow(struct account *a, struct progress *p)
{
    p->follow = follow;
    p->follower = a;
}

static void add_findings(struct json *into, const struct report *r)
{
    static const char *const kinds[] = {
        [FINDING_REFUSED] = "refused", [FINDING_WARNING] = "warning", [FINDING_ADVICE] = "advice"};
    struct json *o = json_add_object(into, "findings"), *list;
    size_t n = 0;

    json_add_number(o, "refused", (double)r->refused);
    json_add_number(o, "warnings", (double)r->warnings);
    json_add_number(o, "advice", (double)r->advice);
    list = json_add_array(o, "list");
    for (const struct finding *f = r->first; f && n < account_findings; f = f->next, n++) {
        struct json *one = json_add_object(list, NULL);

        json_add_text(one, "kind", slice_of(kinds[f->kind]));
        json_add_text(one, "path", slice_of(f->path));
        json_add_number(one, "line", f->line);
        json_add_text(one, "text", slice_of(f->text));
    }
}

void account_end(const struct account *a, const struct account_end *end)
{
    struct arena *job = arena_new();
    struct json *o = begun(a, job, end->state);

    json_add_time(o, "ended_at", clock_now());
    if (end->error)
        json_add_text(o, "error", slice_of(end->error));
    if (end->generation)
        json_add_number(o, "generation", (double)end->generation);
    if (end->counts)
        json_add_copy(o, "counts", end->counts);
    add_findings(o, end->report);
    keep(a, job, o);
    arena_free(job);
}

/* ---- reading ---- */

static struct json *only_state(struct arena *job, const char *state, const struct json *was)
{
    struct json *o = json_object(job);

    json_add_text(o, "state", slice_of(state));
    for (const struct json *i = json_first(was); i; i = json_next(i))
        if (!slice_is(json_name(i), "state"))
            json_add_copy(o, json_name(i).ptr, i);
    return o;
}

struct json *account_read(struct arena *job, const char *data, enum account_of what)
{
    const struct json *root = NULL;
    struct slice text, state;
    struct err ignored;

    if (!file_read(job, place_of(job, data, places[what].file), account_max, &text, &ignored) ||
        !json_parse(job, text, &root, &ignored))
        return only_state(job, "none", NULL);
    state = json_text(json_member(root, "state"));
    if (slice_is(state, "running") && !file_locked(place_of(job, data, places[what].lock)))
        return only_state(job, "died", root);
    return only_state(job, slice_cstr(job, state), root);
}
