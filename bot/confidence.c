/*
 * confidence.c - see confidence.h
 *
 * Fitting is coordinate descent on the logistic loss with an L2 penalty. Each weight has
 * the sign that common sense gives its feature: more of the question covered never makes
 * an answer less likely. Questions made up from articles cannot teach otherwise.
 */
#include "bot/confidence.h"

#include <math.h>

#include "base/clock.h"
#include "engine/measure.h"

enum { unknowns = feature_count + 1, rounds_most = 200 };

static const double penalty = 1.0, enough = 1e-4;

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static double apply(const struct confidence *c, const struct logistic *m, const struct features *f)
{
    double sum = m->b;

    for (size_t i = 0; i < feature_count; i++)
        sum += m->w[i] * (f->v[i] - c->mean[i]) / c->deviation[i];
    return isnan(sum) ? 0 : sigmoid(sum); /* a damaged calibration is sure of nothing */
}

double confidence_p(const struct confidence *c, const struct features *f)
{
    return apply(c, &c->p, f);
}

double confidence_q(const struct confidence *c, const struct features *f)
{
    return fmax(apply(c, &c->q, f), confidence_p(c, f)); /* the best is among the best three */
}

/* ---- fitting ---- */

static void set_scale(struct confidence *c, const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < feature_count; i++) {
        double sum = 0, squares = 0;

        for (size_t k = 0; k < count; k++) {
            sum += samples[k].features.v[i];
            squares += samples[k].features.v[i] * samples[k].features.v[i];
        }
        c->mean[i] = sum / (double)count;
        c->deviation[i] = sqrt(fmax(0, squares / (double)count - c->mean[i] * c->mean[i]));
        if (c->deviation[i] < 1e-9)
            c->deviation[i] = 1;
    }
}

/* What z is for one sample: scaled features, and 1 for the constant. */
static void scaled(const struct confidence *c, const struct features *f, double z[unknowns])
{
    for (size_t i = 0; i < feature_count; i++)
        z[i] = (f->v[i] - c->mean[i]) / c->deviation[i];
    z[feature_count] = 1;
}

/* The design matrix, and the sums w·z so far. */
struct fitting {
    size_t count;
    double (*z)[unknowns];
    bool *label;
    double *sum;
};

/* A Newton step along one coordinate, within its sign; how far it went. */
static double step(struct fitting *f, size_t i, double *w)
{
    double slope = 0, bend = 1e-9, l2 = i < feature_count ? penalty : 0, next;

    for (size_t k = 0; k < f->count; k++) {
        double p = sigmoid(f->sum[k]);

        slope += (f->label[k] - p) * f->z[k][i];
        bend += p * (1 - p) * f->z[k][i] * f->z[k][i];
    }
    next = *w + (slope - l2 * *w) / (bend + l2);
    if (i < feature_count && next * feature_signs[i] < 0)
        next = 0;
    for (size_t k = 0; k < f->count; k++)
        f->sum[k] += (next - *w) * f->z[k][i];
    slope = fabs(next - *w);
    *w = next;
    return slope;
}

static struct logistic fit(struct arena *job, const struct confidence *c,
                           const struct sample *samples, size_t count, bool for_q)
{
    struct fitting f = {count, arena_array(job, count, sizeof *f.z), ARENA_ARRAY(job, bool, count),
                        ARENA_ARRAY(job, double, count)};
    double w[unknowns] = {0}, far = 1;
    struct logistic m;

    for (size_t k = 0; k < count; k++) {
        scaled(c, &samples[k].features, f.z[k]);
        f.label[k] = for_q ? samples[k].among : samples[k].right;
    }
    for (int round = 0; round < rounds_most && far > enough; round++) {
        far = 0;
        for (size_t i = 0; i < unknowns; i++)
            far = fmax(far, step(&f, i, &w[i]));
    }
    for (size_t i = 0; i < feature_count; i++)
        m.w[i] = w[i];
    m.b = w[feature_count];
    return m;
}

/* ---- measuring ---- */

static struct sample *half(struct arena *job, const struct sample *samples, size_t count,
                           size_t which, size_t *n)
{
    struct sample *out = ARENA_ARRAY(job, struct sample, count);

    *n = 0;
    for (size_t i = 0; i < count; i++)
        if (samples[i].group % 2 == which)
            out[(*n)++] = samples[i];
    return out;
}

static void measure(struct arena *job, struct confidence *c, const struct sample *samples,
                    size_t count)
{
    struct outcome *right = ARENA_ARRAY(job, struct outcome, count);
    struct outcome *scope = ARENA_ARRAY(job, struct outcome, count);
    size_t n = 0, hits = 0, answerable = 0;

    for (size_t which = 0; which < 2; which++) {
        struct confidence other = *c;
        size_t fitted, tested;
        const struct sample *from = half(job, samples, count, 1 - which, &fitted);
        const struct sample *on = half(job, samples, count, which, &tested);

        if (fitted == 0)
            continue;
        other.p = fit(job, &other, from, fitted, false);
        for (size_t i = 0; i < tested; i++) {
            double p = confidence_p(&other, &on[i].features);

            right[n] = (struct outcome){p, on[i].right};
            scope[n++] = (struct outcome){p, on[i].answerable};
            answerable += on[i].answerable;
            hits += on[i].right;
        }
    }
    c->quality = (struct confidence_quality){
        .n = n,
        .accuracy = answerable ? (double)hits / (double)answerable : 0,
        .auroc = measure_auroc(right, n),
        .oos_auroc = measure_auroc(scope, n),
        .ece = measure_ece(right, n),
        .coverage90 = measure_coverage(right, n, 0.90),
        .coverage95 = measure_coverage(right, n, 0.95),
    };
}

struct confidence confidence_fit(struct arena *job, const struct sample *samples, size_t count)
{
    struct confidence c = confidence_standard();

    if (count < confidence_least)
        return c;
    set_scale(&c, samples, count);
    c.p = fit(job, &c, samples, count, false);
    c.q = fit(job, &c, samples, count, true);
    c.fitted = true;
    measure(job, &c, samples, count);
    return c;
}

struct confidence confidence_standard(void)
{
    struct confidence c = {.fitted = false};

    for (size_t i = 0; i < feature_count; i++)
        c.deviation[i] = 1;
    c.p.w[FEATURE_QUESTION] = 4;
    c.p.w[FEATURE_COVERAGE] = 3;
    c.p.w[FEATURE_MARGIN] = 2;
    c.p.b = -5;
    c.q = c.p;
    c.q.w[FEATURE_MARGIN] = 0;
    return c;
}

/* ---- storing ---- */

static void print_numbers(struct json *into, const char *name, const double v[feature_count])
{
    struct json *list = json_add_array(into, name);

    for (size_t i = 0; i < feature_count; i++)
        json_add_number(list, NULL, v[i]);
}

static void print_model(struct json *into, const char *name, const struct logistic *m)
{
    struct json *o = json_add_object(into, name);

    print_numbers(o, "w", m->w);
    json_add_number(o, "b", m->b);
}

/* NAN, where there were only right or only wrong ones, is null. */
static void print_ratio(struct json *into, const char *name, double value)
{
    if (isnan(value))
        json_add_null(into, name);
    else
        json_add_ratio(into, name, value);
}

static void print_one(struct json *into, const char *name, const struct confidence *c)
{
    struct json *o = json_add_object(into, name);
    const struct confidence_quality *m = &c->quality;

    json_add_bool(o, "fitted", c->fitted);
    json_add_number(o, "n", (double)m->n);
    print_ratio(o, "accuracy", m->accuracy);
    print_ratio(o, "auroc", m->auroc);
    print_ratio(o, "oos_auroc", m->oos_auroc);
    print_ratio(o, "ece", m->ece);
    print_ratio(o, "coverage_at_90", m->coverage90);
    print_ratio(o, "coverage_at_95", m->coverage95);
    print_numbers(o, "mean", c->mean);
    print_numbers(o, "deviation", c->deviation);
    print_model(o, "p", &c->p);
    print_model(o, "q", &c->q);
}

struct slice confidences_print(struct arena *job, const struct confidences *c, uint64_t generation)
{
    struct json *o = json_object(job), *names = json_add_array(o, "features"), *languages;
    char time[clock_text_size];

    clock_print(clock_now(), time);
    json_add_number(o, "generation", (double)generation);
    json_add_text(o, "fitted_at", slice_of(time));
    for (size_t i = 0; i < feature_count; i++)
        json_add_text(names, NULL, slice_of(feature_names[i]));
    languages = json_add_object(o, "languages");
    for (int l = 0; l < language_count; l++)
        print_one(languages, language_code((enum language)l), &c->by_language[l]);
    return json_print(job, o);
}

static bool parse_numbers(const struct json *list, double v[feature_count])
{
    size_t n = 0;

    for (const struct json *i = json_first(list); i; i = json_next(i)) {
        if (n == feature_count)
            return false;
        v[n++] = json_number(i);
    }
    return n == feature_count;
}

static bool parse_model(const struct json *o, struct logistic *m)
{
    m->b = json_number(json_member(o, "b"));
    return parse_numbers(json_member(o, "w"), m->w);
}

static bool parse_one(const struct json *o, struct confidence *c)
{
    uint64_t n = 0;

    c->fitted = json_bool(json_member(o, "fitted"));
    json_count(json_member(o, "n"), &n);
    c->quality.n = (size_t)n;
    c->quality.accuracy = json_number(json_member(o, "accuracy"));
    c->quality.auroc = json_number(json_member(o, "auroc"));
    c->quality.oos_auroc = json_number(json_member(o, "oos_auroc"));
    c->quality.ece = json_number(json_member(o, "ece"));
    c->quality.coverage90 = json_number(json_member(o, "coverage_at_90"));
    c->quality.coverage95 = json_number(json_member(o, "coverage_at_95"));
    return parse_numbers(json_member(o, "mean"), c->mean) &&
           parse_numbers(json_member(o, "deviation"), c->deviation) &&
           parse_model(json_member(o, "p"), &c->p) && parse_model(json_member(o, "q"), &c->q);
}

bool confidences_parse(struct arena *job, struct slice text, struct confidences *out,
                       struct err *err)
{
    struct confidences c = {0};
    const struct json *languages;

    if (!json_parse(job, text, &c.root, err))
        return err_in(err, "the calibration");
    languages = json_member(c.root, "languages");
    for (int l = 0; l < language_count; l++)
        if (!parse_one(json_member(languages, language_code((enum language)l)), &c.by_language[l]))
            return err_set(err, ERR_STALE,
                           "the calibration has other features than this "
                           "program: run 'kladez index' to fit it anew");
    *out = c;
    return true;
}
