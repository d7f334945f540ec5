/* teach.c - see teach.h. Languages, and the rounds of their calibration, share the threads. */
#include "bot/confidence/teach.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/pool.h"
#include "base/sign.h"
#include "base/version.h"
#include "bot/classify/listing.h"
#include "bot/confidence/calibrate.h"

/* How far a step is, counted by all threads. */
struct counter {
    const struct teach_watch *watch;
    pthread_mutex_t lock;
    size_t done;
};

/* A step for one language, or a round of its calibration. */
struct step {
    bool (*run)(struct calibration *c, struct err *err); /* NULL: the round is asked */
    struct calibration *of;
    unsigned round;
    bool ok;
    struct err err;
};

struct teaching {
    struct arena *life;
    const struct teach_request *request;
    struct counter counter;
    struct calibration languages[language_count];
};

/* ---- steps ---- */

static void count_one(void *self)
{
    struct counter *c = self;

    if (!c->watch)
        return;
    pthread_mutex_lock(&c->lock);
    c->watch->at(c->watch->self, ++c->done);
    pthread_mutex_unlock(&c->lock);
}

static void run_one(void *self, void *what)
{
    struct step *s = what;

    (void)self;
    s->ok = s->run ? s->run(s->of, &s->err) : calibrate_ask(s->of, s->round, &s->err);
}

static bool run_steps(const struct teaching *t, struct step *steps, size_t count, struct err *err)
{
    static const struct pool_job job = {.work = run_one};
    struct pool *pool = pool_start(&job, pool_threads(t->request->threads));
    bool ok = true;

    for (size_t i = 0; i < count; i++)
        pool_give(pool, &steps[i]);
    for (size_t i = 0; i < count; i++) {
        const struct step *s = pool_take(pool);

        if (!s->ok)
            *err = s->err;
        ok = ok && s->ok;
    }
    pool_stop(pool);
    return ok;
}

/* For all languages at a time. */
static bool run_all(struct teaching *t, bool run(struct calibration *c, struct err *err),
                    struct err *err)
{
    struct step steps[language_count];

    for (int l = 0; l < language_count; l++)
        steps[l] = (struct step){.run = run, .of = &t->languages[l]};
    return run_steps(t, steps, language_count, err);
}

/* All rounds of all languages. */
static bool ask_rounds(struct teaching *t, struct err *err)
{
    struct step steps[language_count * calibration_rounds_most];
    size_t count = 0;

    for (int l = 0; l < language_count; l++)
        for (unsigned i = 0; i < t->languages[l].round_count; i++)
            steps[count++] = (struct step){.of = &t->languages[l], .round = i};
    return run_steps(t, steps, count, err);
}

/* What comes next has so many parts; told only if there are some. */
static void watch_begin(struct teaching *t, const char *what,
                        size_t parts(const struct calibration *c))
{
    const struct teach_watch *watch = t->request->watch;
    size_t total = 0;

    for (int l = 0; l < language_count; l++)
        total += parts(&t->languages[l]);
    t->counter.watch = total ? watch : NULL;
    t->counter.done = 0;
    if (t->counter.watch)
        watch->begin(watch->self, what, total);
}

static void watch_end(const struct teaching *t)
{
    if (t->counter.watch)
        t->counter.watch->end(t->counter.watch->self);
}

/* ---- what the confidences depend on ---- */

/* Of each article all but the date of its file, in the order of ids. */
static bool add_articles(struct arena *job, struct reader *r, enum language lang, struct buf *out,
                         struct err *err)
{
    struct listed *list;
    size_t count;

    if (!listing_read(job, r, lang, SLOT_SOURCE, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        buf_add(out, list[i].id);
        buf_add(out, list[i].value);
    }
    return true;
}

static bool hash_inputs(struct arena *life, struct reader *r, struct slice *out, struct err *err)
{
    struct arena *job = arena_new();
    const char *wording = arena_printf(job, "%s/" GENERATION_WORDING, r->generation.path);
    struct buf articles = buf_new(job, SIZE_MAX);
    char words[sign_hex_size];
    bool ok = sign_sha256_file(wording, words, err);

    for (int l = 0; ok && l < language_count; l++)
        ok = add_articles(job, r, (enum language)l, &articles, err);
    if (ok) {
        struct slice parts[] = {
            slice_of(arena_printf(job, "%s %d", KLADEZ_VERSION, engine_version)), slice_of(words),
            buf_slice(&articles)};

        *out = sign_content_text(life, parts, sizeof parts / sizeof *parts);
    }
    arena_free(job);
    return ok;
}

/* What the generation before has, if it was fitted on the same. */
static bool take_over(struct teaching *t, struct slice inputs, struct confidences *out)
{
    const struct generation *before = t->request->before;
    struct confidences c;
    struct err ignored;

    if (!before || !confidences_read(t->life, before, &c, &ignored) || !slice_eq(c.inputs, inputs))
        return false;
    *out = c;
    return true;
}

/* ---- all ---- */

static bool learn(struct teaching *t, struct err *err)
{
    bool ok;

    watch_begin(t, "Training the bot", calibrate_classes);
    ok = run_all(t, calibrate_learn, err);
    watch_end(t);
    return ok;
}

static bool ask(struct teaching *t, struct err *err)
{
    bool ok;

    watch_begin(t, "Calibrating the bot", calibrate_questions);
    ok = run_all(t, calibrate_ask_once, err) && ask_rounds(t, err);
    watch_end(t);
    return ok;
}

static bool fit(struct calibration *c, struct err *err)
{
    (void)err;
    calibrate_fit(c);
    return true;
}

static bool teach_in(struct teaching *t, struct confidences *out, struct err *err)
{
    struct slice inputs;

    if (!run_all(t, calibrate_prepare, err) || !learn(t, err) ||
        !hash_inputs(t->life, t->languages[0].reader, &inputs, err))
        return false;
    if (take_over(t, inputs, out))
        return true;
    if (!ask(t, err) || !run_all(t, fit, err))
        return false;
    *out = (struct confidences){.inputs = inputs, .fitted_at = clock_now()};
    for (int l = 0; l < language_count; l++)
        out->by_language[l] = t->languages[l].confidence;
    return true;
}

static struct calibration calibration_of(struct teaching *t, enum language lang)
{
    const struct teach_request *q = t->request;
    struct arena *own = arena_new();

    return (struct calibration){
        .life = own,
        .next = q->next,
        .before = q->before,
        .folder = arena_printf(own, "%s-%s", q->folder, language_code(lang)),
        .lang = lang,
        .count = count_one,
        .self = &t->counter,
    };
}

bool teach(struct arena *life, const struct teach_request *q, struct confidences *out,
           struct err *err)
{
    struct teaching t = {
        .life = life, .request = q, .counter = {.lock = PTHREAD_MUTEX_INITIALIZER}};
    bool ok;

    for (int l = 0; l < language_count; l++)
        t.languages[l] = calibration_of(&t, (enum language)l);
    ok = teach_in(&t, out, err);
    for (int l = 0; l < language_count; l++)
        calibrate_end(&t.languages[l]);
    return ok;
}
