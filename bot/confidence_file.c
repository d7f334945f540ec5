/* confidence_file.c - the models of a generation as JSON (confidence.h) */
#include <math.h>

#include "base/clock.h"
#include "bot/confidence.h"

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
    struct json *o = json_add_object(into, name), *live;
    const struct confidence_quality *m = &c->quality;

    json_add_bool(o, "fitted", c->fitted);
    json_add_number(o, "n", (double)m->n);
    print_ratio(o, "accuracy", m->accuracy);
    print_ratio(o, "auroc", m->auroc);
    print_ratio(o, "oos_auroc", m->oos_auroc);
    print_ratio(o, "ece", m->ece);
    print_ratio(o, "coverage_at_90", m->coverage90);
    print_ratio(o, "coverage_at_95", m->coverage95);
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

static bool parse_one(const struct json *o, struct confidence *c)
{
    const struct json *live = json_member(o, "live");
    uint64_t n = 0, labels = 0;

    c->fitted = json_bool(json_member(o, "fitted"));
    json_count(json_member(o, "n"), &n);
    c->quality.n = (size_t)n;
    json_count(json_member(live, "labels"), &labels);
    c->live = (struct confidence_live){(size_t)labels, json_number(json_member(live, "shift"))};
    c->quality.accuracy = json_number(json_member(o, "accuracy"));
    c->quality.auroc = json_number(json_member(o, "auroc"));
    c->quality.oos_auroc = json_number(json_member(o, "oos_auroc"));
    c->quality.ece = json_number(json_member(o, "ece"));
    c->quality.coverage90 = json_number(json_member(o, "coverage_at_90"));
    c->quality.coverage95 = json_number(json_member(o, "coverage_at_95"));
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
    languages = json_member(c.root, "languages");
    for (int l = 0; l < language_count; l++)
        if (!parse_one(json_member(languages, language_code((enum language)l)), &c.by_language[l]))
            return err_set(err, ERR_STALE,
                           "the calibration has other features than this "
                           "program: run 'kladez index' to fit it anew");
    *out = c;
    return true;
}
