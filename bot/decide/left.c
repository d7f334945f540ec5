/* left.c - see left.h */
#include "bot/decide/left.h"

#include <math.h>

#include "bot/decide/candidates.h"

/* How often the right article's best passage is the right one: docs/adr/0009-passages.md. */
static const double passage_right = 0.9;

/* What was said before of the article that is looked at. */
struct told {
    struct deciding *d;
    size_t times;
    struct texts passed; /* what else is not wanted */
};

static bool was_said(void *self, struct slice text)
{
    struct told *t = self;
    bool said = bot_state_said(t->d->job, &t->d->out.next, text);

    t->times += said;
    return said || texts_have(&t->passed, text);
}

/* How sure the article at `rank` is still the right one when so many of its passages were of no
 * help: by Bayes, if the right one's best passage helps nine times in ten. Its best section is gone,
 * and with it what that had of the question. */
static double p_after(const struct deciding *d, size_t rank, size_t times, double left)
{
    struct features f = candidates_features(d, rank);
    double p, helpless = 1;

    f.v[FEATURE_SECTION] *= left;
    p = rank == 0 && d->exact ? d->out.p : confidence_p(candidates_confidence(d), &f);
    for (size_t i = 0; i < times; i++)
        helpless *= 1 - passage_right;
    return p * helpless / (p * helpless + 1 - p);
}

static double p_of_next(const struct deciding *d, size_t rank)
{
    struct features f;

    if (rank + 1 >= d->rank_count)
        return 0;
    f = candidates_features(d, rank + 1);
    return confidence_p(candidates_confidence(d), &f);
}

/* What passages are chosen by: of a question that goes on with the one before, which was answered,
 * its own words; all if it has none that count. */
static struct passage_query asked_now(struct deciding *d, bool *own)
{
    struct passage_query q = d->found.asked;
    double *rarity = ARENA_ARRAY(d->job, double, q.count);

    *own = false;
    for (size_t i = 0; i < q.count && d->own.len; i++) {
        if (d->found.query.words[i].start + d->own.len < d->turn.question.len)
            continue;
        rarity[i] = q.rarity[i];
        *own = *own || rarity[i] > 0;
    }
    if (*own)
        q.rarity = rarity;
    q.title_counts = *own;
    if (d->own.len)
        q.wants = wants_of_question(d->own);
    return q;
}

/* «Не получается» behind the steps: the first section that tells what to do then. */
static struct passage remedy_left(struct deciding *d, struct marker *m, const struct article *a)
{
    struct passage_query q = d->found.asked;
    struct told told = {d, 0, {0}};
    struct passage left;

    q.wants = WANT_REMEDY;
    while ((left = passage_next(d->job, m, a, &q, was_said, &told)).section &&
           !(wants_in_heading(left.section->heading) & (WANT_REMEDY | WANT_ACTION)))
        texts_add(d->job, &told.passed, left.text);
    return left;
}

struct passage left_passage(struct deciding *d, size_t rank, const struct article *a, double *p)
{
    struct marker *m = marker_new(d->job, d->reader->stemmer, &d->found.query);
    struct told told = {d, 0, {0}};
    struct passage remedy = {.text = SLICE("")};
    bool own;
    struct passage_query asked = asked_now(d, &own);
    struct passage best = passage_choose(d->job, m, a, &asked);
    struct passage left = passage_next(d->job, m, a, &asked, was_said, &told);

    if (told.times && d->turn.fails)
        remedy = remedy_left(d, m, a);
    if (remedy.section)
        return remedy;
    if (d->own.len && texts_have(&d->before->answered, a->id) &&
        (own ? left.share <= 0 : !asked.wants))
        return (struct passage){.text = SLICE("")}; /* «а где это?»: any part may be meant */
    if (told.times == 0 || !left.section || d->own.len)
        return left;
    *p = p_after(d, rank, told.times, best.share > 0 ? fmin(1, left.share / best.share) : 0);
    if (left.share > 0 && *p >= policy_risks_from(&d->bot->policy) && *p >= p_of_next(d, rank))
        return left;
    return (struct passage){.text = SLICE("")};
}
