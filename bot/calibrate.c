/* calibrate.c - see calibrate.h. Each language has a thread, a reader and a trial of its own. */
#include "bot/calibrate.h"

#include <math.h>

#include "base/file.h"
#include "base/map.h"
#include "base/pool.h"
#include "bot/lesson.h"
#include "bot/probes.h"
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

/* What is found out about one language. */
struct trials {
    struct arena *life;
    const struct generation *generation;
    const char *folder;
    enum language lang;
    struct reader *reader; /* of the generation as it is */
    struct classifier *classifier; /* that has not seen the questions asked here */
    struct texts languages, audiences;
    struct probes probes;
    struct sample *samples;
    size_t sample_count;
    bool ok;
    struct err err;
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
static void add_sample(struct trials *t, const struct probe *p, const struct search_result *found,
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

static bool ask(struct trials *t, struct trial *trial, const struct probe *p, unsigned repetitions,
                struct err *err)
{
    struct arena *job = arena_new();
    struct search_request request = {.text = p->text,
                                     .limit = hits_looked_at,
                                     .filter = filter_one_of(job, "lang", &t->languages),
                                     .audiences = &t->audiences,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .answers = true,
                                     .accept = trial_accept,
                                     .accept_self = trial};
    struct search_result found;
    bool ok = search_run(trial_reader(trial), job, &request, &found, err);

    if (ok && found.words.count) {
        const struct standing *all =
            standings_of(job, &found, t->classifier, t->reader->stemmer, p->text);

        for (unsigned i = 0; i < repetitions; i++)
            add_sample(t, p, &found, all, i);
    }
    arena_free(job);
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

static bool ask_all(struct trials *t, struct trial *trial, struct err *err)
{
    const struct probes *p = &t->probes;
    unsigned repetitions;

    for (size_t i = 0; i < p->stranger_count; i++)
        if (!ask(t, trial, &p->strangers[i], out_of_scope_repetitions, err))
            return false;
    repetitions = repetitions_of(p, t->sample_count);
    for (size_t i = 0; i < p->count; i++)
        if (!ask(t, trial, &p->items[i], repetitions, err))
            return false;
    return true;
}

/* The bot looks for articles of the question's language; here for all audiences. */
static bool take_limits(struct trials *t, struct err *err)
{
    texts_add(t->life, &t->languages, slice_of(language_code(t->lang)));
    return reader_audiences(t->reader, t->life, &t->audiences, err);
}

static bool train(struct trials *t, const struct article *changed, size_t count, const char *path,
                  struct err *err)
{
    struct arena *job = arena_new();
    struct classifier_lesson lesson = {.threads = threads_each};
    bool ok = lesson_read(job, t->reader, t->lang, changed, count, &lesson, err) &&
              classifier_train(&lesson, path, err);

    arena_free(job);
    return ok;
}

/* One for the trial, if it is another one, and the one that will be used. */
static bool train_both(struct trials *t, struct err *err)
{
    const char *file = lesson_file(t->life, t->generation->path, t->lang);
    const char *passing = t->probes.changed_count ? arena_printf(t->life, "%s.dat", t->folder) : file;
    struct err ignored;
    bool ok = train(t, NULL, 0, file, err) &&
              (t->probes.changed_count == 0 || train(t, t->probes.changed, t->probes.changed_count, passing, err)) &&
              classifier_open(t->life, passing, &t->classifier, err);

    if (t->probes.changed_count)
        file_remove(passing, &ignored); /* it stays mapped */
    return ok;
}

static bool run(struct trials *t, struct err *err)
{
    struct trial *trial;
    bool ok;

    if (!reader_open(t->generation, &t->reader, err) ||
        !take_limits(t, err) ||
        !probes_take(t->life, t->reader, t->lang, &t->probes, err) || !train_both(t, err))
        return false;
    if (t->probes.count == 0)
        return true;
    if (!trial_open(t->generation, t->folder, t->probes.changed, t->probes.changed_count, &trial, err))
        return false;
    ok = ask_all(t, trial, err);
    trial_close(trial);
    return ok;
}

/* ---- threads ---- */

static void run_one(void *self, void *what)
{
    struct trials *t = what;

    (void)self;
    t->ok = run(t, &t->err);
    reader_close(t->reader);
}

static const struct pool_job job = {.work = run_one};

bool calibrate(struct arena *life, const struct generation *g, const char *folder,
               struct confidences *out, struct err *err)
{
    struct trials trials[language_count] = {0};
    struct pool *pool = pool_start(&job, language_count);
    bool ok = true;

    for (int l = 0; l < language_count; l++) {
        struct arena *own = arena_new();
        const char *path = arena_printf(own, "%s-%s", folder, language_code((enum language)l));

        trials[l] =
            (struct trials){.life = own, .generation = g, .folder = path, .lang = (enum language)l};
        pool_give(pool, &trials[l]);
    }
    for (int l = 0; l < language_count; l++) {
        struct trials *t = pool_take(pool);

        if (t->ok)
            out->by_language[l] = confidence_fit(life, t->samples, t->sample_count);
        else
            *err = t->err;
        ok = ok && t->ok;
        arena_free(t->life);
    }
    pool_stop(pool);
    return ok;
}
