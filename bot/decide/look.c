/* look.c - see look.h */
#include "bot/decide/look.h"

#include <string.h>

#include "bot/decide/candidates.h"

/* Turns of more words make sense by themselves; of so few they often do not. */
enum { leaning_most = 8, short_most = 3, own_words_most = 2 };

/* A customer's exact words are an alternate question of the article: as sure as it gets. */
static const double p_of_exact_question = 0.97;

/* What may lean is a turn of its own unless the article has the words of both turns: the rarity of
 * them that it has, of all. Of 28 turns of up to three words that go on with the one before, 16 are
 * asked with it and 20 without this; of 732 that ask for something else, 10 and 78. */
static const double leans_from = 0.95;

static bool look(struct deciding *d, bool find(struct deciding *d, struct err *err),
                 struct err *err)
{
    d->exact = false;
    d->own = SLICE("");
    d->features = (struct features){{0}};
    d->out.p = d->out.q = 0;
    if (!find(d, err))
        return false;
    if (d->rank_count == 0)
        return true;
    d->features = candidates_features(d, 0);
    d->out.p = confidence_p(candidates_confidence(d), &d->features);
    d->out.q = confidence_q(candidates_confidence(d), &d->features);
    if (d->exact && d->out.p < p_of_exact_question)
        d->out.p = d->out.q = p_of_exact_question;
    return true;
}

bool look_for(struct deciding *d, struct err *err)
{
    return look(d, candidates_find, err);
}

bool look_for_other(struct deciding *d, struct err *err)
{
    return look(d, candidates_find_other, err);
}

/* ---- what was found, kept aside ---- */

struct look *look_keep(struct deciding *d)
{
    struct look *l = ARENA_NEW(d->job, struct look);

    *l = (struct look){.question = d->turn.question,
                       .own = d->own,
                       .searched = d->searched,
                       .found = d->found,
                       .rank_count = d->rank_count,
                       .exact = d->exact,
                       .features = d->features,
                       .p = d->out.p,
                       .q = d->out.q};
    memcpy(l->standings, d->standings, sizeof l->standings);
    return l;
}

void look_put_back(struct deciding *d, const struct look *l)
{
    d->turn.question = l->question;
    d->own = l->own;
    d->searched = l->searched;
    d->found = l->found;
    d->rank_count = l->rank_count;
    d->exact = l->exact;
    d->features = l->features;
    d->out.p = l->p;
    d->out.q = l->q;
    memcpy(d->standings, l->standings, sizeof l->standings);
}

/* ---- a question that leans on the one before ---- */

enum leaning { LEANS_NOT, LEANS_PERHAPS, LEANS, LEANS_WHOLLY };

/* «А на лампочку?», «а где это?»: no question without the one before. */
static bool leans_wholly(const struct reading *r)
{
    size_t own = reading_own(r, 0);

    if (own == 0 || reading_has(r, "asking"))
        return own == 0;
    return (own <= own_words_most && reading_match(r, "going_on", 0)) ||
           (own == 1 && reading_match(r, "preposition", 0));
}

/* A word that points back says so; a turn that is short, or was asked for, may. */
static enum leaning leans(struct deciding *d)
{
    struct reading r = reading_of(d->job, d->bot->lexicon, d->reader->stemmer, d->turn.question);

    if (r.stems.count == 0 || r.stems.count > leaning_most)
        return LEANS_NOT;
    if (leans_wholly(&r))
        return LEANS_WHOLLY;
    if (reading_match(&r, "leaning", 0) || reading_has(&r, "pronoun"))
        return LEANS;
    return r.stems.count <= short_most || slice_is(d->before->asked, ASKED_WORDS) ? LEANS_PERHAPS
                                                                                  : LEANS_NOT;
}

static bool found_by(const struct look *alone, struct slice id)
{
    for (size_t i = 0; i < alone->found.count; i++)
        if (slice_eq(alone->found.hits[i].id, id))
            return true;
    return alone->found.words.count == 0; /* «сколько это?»: no words of its own */
}

/* Is the question with the one before it, which is looked for now, what was asked? */
static bool goes_on(const struct deciding *d, const struct look *alone, enum leaning leaning)
{
    if (d->rank_count == 0 || leaning == LEANS_WHOLLY)
        return d->rank_count > 0;
    return d->out.p >= alone->p + d->bot->policy.follow_gain &&
           found_by(alone, d->found.hits[d->standings[0].hit].id) &&
           (leaning == LEANS || d->features.v[FEATURE_COVERAGE] >= leans_from);
}

bool look_with(struct deciding *d, struct slice *topic, bool *followed, struct err *err)
{
    struct slice before = *topic;
    enum leaning leaning = leans(d);
    struct look *alone;

    *followed = false;
    if (!look_for(d, err))
        return false;
    if (before.len == 0 || d->exact || leaning < LEANS)
        *topic = d->turn.question;
    if (before.len == 0 || d->exact || leaning == LEANS_NOT)
        return true;
    alone = look_keep(d);
    d->turn.question =
        slice_of(arena_printf(d->job, "%.*s %.*s", SLICE_ARG(before), SLICE_ARG(alone->question)));
    if (!look_for(d, err))
        return false;
    *followed = goes_on(d, alone, leaning);
    if (!*followed) {
        look_put_back(d, alone);
        return true;
    }
    d->own = alone->question;
    *topic = before;
    return true;
}
