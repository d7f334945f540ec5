/*
 * confidence.c - see confidence.h
 *
 * Fitting is coordinate descent on the logistic loss with an L2 penalty. Each weight has
 * the sign that common sense gives its feature: more of the question covered never makes
 * an answer less likely. Questions made up from articles cannot teach otherwise.
 */
#include "bot/confidence/confidence.h"

#include <math.h>

enum { unknowns = feature_count + 1, rounds_most = 200 };

static const double enough = 1e-4;

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

static double shifted(const struct confidence *c, double p)
{
    return sigmoid(log(p / (1 - p)) + c->live.shift);
}

double confidence_p(const struct confidence *c, const struct features *f)
{
    return shifted(c, apply(c, &c->answerable, f) * apply(c, &c->right, f));
}

double confidence_q(const struct confidence *c, const struct features *f)
{
    double among = shifted(c, apply(c, &c->answerable, f) * apply(c, &c->among, f));

    return fmax(among, confidence_p(c, f)); /* the best is among the best three */
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
    double penalty;
};

/* A Newton step along one coordinate, within its sign; how far it went. */
static double step(struct fitting *f, size_t i, double *w)
{
    double slope = 0, bend = 1e-9, l2 = i < feature_count ? f->penalty : 0, next;

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

/* What a model is of: of all samples, or of those that have an answer. */
enum target { TARGET_ANSWERABLE, TARGET_RIGHT, TARGET_AMONG };

static bool is_target(const struct sample *s, enum target target)
{
    return target == TARGET_ANSWERABLE ? s->answerable
           : target == TARGET_RIGHT    ? s->right
                                       : s->among;
}

static struct logistic fit(struct arena *job, const struct confidence *c,
                           const struct sample *samples, size_t count, double penalty,
                           enum target target)
{
    struct fitting f = {0, arena_array(job, count, sizeof *f.z), ARENA_ARRAY(job, bool, count),
                        ARENA_ARRAY(job, double, count), penalty};
    double w[unknowns] = {0}, far = 1;
    struct logistic m;

    for (size_t k = 0; k < count; k++) {
        if (target != TARGET_ANSWERABLE && !samples[k].answerable)
            continue;
        scaled(c, &samples[k].features, f.z[f.count]);
        f.label[f.count++] = is_target(&samples[k], target);
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

static void fit_models(struct arena *job, struct confidence *c, const struct sample *samples,
                       size_t count, double penalty)
{
    c->answerable = fit(job, c, samples, count, penalty, TARGET_ANSWERABLE);
    c->right = fit(job, c, samples, count, penalty, TARGET_RIGHT);
    c->among = fit(job, c, samples, count, penalty, TARGET_AMONG);
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
                    size_t count, double penalty)
{
    struct judged *judged = ARENA_ARRAY(job, struct judged, count);
    size_t n = 0;

    for (size_t which = 0; which < 2; which++) {
        struct confidence other = *c;
        size_t fitted, tested;
        const struct sample *from = half(job, samples, count, 1 - which, &fitted);
        const struct sample *on = half(job, samples, count, which, &tested);

        if (fitted == 0)
            continue;
        fit_models(job, &other, from, fitted, penalty * (double)fitted / (double)count);
        for (size_t i = 0; i < tested; i++)
            judged[n++] = (struct judged){confidence_p(&other, &on[i].features), on[i].right,
                                          on[i].answerable, on[i].group};
    }
    c->quality = confidence_judge(job, judged, n);
}

struct confidence confidence_fit(struct arena *job, const struct sample *samples, size_t count,
                                 double penalty)
{
    struct confidence c = confidence_standard();

    if (count < confidence_least)
        return c;
    set_scale(&c, samples, count);
    fit_models(job, &c, samples, count, penalty);
    c.fitted = true;
    measure(job, &c, samples, count, penalty);
    return c;
}

struct confidence confidence_standard(void)
{
    struct confidence c = {.fitted = false};

    for (size_t i = 0; i < feature_count; i++)
        c.deviation[i] = 1;
    c.answerable.w[FEATURE_QUESTION] = 4;
    c.answerable.w[FEATURE_COVERAGE] = 3;
    c.answerable.b = -4;
    c.right.w[FEATURE_LEAD] = 4;
    c.among.b = 2;
    return c;
}
