/* eval_figures.c - how good the bot is, in figures (eval.h) */
#include <math.h>
#include <stdlib.h>

#include "cli/eval.h"

/* What is true of a question and what came of it. */
enum {
    IN_SCOPE = 1 << 0,
    OUT_OF_SCOPE = 1 << 1,
    RIGHT = 1 << 2, /* the best article is */
    ANSWERED = 1 << 3,
    WITHHELD = 1 << 4,  /* not answered */
    CLARIFIED = 1 << 5, /* asked which of the options */
    AMONG = 1 << 6,     /* a right one is among them */
    REWORDED = 1 << 7,  /* asked for other words */
    HANDED_OFF = 1 << 8,
    OFFERED = 1 << 9, /* the right one, as the answer or as an option */
    SERVED = 1 << 10  /* answered, and rightly */
};

struct judgement {
    double p;
    unsigned bits;
    size_t question; /* its place among those of its language */
};

/* ---- the figures ---- */

enum kind { SHARE, AUROC, OOS_AUROC, ECE, ECE_CHANCE, BRIER, AURC, COVERAGE, RISK };

/* A share: of those with all bits of `among`, the ones with all bits of `of`. */
static const struct formula {
    struct bot_figure shown;
    enum kind kind;
    unsigned of, among;
    double at;
} formulas[bot_figures] = {
    {{"best article right", "accuracy", MEANS_BETTER}, SHARE, RIGHT, IN_SCOPE, 0},
    {{"AUROC, right over wrong", "AUROC", MEANS_BETTER}, AUROC, 0, 0, 0},
    {{"OOS-AUROC, in scope over out", "OOS-AUROC", MEANS_BETTER}, OOS_AUROC, 0, 0, 0},
    {{"ECE", "ECE", MEANS_WORSE}, ECE, 0, 0, 0},
    {{"  by chance, if p were true", "ECEByChance", MEANS_NOTHING}, ECE_CHANCE, 0, 0, 0},
    {{"Brier", "brier", MEANS_WORSE}, BRIER, 0, 0, 0},
    {{"AURC", "AURC", MEANS_WORSE}, AURC, 0, 0, 0},
    {{"coverage at 90 % precision", "coverageAt90", MEANS_BETTER}, COVERAGE, 0, 0, .90},
    {{"coverage at 95 %", "coverageAt95", MEANS_BETTER}, COVERAGE, 0, 0, .95},
    {{"coverage at 98 %", "coverageAt98", MEANS_BETTER}, COVERAGE, 0, 0, .98},
    {{"risk at 50 % coverage", "riskAt50", MEANS_WORSE}, RISK, 0, 0, .50},
    {{"risk at 80 %", "riskAt80", MEANS_WORSE}, RISK, 0, 0, .80},
    {{"answered", "answered", MEANS_NOTHING}, SHARE, ANSWERED, 0, 0},
    {{"  right, of these", "answeredRight", MEANS_BETTER}, SHARE, RIGHT, ANSWERED, 0},
    {{"asked which", "clarified", MEANS_NOTHING}, SHARE, CLARIFIED, 0, 0},
    {{"  right among options, of these", "clarifiedAmong", MEANS_BETTER},
     SHARE,
     AMONG,
     CLARIFIED,
     0},
    {{"asked for other words", "otherWords", MEANS_NOTHING}, SHARE, REWORDED, 0, 0},
    {{"handed off", "handedOff", MEANS_NOTHING}, SHARE, HANDED_OFF, 0, 0},
    {{"in scope: answered rightly", "inScopeAnswered", MEANS_BETTER}, SHARE, SERVED, IN_SCOPE, 0},
    {{"  or right among options", "inScopeOffered", MEANS_BETTER}, SHARE, OFFERED, IN_SCOPE, 0},
    {{"  handed off", "inScopeHandedOff", MEANS_WORSE}, SHARE, HANDED_OFF, IN_SCOPE, 0},
    {{"out of scope: not answered", "outOfScopeNotAnswered", MEANS_BETTER},
     SHARE,
     WITHHELD,
     OUT_OF_SCOPE,
     0},
    {{"  handed off", "outOfScopeHandedOff", MEANS_BETTER}, SHARE, HANDED_OFF, OUT_OF_SCOPE, 0},
};

const struct bot_figure *eval_bot_figure(size_t figure)
{
    return &formulas[figure].shown;
}

/* ---- judging ---- */

static bool any_of(const struct texts *list, const struct texts *wanted)
{
    for (size_t i = 0; i < list->count; i++)
        if (texts_have(wanted, list->items[i]))
            return true;
    return false;
}

static unsigned bits_of(const struct eval_said *s, const struct question *q)
{
    bool right = texts_have(&q->relevant, s->best), among = any_of(&s->options, &q->relevant);
    unsigned bits = q->relevant.count ? IN_SCOPE : OUT_OF_SCOPE;

    bits |= right ? RIGHT : 0;
    if (slice_is(s->decision, bot_decision_name(BOT_ANSWER)))
        return bits | ANSWERED | (right ? SERVED | OFFERED : 0);
    bits |= WITHHELD;
    if (slice_is(s->decision, bot_decision_name(BOT_HANDOFF)))
        return bits | HANDED_OFF;
    if (!slice_is(s->decision, bot_decision_name(BOT_CLARIFY)))
        return bits;
    if (s->options.count == 0)
        return bits | REWORDED;
    return bits | CLARIFIED | (among ? AMONG | OFFERED : 0);
}

static int by_p(const void *a, const void *b)
{
    const struct judgement *x = a, *y = b;

    if (x->p != y->p)
        return x->p < y->p ? 1 : -1;
    return (x->question > y->question) - (x->question < y->question);
}

struct eval_judged eval_judge(const struct eval *e, const struct eval_run *run, enum language lang)
{
    struct eval_judged b = {ARENA_ARRAY(e->life, struct judgement, e->questions.count), 0, 0, true};

    for (size_t i = 0; i < e->questions.count; i++) {
        const struct question *q = &e->questions.items[i];
        const struct eval_said *s = &run->said[i];

        if (q->lang != lang)
            continue;
        b.known &= s->known;
        b.in_scope += q->relevant.count > 0;
        b.items[b.count] = (struct judgement){s->p, bits_of(s, q), b.count};
        b.count++;
    }
    if (b.count)
        qsort(b.items, b.count, sizeof *b.items, by_p);
    return b;
}

/* ---- of questions drawn ---- */

/* Questions with their outcomes, each as often as it was drawn. */
struct drawn {
    struct outcome *right, *scope; /* by p, highest first */
    size_t count;
    const struct eval_judged *of;
    const size_t *times;
};

static double share(const struct drawn *d, unsigned of, unsigned among)
{
    double whole = 0, part = 0;

    for (size_t i = 0; i < d->of->count; i++) {
        const struct judgement *j = &d->of->items[i];

        if ((j->bits & among) != among)
            continue;
        whole += (double)d->times[j->question];
        part += (j->bits & of) == of ? (double)d->times[j->question] : 0;
    }
    return whole > 0 ? part / whole : NAN;
}

static double figure_of(const struct drawn *d, const struct formula *f)
{
    switch (f->kind) {
    case AUROC: return measure_auroc(d->right, d->count);
    case OOS_AUROC: return measure_auroc(d->scope, d->count);
    case ECE: return measure_ece(d->right, d->count);
    case ECE_CHANCE: return measure_ece_chance(d->right, d->count);
    case BRIER: return measure_brier(d->right, d->count);
    case AURC: return measure_aurc(d->right, d->count);
    case COVERAGE: return measure_coverage(d->right, d->count, f->at);
    case RISK: return measure_risk(d->right, d->count, f->at);
    case SHARE: break;
    }
    return share(d, f->of, f->among);
}

static void measure_drawn(const struct eval_judged *b, const size_t *times, double out[bot_figures])
{
    struct arena *job = arena_new();
    struct drawn d = {ARENA_ARRAY(job, struct outcome, b->count),
                      ARENA_ARRAY(job, struct outcome, b->count), 0, b, times};

    for (size_t i = 0; i < b->count; i++) {
        const struct judgement *j = &b->items[i];

        for (size_t k = 0; k < times[j->question]; k++) {
            d.right[d.count] = (struct outcome){j->p, (j->bits & RIGHT) != 0};
            d.scope[d.count++] = (struct outcome){j->p, (j->bits & IN_SCOPE) != 0};
        }
    }
    for (size_t k = 0; k < bot_figures; k++)
        out[k] = figure_of(&d, &formulas[k]);
    arena_free(job);
}

static void measure_one(const void *self, const size_t *times, double *out)
{
    measure_drawn(self, times, out);
}

void eval_bot_estimates(struct arena *job, const struct eval_judged *b,
                        struct estimate out[bot_figures])
{
    compare_resample(job, b->count, bot_figures, measure_one, b, out);
}

struct outcome *eval_outcomes(struct arena *job, const struct eval_judged *b)
{
    struct outcome *out = ARENA_ARRAY(job, struct outcome, b->count);

    for (size_t i = 0; i < b->count; i++)
        out[i] = (struct outcome){b->items[i].p, (b->items[i].bits & RIGHT) != 0};
    return out;
}

/* ---- two runs ---- */

struct pair {
    const struct eval_judged *before, *after;
};

/* Before, after, and their difference. */
static void measure_pair(const void *self, const size_t *times, double *out)
{
    const struct pair *p = self;

    measure_drawn(p->before, times, out);
    measure_drawn(p->after, times, out + bot_figures);
    for (size_t k = 0; k < bot_figures; k++)
        out[2 * bot_figures + k] = out[bot_figures + k] - out[k];
}

/* Better or worse for who asks; VERDICT_NONE for what is neither. */
static enum verdict verdict_of(const struct estimate *difference, size_t count, enum figure_means m)
{
    struct estimate turned = {-difference->mean, -difference->high, -difference->low};

    return m == MEANS_NOTHING ? VERDICT_NONE
                              : compare_verdict(m == MEANS_WORSE ? &turned : difference, count);
}

void eval_bot_compare(struct arena *job, const struct eval_judged *before,
                      const struct eval_judged *after, struct bot_comparison *out)
{
    struct estimate *all = ARENA_ARRAY(job, struct estimate, 3 * bot_figures);
    struct pair pair = {before, after};

    *out = (struct bot_comparison){.count = before->known && after->known ? after->count : 0};
    if (out->count == 0)
        return;
    compare_resample(job, out->count, 3 * bot_figures, measure_pair, &pair, all);
    for (size_t k = 0; k < bot_figures; k++) {
        const struct estimate *difference = &all[2 * bot_figures + k];

        out->figures[k] =
            (struct figure_comparison){all[k].mean, all[bot_figures + k].mean, *difference,
                                       verdict_of(difference, out->count, formulas[k].shown.means)};
    }
}
