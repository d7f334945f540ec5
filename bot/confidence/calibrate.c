/* calibrate.c - see calibrate.h */
#include "bot/confidence/calibrate.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "engine/index/trial.h"

enum {
    out_of_scope_repetitions = 2, /* how often a question out of scope is judged */
    repetitions_most = 40,        /* the same of an article's, where there are few */
    hits_looked_at = 30,
    rounds_examples = 6000, /* of all rounds' classifiers: their training takes longest */
    made_up_enough = 500,   /* questions, where all are made up: more tell nothing new */
    threads_each = 2        /* that train a language's classifier */
};

/* Something that goes from `none`, where articles have no questions, to `many`, where they have
 * a hundred each: there, much of the traffic was read and answered for. */
struct slope {
    double none, many;
};

/* Of all questions, the share that is about other things than this knowledge base; and of the
 * articles, the share that is not there whenever a question is judged. */
static const struct slope out_of_scope = {0.40, 0.02}, hidden = {0.12, 0.01};
static const double questions_many = 100;

/* For the samples of a round (confidence.h): a question is judged many times, so that they are fewer
 * than they seem, and those of the next round are of the same articles. */
static const double penalty = 10;

/* The questions of a round while they are asked. */
struct asking {
    const struct calibration *of;
    const struct probes *probes;
    struct trial *trial;
    struct classifier *classifier; /* that has not seen them */
    struct texts languages, audiences;
    struct samples *to;
};

/* No article has questions, so that none is changed in any of them. */
static bool rounds_search_the_same(const struct calibration *t)
{
    return t->rounds[0].probes.changed_count == 0;
}

/* ---- asking ---- */

static double along(struct slope s, const struct probes *p)
{
    return s.none - (s.none - s.many) * fmin(1, p->questions_mean / questions_many);
}

static bool is_hidden(const struct probes *p, struct slice article, unsigned repetition)
{
    uint64_t h = map_hash(article) ^ (repetition * 0x9e3779b97f4a7c15u);

    h *= 0xff51afd7ed558ccdu;
    return (double)(h >> 33 & 0xffff) < along(hidden, p) * 0x10000;
}

/* A question out of scope that this knowledge base answers after all. */
static bool is_answered(const struct search_result *found, const struct standing *best)
{
    return found->hits[best->hit].evidence.coverage >= 1 || best->margin >= CLASSIFIER_CLAIMED;
}

/* What comes of the question when this repetition's articles are not there. */
static void add_sample(const struct asking *a, const struct probe *p,
                       const struct search_result *found, const struct standing *all,
                       unsigned repetition)
{
    struct samples *to = a->to;
    bool there = p->article.len && !is_hidden(a->probes, p->article, repetition);
    struct sample s = {.answerable = there, .group = p->group};
    struct standing shown[hits_looked_at];
    size_t n = 0;

    for (size_t i = 0; i < found->count && n < hits_looked_at; i++)
        if (!is_hidden(a->probes, found->hits[all[i].hit].id, repetition))
            shown[n++] = all[i];
    if (n == 0 || (p->article.len == 0 && is_answered(found, shown)))
        return;
    s.features = features_of(found, shown, n);
    for (size_t i = 0; i < n && i < 3; i++) {
        bool same = slice_eq(found->hits[shown[i].hit].id, p->article);

        s.right |= same && i == 0;
        s.among |= same;
    }
    to->items = arena_room(to->life, to->items, to->count, sizeof s);
    to->items[to->count++] = s;
}

static bool ask(struct asking *a, const struct probe *p, unsigned repetitions, struct err *err)
{
    struct reader *r = trial_reader(a->trial);
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
    bool ok = search_meant(r, job, &request, &found, err);

    if (ok && found.words.count) {
        const struct standing *all =
            standings_of(job, &found, a->classifier, r->stemmer, request.text);

        for (unsigned i = 0; i < repetitions; i++)
            add_sample(a, p, &found, all, i);
    }
    arena_free(job);
    a->of->count(a->of->self);
    return ok;
}

/* How often each of the articles' questions must be judged for those out of scope, of which there
 * are so many samples, to be the share that they should be. */
static unsigned repetitions_of(const struct probes *p, size_t strangers)
{
    double share = along(out_of_scope, p);
    double times = (double)strangers * (1 - share) / share / (double)p->count;

    return (unsigned)fmin(fmax(round(times), 1), repetitions_most);
}

static bool ask_strangers(struct asking *a, struct err *err)
{
    const struct probes *p = a->probes;

    for (size_t i = 0; i < p->stranger_count; i++)
        if (!ask(a, &p->strangers[i], out_of_scope_repetitions, err))
            return false;
    return true;
}

static bool ask_articles(struct asking *a, size_t strangers, struct err *err)
{
    const struct probes *p = a->probes;
    unsigned repetitions = repetitions_of(p, strangers);

    for (size_t i = 0; i < p->count; i++)
        if (!ask(a, &p->items[i], repetitions, err))
            return false;
    return true;
}

/* The bot looks for articles of the question's language; here for all audiences. */
static bool take_limits(struct asking *a, struct err *err)
{
    texts_add(a->to->life, &a->languages, slice_of(language_code(a->of->lang)));
    return reader_audiences(trial_reader(a->trial), a->to->life, &a->audiences, err);
}

/* Opens what a round's questions are asked of; its trial is to be closed. */
static bool open_round(struct asking *a, const struct calibration *t, unsigned round,
                       struct samples *to, struct err *err)
{
    const struct calibration_round *r = &t->rounds[round];

    to->life = arena_new();
    *a = (struct asking){.of = t, .probes = &r->probes, .to = to};
    return classifier_open(to->life, r->trial.path, &a->classifier, err) &&
           trial_open(t->next, arena_printf(to->life, "%s-%u", t->folder, round), r->probes.changed,
                      r->probes.changed_count, &a->trial, err) &&
           take_limits(a, err);
}

bool calibrate_ask_once(struct calibration *t, struct err *err)
{
    struct asking a = {0};
    bool ok;

    if (t->rounds[0].probes.count == 0 || !rounds_search_the_same(t))
        return true;
    ok = open_round(&a, t, 0, &t->strangers, err) && ask_strangers(&a, err);
    trial_close(a.trial);
    return ok;
}

bool calibrate_ask(struct calibration *t, unsigned round, struct err *err)
{
    struct samples *to = &t->rounds[round].samples;
    struct asking a = {0};
    bool ok;

    if (t->rounds[round].probes.count == 0)
        return true;
    ok = open_round(&a, t, round, to, err) &&
         (rounds_search_the_same(t) || ask_strangers(&a, err)) &&
         ask_articles(&a, t->strangers.count + to->count, err);
    trial_close(a.trial);
    return ok;
}

size_t calibrate_questions(const struct calibration *t)
{
    size_t n = 0;

    for (unsigned i = 0; i < t->round_count; i++) {
        n += t->rounds[i].probes.count;
        if (i == 0 || !rounds_search_the_same(t))
            n += t->rounds[i].probes.stranger_count;
    }
    return n;
}

/* ---- fitting ---- */

static void add_samples(struct arena *job, struct samples *to, const struct samples *from)
{
    to->items = arena_grow(job, to->items, to->count * sizeof *to->items,
                           (to->count + from->count) * sizeof *to->items);
    if (from->count)
        memcpy(to->items + to->count, from->items, from->count * sizeof *to->items);
    to->count += from->count;
}

void calibrate_fit(struct calibration *t)
{
    struct arena *job = arena_new();
    struct samples all = {0};

    for (unsigned i = 0; i < t->round_count; i++) {
        add_samples(job, &all, &t->strangers);
        add_samples(job, &all, &t->rounds[i].samples);
    }
    t->confidence = confidence_fit(job, all.items, all.count, penalty * t->round_count);
    arena_free(job);
}

/* ---- what is asked, and learned ---- */

static bool read_lesson(struct calibration *t, const struct article *changed, size_t count,
                        unsigned trial, struct lesson *out, struct err *err)
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

static bool prepare_round(struct calibration *t, unsigned i, struct err *err)
{
    struct calibration_round *round = &t->rounds[i];
    struct probes *p = &round->probes;

    if (!probes_take(t->life, t->reader, t->lang, i, p, err))
        return false;
    if (p->changed_count)
        return read_lesson(t, p->changed, p->changed_count, i + 1, &round->trial, err);
    round->trial = (struct lesson){.path = t->used.path, .learned = true}; /* the same */
    return true;
}

static unsigned rounds_of(const struct calibration *t)
{
    size_t n = rounds_examples / (t->used.taught.example_count + 1);

    return n < 1 ? 1 : n > calibration_rounds_most ? calibration_rounds_most : (unsigned)n;
}

static bool enough(const struct calibration *t)
{
    size_t made_up = 0;

    for (unsigned i = 0; i < t->round_count; i++)
        made_up += t->rounds[i].probes.count;
    return made_up >= made_up_enough && rounds_search_the_same(t);
}

bool calibrate_prepare(struct calibration *t, struct err *err)
{
    if (!reader_open(t->next, &t->reader, err) || !read_lesson(t, NULL, 0, 0, &t->used, err))
        return false;
    for (unsigned n = rounds_of(t); t->round_count < n && !enough(t); t->round_count++)
        if (!prepare_round(t, t->round_count, err))
            return false;
    return true;
}

static size_t left_to_learn(const struct lesson *l)
{
    return l->learned ? 0 : l->taught.ids.count;
}

size_t calibrate_classes(const struct calibration *t)
{
    size_t n = left_to_learn(&t->used);

    for (unsigned i = 0; i < t->round_count; i++)
        n += left_to_learn(&t->rounds[i].trial);
    return n;
}

bool calibrate_learn(struct calibration *t, struct err *err)
{
    bool ok = lesson_learn(&t->used, err);

    for (unsigned i = 0; ok && i < t->round_count; i++)
        ok = lesson_learn(&t->rounds[i].trial, err);
    return ok;
}

void calibrate_end(struct calibration *t)
{
    reader_close(t->reader);
    arena_free(t->strangers.life);
    for (unsigned i = 0; i < t->round_count; i++)
        arena_free(t->rounds[i].samples.life);
    arena_free(t->life);
}
