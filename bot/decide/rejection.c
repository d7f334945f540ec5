/* rejection.c - see rejection.h */
#include "bot/decide/rejection.h"

#include "bot/decide/ask.h"
#include "bot/decide/duplicates.h"
#include "bot/decide/escalate.h"
#include "bot/decide/look.h"
#include "bot/decide/outcome.h"
#include "bot/decide/takeover.h"

static void exclude_what_was_given(struct deciding *d)
{
    struct bot_state *s = &d->out.next;
    const struct texts *given = s->answered.count ? &s->answered : &s->options;

    for (size_t i = 0; i < given->count; i++)
        texts_add(d->job, &s->excluded, given->items[i]);
    s->answered = s->options = s->labels = (struct texts){0};
}

/* The question again, the first time that its answer was of no help: the rest of the article, if that
 * is still the best one; else others. */
static bool ask_after_rejection(struct deciding *d, const char *missed, struct err *err)
{
    const struct texts *given = &d->before->answered;
    struct texts excluded = d->out.next.excluded;
    bool again = false;

    if (given->count == 1 && !texts_have(&d->before->excluded, given->items[0])) {
        d->out.next.excluded = d->before->excluded;
        if (!look_for(d, err))
            return false;
        if (d->rank_count && slice_eq(d->found.hits[d->standings[0].hit].id, given->items[0]) &&
            !outcome_give(d, 0, "another_passage", &again, err))
            return false;
        if (!again)
            d->out.next.excluded = excluded;
    }
    return again || ask_again(d, missed, err);
}

/* What says the same as a rejected article, among what its question finds. */
static bool exclude_duplicates(struct deciding *d, struct err *err)
{
    const struct texts *given =
        d->before->answered.count ? &d->before->answered : &d->before->options;
    struct slice question = d->turn.question;
    bool ok;

    if (given->count == 0 || d->before->question.len == 0)
        return true;
    d->turn.question = d->before->question;
    ok = look_for(d, err) && duplicates_exclude(d, given, err);
    d->turn.question = question;
    d->rank_count = 0;
    d->out.p = d->out.q = 0;
    return ok;
}

bool rejection_decide(struct deciding *d, struct err *err)
{
    struct bot_state *s = &d->out.next;

    exclude_what_was_given(d);
    if (!exclude_duplicates(d, err))
        return false;
    escalate_count_rejection(d);
    if (d->turn.kind == TURN_QUESTION)
        return takeover_beside(d, "not_helped", ask_question, err);
    d->turn.question = s->question;
    if (d->turn.question.len == 0)
        return outcome_offer(d, "not_helped");
    return takeover_beside(d, "not_helped", ask_after_rejection, err);
}
