/* confidence_file.c - the models of a generation as JSON (confidence.h) */
#include <math.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/file.h"
#include "bot/confidence/confidence.h"

enum { calibration_max = 1 << 20 };

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

static const struct ratio {
    const char *name;
    size_t offset;
} ratios[] = {
    {"accuracy", offsetof(struct confidence_quality, accuracy)},
    {"auroc", offsetof(struct confidence_quality, auroc)},
    {"auroc_error", offsetof(struct confidence_quality, auroc_error)},
    {"oos_auroc", offsetof(struct confidence_quality, oos_auroc)},
    {"ece", offsetof(struct confidence_quality, ece)},
    {"brier", offsetof(struct confidence_quality, brier)},
    {"aurc", offsetof(struct confidence_quality, aurc)},
    {"coverage_at_90", offsetof(struct confidence_quality, coverage90)},
    {"coverage_at_95", offsetof(struct confidence_quality, coverage95)},
    {"coverage_at_98", offsetof(struct confidence_quality, coverage98)},
};

enum { ratio_count = sizeof ratios / sizeof *ratios };

static void print_quality(struct json *o, const struct confidence_quality *m)
{
    struct json *bins, *counts, *risks;

    json_add_number(o, "n", (double)m->n);
    for (size_t i = 0; i < ratio_count; i++)
        print_ratio(o, ratios[i].name, *(const double *)((const char *)m + ratios[i].offset));
    bins = json_add_array(o, "reliability");
    for (size_t i = 0; i < m->bin_count; i++) {
        struct json *bin = json_add_object(bins, NULL);

        json_add_number(bin, "n", (double)m->bins[i].n);
        json_add_ratio(bin, "p", m->bins[i].p);
        json_add_ratio(bin, "right", m->bins[i].right);
    }
    counts = json_add_array(o, "counts");
    for (size_t i = 0; m->n && i < measure_counts; i++)
        json_add_number(counts, NULL, (double)m->counts[i]);
    risks = json_add_array(o, "risk_coverage");
    for (size_t i = 0; m->n && i < confidence_risks; i++) {
        struct json *point = json_add_object(risks, NULL);

        json_add_ratio(point, "coverage", (double)(i + 1) / confidence_risks);
        json_add_ratio(point, "risk", m->risk[i]);
    }
}

static void print_one(struct json *into, const char *name, const struct confidence *c)
{
    struct json *o = json_add_object(into, name), *live;

    json_add_bool(o, "fitted", c->fitted);
    print_quality(o, &c->quality);
    live = json_add_object(o, "live");
    json_add_number(live, "labels", (double)c->live.n);
    json_add_number(live, "shift", c->live.shift);
    print_numbers(o, "mean", c->mean);
    print_numbers(o, "deviation", c->deviation);
    print_model(o, "answerable", &c->answerable);
    print_model(o, "right", &c->right);
    print_model(o, "among", &c->among);
}

struct slice confidences_print(struct arena *job, const struct confidences *c, uint64_t generation)
{
    struct json *o = json_object(job), *names, *languages;

    json_add_number(o, "generation", (double)generation);
    json_add_time(o, "fitted_at", c->fitted_at);
    json_add_text(o, "inputs", c->inputs);
    names = json_add_array(o, "features");
    for (size_t i = 0; i < feature_count; i++)
        json_add_text(names, NULL, slice_of(feature_names[i]));
    languages = json_add_object(o, "languages");
    for (int l = 0; l < language_count; l++)
        print_one(languages, language_code((enum language)l), &c->by_language[l]);
    return json_print(job, o);
}

/* ---- reading ---- */

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

static void parse_quality(const struct json *o, struct confidence_quality *m)
{
    const struct json *bin = json_first(json_member(o, "reliability"));
    const struct json *point = json_first(json_member(o, "risk_coverage"));
    const struct json *counted = json_first(json_member(o, "counts"));
    uint64_t n = 0;

    json_count(json_member(o, "n"), &n);
    m->n = (size_t)n;
    for (size_t i = 0; i < ratio_count; i++) {
        const struct json *v = json_member(o, ratios[i].name);

        *(double *)((char *)m + ratios[i].offset) =
            json_kind(v) == JSON_NUMBER ? json_number(v) : NAN;
    }
    for (; bin && m->bin_count < measure_bins; bin = json_next(bin)) {
        json_count(json_member(bin, "n"), &n);
        m->bins[m->bin_count++] = (struct measure_bin){
            (size_t)n, json_number(json_member(bin, "p")), json_number(json_member(bin, "right"))};
    }
    for (size_t i = 0; counted && i < measure_counts; counted = json_next(counted)) {
        json_count(counted, &n);
        m->counts[i++] = (size_t)n;
    }
    for (size_t i = 0; point && i < confidence_risks; point = json_next(point))
        m->risk[i++] = json_number(json_member(point, "risk"));
}

static bool parse_one(const struct json *o, struct confidence *c)
{
    const struct json *live = json_member(o, "live");
    uint64_t labels = 0;

    json_count(json_member(live, "labels"), &labels);
    c->live = (struct confidence_live){(size_t)labels, json_number(json_member(live, "shift"))};
    c->fitted = json_bool(json_member(o, "fitted"));
    parse_quality(o, &c->quality);
    return parse_numbers(json_member(o, "mean"), c->mean) &&
           parse_numbers(json_member(o, "deviation"), c->deviation) &&
           parse_model(json_member(o, "answerable"), &c->answerable) &&
           parse_model(json_member(o, "right"), &c->right) &&
           parse_model(json_member(o, "among"), &c->among);
}

bool confidences_parse(struct arena *job, struct slice text, struct confidences *out,
                       struct err *err)
{
    struct confidences c = {0};
    const struct json *languages;

    if (!json_parse(job, text, &c.root, err))
        return err_in(err, "the calibration");
    c.inputs = json_text(json_member(c.root, "inputs"));
    clock_parse(json_text(json_member(c.root, "fitted_at")), &c.fitted_at);
    languages = json_member(c.root, "languages");
    for (int l = 0; l < language_count; l++)
        if (!parse_one(json_member(languages, language_code((enum language)l)), &c.by_language[l]))
            return err_set(err, ERR_STALE, "the calibration has other features than this program");
    *out = c;
    return true;
}

bool confidences_read(struct arena *life, const struct generation *g, struct confidences *out,
                      struct err *err)
{
    const char *path = arena_printf(life, "%s/" GENERATION_CALIBRATION, g->path);
    struct slice text;

    return file_read(life, path, calibration_max, &text, err) &&
           confidences_parse(life, text, out, err);
}
