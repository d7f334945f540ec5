/* takeover.c - see takeover.h */
#include "bot/decide/takeover.h"

#include "bot/decide/ask.h"
#include "bot/decide/candidates.h"
#include "bot/decide/contact.h"
#include "bot/decide/escalate.h"
#include "bot/decide/look.h"
#include "bot/decide/outcome.h"

/* ---- asked for ---- */

/* Is the person of the turn a topic of the best article: in its title or a question? */
static bool is_topic(struct deciding *d, bool *out, struct err *err)
{
    struct stems person = stems_of(d->job, d->reader->stemmer, d->turn.person, 1), all;
    struct slice headlines;

    *out = false;
    if (d->rank_count == 0 || person.count == 0)
        return true;
    if (!xap_value(d->reader->index, d->job, d->found.hits[d->standings[0].hit].document,
                   SLOT_HEADLINES, &headlines, err))
        return false;
    all = stems_of(d->job, d->reader->stemmer, headlines, turn_words_max);
    for (size_t i = 0; i < all.count && !*out; i++)
        *out = slice_eq(all.items[i], person.items[0]);
    return true;
}

static bool hand_off(struct deciding *d, const char *reason, struct err *err)
{
    return candidates_add_alternatives(d, 0, err) && outcome_hand_off(d, reason);
}

/* «Перевести деньги другому человеку»: a person is named among other words. */
static bool decide_perhaps_person(struct deciding *d, struct err *err)
{
    bool topic;

    if (!look_for(d, err) || !is_topic(d, &topic, err))
        return false;
    d->out.next.question = d->turn.question;
    if (!topic || ask_policy(d) != POLICY_ANSWER)
        return hand_off(d, "wants_person", err);
    d->out.next.topic = d->turn.question;
    if (!outcome_answer(d, "topic_of_article", err))
        return false;
    outcome_add_way(d);
    return true;
}

bool takeover_asked(struct deciding *d, struct err *err)
{
    if (d->turn.wish == WISH_CONTACT)
        return contact_decide(d, err);
    if (d->turn.wish == WISH_PERHAPS)
        return decide_perhaps_person(d, err);
    if (d->turn.wish == WISH_BARE && !d->before->way_shown)
        return outcome_offer(d, "names_person");
    return outcome_hand_off(d, "wants_person");
}

/* ---- due ---- */

bool takeover_due(struct deciding *d, const char **handoff, const char **offer)
{
    *offer = NULL;
    *handoff = escalate_handoff(d);
    if (*handoff)
        return true;
    *offer = escalate_offer(d);
    if (*offer && d->before->offered)
        *handoff = *offer;
    return *handoff != NULL;
}

bool takeover_now(struct deciding *d, const char *reason, struct err *err)
{
    return look_for(d, err) && hand_off(d, reason, err);
}

bool takeover_beside(struct deciding *d, const char *missed,
                     bool decide(struct deciding *, const char *, struct err *), struct err *err)
{
    const char *handoff, *offer;

    if (takeover_due(d, &handoff, &offer))
        return takeover_now(d, handoff, err);
    if (!decide(d, missed, err))
        return false;
    if (offer)
        outcome_add_offer(d, offer);
    return true;
}
