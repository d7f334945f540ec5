/* calibrate.c - see calibrate.h */
#include "bot/calibrate.h"

#include <math.h>

#include "base/map.h"
#include "engine/trial.h"

enum {
    hidden_percent = 7,           /* of the articles, whenever a question is judged */
    out_of_scope_repetitions = 2, /* how often a question out of scope is judged */
    repetitions_most = 40,        /* the same of an article's, where there are few */
    hits_looked_at = 30,
    threads_each = 2 /* that train a language's classifier */
};

/* Of all questions, the share that no article answers. Articles have many questions where much of
 * the traffic was read and answered for: three in ten where they have none, one in ten from a
 * hundred questions an article on. */
static const double out_of_scope_most = 0.3, out_of_scope_least = 0.1, questions_many = 100;

/* A question out of scope whose best article is this far on its side of the classifier's plane
 * is one that this knowledge base answers after all. */
static const double claimed = 0.5;

/* The questions while they are asked. */
struct asking {
    struct calibration *of;
    struct trial *trial;
    struct classifier *classifier; /* that has not seen them */
    struct texts languages, audiences;
};

/* ---- asking ---- */

static bool is_hidden(struct slice article, unsigned repetition)
{
    uint64_t h = map_hash(article) ^ (repetition * 0x9e3779b97f4a7c15u);

    h *= 0xff51afd7ed558ccdu;
    return (h >> 33) % 100 < hidden_percent;
}

static bool is_answered(const struct search_result *found, const struct standing *best)
{
    return found->hits[best->hit].evidence.coverage >= 1 || best->margin >= claimed;
}

/* What comes of the question when this repetition's articles are not there. */
static void add_sample(struct calibration *t, const struct probe *p, const struct search_result *found,
                       const struct standing *all, unsigned repetition)
{
    bool there = p->article.len && !is_hidden(p->article, repetition);
    struct sample s = {.answerable = there, .group = p->group};
    struct standing shown[hits_looked_at];
    size_t n = 0;

    for (size_t i = 0; i < found->count && n < hits_looked_at; i++)
        if (!is_hidden(found->hits[all[i].hit].id, repetition))
            shown[n++] = all[i];
    if (n == 0 || (p->article.len == 0 && is_answered(found, shown)))
        return;
    s.features = features_of(found, shown, n);
    for (size_t i = 0; i < n && i < 3; i++) {
        bool same = slice_eq(found->hits[shown[i].hit].id, p->article);

        s.right |= same && i == 0;
        s.among |= same;
    }
    t->samples = arena_room(t->life, t->samples, t->sample_count, sizeof s);
    t->samples[t->sample_count++] = s;
}

static bool ask(struct asking *a, const struct probe *p, unsigned repetitions, struct err *err)
{
    struct calibration *t = a->of;
    struct arena *job = arena_new();
    struct search_request request = {.text = p->text,
                                     .limit = hits_looked_at,
                                     .filter = filter_one_of(job, "lang", &a->languages),
                                     .audiences = &a->audiences,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .answers = true,
                                     .accept = trial_accept,
                                     .accept_self = a->trial};
    struct search_result found;
    bool ok = search_run(trial_reader(a->trial), job, &request, &found, err);

    if (ok && found.words.count) {
        const struct standing *all =
            standings_of(job, &found, a->classifier, t->reader->stemmer, p->text);

        for (unsigned i = 0; i < repetitions; i++)
            add_sample(t, p, &found, all, i);
    }
    arena_free(job);
    t->count(t->self);
    return ok;
}

/* How often each of the articles' questions must be judged for those out of scope, of which there
 * are so many samples, to be the share that they should be. */
static unsigned repetitions_of(const struct probes *p, size_t out_of_scope)
{
    double known = fmin(1, p->questions_mean / questions_many);
    double share = out_of_scope_most - (out_of_scope_most - out_of_scope_least) * known;
    double times = (double)out_of_scope * (1 - share) / share / (double)p->count;

    return (unsigned)fmin(fmax(round(times), 1), repetitions_most);
}

static bool ask_all(struct asking *a, struct err *err)
{
    const struct probes *p = &a->of->probes;
    unsigned repetitions;

    for (size_t i = 0; i < p->stranger_count; i++)
        if (!ask(a, &p->strangers[i], out_of_scope_repetitions, err))
            return false;
    repetitions = repetitions_of(p, a->of->sample_count);
    for (size_t i = 0; i < p->count; i++)
        if (!ask(a, &p->items[i], repetitions, err))
            return false;
    return true;
}

/* The bot looks for articles of the question's language; here for all audiences. */
static bool take_limits(struct asking *a, struct err *err)
{
    texts_add(a->of->life, &a->languages, slice_of(language_code(a->of->lang)));
    return reader_audiences(a->of->reader, a->of->life, &a->audiences, err);
}

size_t calibrate_questions(const struct calibration *t)
{
    return t->probes.count + t->probes.stranger_count;
}

bool calibrate_ask(struct calibration *t, struct err *err)
{
    struct asking a = {.of = t};
    bool ok;

    if (t->probes.count == 0)
        return true;
    if (!take_limits(&a, err) || !classifier_open(t->life, t->trial.path, &a.classifier, err) ||
        !trial_open(t->next, t->folder, t->probes.changed, t->probes.changed_count, &a.trial, err))
        return false;
    ok = ask_all(&a, err);
    trial_close(a.trial);
    return ok;
}

/* ---- what is asked, and learned ---- */

static bool read_lesson(struct calibration *t, const struct article *changed, size_t count,
                        bool trial, struct lesson *out, struct err *err)
{
    const char *path = lesson_file(t->life, t->next->path, t->lang, trial);
    const char *old = t->before ? lesson_file(t->life, t->before->path, t->lang, trial) : NULL;

    if (!lesson_read(t->life, t->reader, t->lang, changed, count, path, old, out, err))
        return false;
    out->taught.threads = threads_each;
    out->taught.fitted = t->count;
    out->taught.self = t->self;
    return true;
}

bool calibrate_prepare(struct calibration *t, struct err *err)
{
    if (!reader_open(t->next, &t->reader, err) ||
        !probes_take(t->life, t->reader, t->lang, &t->probes, err) ||
        !read_lesson(t, NULL, 0, false, &t->used, err))
        return false;
    if (t->probes.changed_count)
        return read_lesson(t, t->probes.changed, t->probes.changed_count, true, &t->trial, err);
    t->trial = (struct lesson){.path = t->used.path, .learned = true}; /* the same */
    return true;
}

static size_t left_to_learn(const struct lesson *l)
{
    return l->learned ? 0 : l->taught.ids.count;
}

size_t calibrate_classes(const struct calibration *t)
{
    return left_to_learn(&t->used) + left_to_learn(&t->trial);
}

bool calibrate_learn(struct calibration *t, struct err *err)
{
    return lesson_learn(&t->used, err) && lesson_learn(&t->trial, err);
}
