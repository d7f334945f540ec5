/* choice.c - see choice.h */
#include "bot/decide/choice.h"

#include "bot/decide/candidates.h"
#include "bot/decide/outcome.h"
#include "bot/understand/pick.h"

bool choice_none(struct deciding *d)
{
    struct bot_state *s = &d->out.next;

    d->out.chosen = outcome_none_of(d, s->options.count);
    for (size_t i = 0; i < s->options.count; i++)
        texts_add(d->job, &s->excluded, s->options.items[i]);
    return outcome_hand_off(d, "none_of_these");
}

bool choice_decide(struct deciding *d, struct slice picked, struct err *err)
{
    struct bot_state *s = &d->out.next;
    struct article a;
    bool given;

    d->turn.question = s->question;
    if (slice_is(picked, "none"))
        return choice_none(d);
    if (!texts_have(&s->options, picked))
        return err_set(err, ERR_INPUT, "'choice' must be an option_id of the last question back");
    if (!reader_article(d->reader, d->job, picked, &a, err))
        return outcome_hand_off(d, "article_is_gone"); /* unpublished meanwhile */
    d->out.chosen = a.title;
    if (!candidates_find(d, err))
        return false;
    d->out.p = d->out.q = s->offered_q;
    s->answered = (struct texts){0};
    for (size_t i = 0; i < d->rank_count; i++) {
        if (!slice_eq(d->found.hits[d->standings[i].hit].id, picked))
            continue;
        return outcome_give(d, i, "chosen", &given, err) &&
               (given || outcome_offer(d, "already_shown"));
    }
    return outcome_offer(d, "already_shown");
}

struct slice choice_in_words(struct deciding *d)
{
    const struct bot_state *s = d->before;
    int at;

    if (!slice_is(s->asked, ASKED_OPTIONS) || s->options.count == 0 ||
        s->labels.count != s->options.count)
        return SLICE("");
    at = pick_of(d->job, d->reader->stemmer, &d->said, s->labels.items, s->labels.count);
    return at >= 0 ? s->options.items[at] : at == PICK_NONE_OF_THESE ? SLICE("none") : SLICE("");
}
