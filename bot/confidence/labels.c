/* labels.c - see labels.h */
#include "bot/confidence/labels.h"

#include <math.h>

#include "bot/classify/lesson.h"
#include "bot/decide/candidates.h"

enum { hits_looked_at = 30, steps = 60 };

/* Half of the 95 % point of chi square with one degree of freedom. */
static const double likely = 1.92;

/* ---- the shift ---- */

static double shift_at(int step)
{
    return LABELS_SHIFT_MOST * (2.0 * step / steps - 1);
}

static double likelihood(const struct label_outcome *all, size_t count, double shift, double joy,
                         double anger)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        double p = fmin(fmax(all[i].p, 1e-6), 1 - 1e-6);
        double z = log(p / (1 - p)) + shift;

        if (all[i].right)
            sum -= log1p(exp(-z)) / joy;
        else
            sum -= log1p(exp(z)) / anger;
    }
    return sum;
}

/* One end of the likelihood interval: the lowest or the highest shift in it. */
static double end_of(const struct label_outcome *all, size_t count, bool highest)
{
    double at[steps + 1], most = -INFINITY;

    for (int i = 0; i <= steps; i++) {
        at[i] = likelihood(all, count, shift_at(i), highest ? 1 : LABELS_JOY,
                           highest ? LABELS_ANGER : 1);
        most = fmax(most, at[i]);
    }
    for (int i = 0; i <= steps; i++) {
        int k = highest ? steps - i : i;

        if (at[k] >= most - likely)
            return shift_at(k);
    }
    return 0;
}

double labels_shift(const struct label_outcome *outcomes, size_t count)
{
    double lowest, highest;

    if (count < labels_least)
        return 0;
    lowest = end_of(outcomes, count, false);
    highest = end_of(outcomes, count, true);
    return lowest > 0 ? lowest : highest < 0 ? highest : 0;
}

/* ---- asking again ---- */

struct asking {
    struct reader *reader;
    struct classifier *classifier;
    const struct confidence *confidence;
    struct label_outcome *outcomes;
    size_t count;
};

/* Words that are a question of the article by now are not the model's to judge; what was said of
 * another article says nothing of this one. */
static bool add(struct asking *k, struct arena *job, const struct label *l,
                const struct search_result *found, struct err *err)
{
    const struct standing *all =
        standings_of(job, found, k->classifier, k->reader->stemmer, l->text);
    const struct search_hit *best = &found->hits[all[0].hit];
    struct features f = features_of(found, all, found->count);
    bool exact;

    if (!candidates_exact(k->reader, job, best->document, l->text, &exact, err))
        return false;
    if (!exact && slice_eq(best->id, l->article))
        k->outcomes[k->count++] = (struct label_outcome){confidence_p(k->confidence, &f), l->right};
    return true;
}

static bool ask(struct asking *k, const struct label *l, const struct filter *filter,
                const struct texts *audiences, struct err *err)
{
    struct arena *job = arena_new();
    struct search_request request = {.text = l->text,
                                     .limit = hits_looked_at,
                                     .filter = filter,
                                     .audiences = audiences,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .answers = true};
    struct search_result found;
    bool ok = search_run(k->reader, job, &request, &found, err);

    if (ok && found.count && found.words.count)
        ok = add(k, job, l, &found, err);
    arena_free(job);
    return ok;
}

static bool correct_one(struct arena *job, struct reader *r, enum language lang,
                        const struct label *labels, size_t count, struct confidence *c,
                        struct err *err)
{
    struct asking k = {.reader = r, .confidence = c};
    struct texts languages = {0}, audiences = {0};
    const struct filter *filter;

    k.outcomes = ARENA_ARRAY(job, struct label_outcome, labels_most);
    texts_add(job, &languages, slice_of(language_code(lang)));
    filter = filter_one_of(job, "lang", &languages);
    if (!reader_audiences(r, job, &audiences, err) ||
        !classifier_open(job, lesson_file(job, r->generation.path, lang, 0), &k.classifier, err))
        return false;
    for (size_t i = 0; i < count && k.count < labels_most; i++)
        if (labels[i].lang == lang && !ask(&k, &labels[i], filter, &audiences, err))
            return false;
    c->live = (struct confidence_live){k.count, labels_shift(k.outcomes, k.count)};
    return true;
}

bool labels_correct(const struct generation *g, const struct label *labels, size_t count,
                    struct confidences *confidences, struct err *err)
{
    struct reader *r = NULL;
    struct arena *job;
    bool ok = true;

    for (int l = 0; l < language_count; l++)
        confidences->by_language[l].live = (struct confidence_live){0};
    if (count == 0)
        return true;
    if (!reader_open(g, &r, err))
        return false;
    job = arena_new();
    for (int l = 0; ok && l < language_count; l++)
        ok =
            correct_one(job, r, (enum language)l, labels, count, &confidences->by_language[l], err);
    arena_free(job);
    reader_close(r);
    return ok;
}
