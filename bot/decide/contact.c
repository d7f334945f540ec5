/* contact.c - see contact.h */
#include "bot/decide/contact.h"

#include "bot/decide/ask.h"
#include "bot/decide/candidates.h"
#include "bot/decide/look.h"
#include "bot/decide/outcome.h"

/* A title, question or heading that is nearly what was asked. */
static const double likest_least = 0.9;

static bool asks_it(struct deciding *d, struct slice headline)
{
    struct reading r = reading_of(d->job, d->bot->lexicon, d->reader->stemmer, headline);

    return person_contact_first(&r);
}

/* Does an article tell it: by its title or a question, or by a heading that is what was asked? */
static bool tells(struct deciding *d, size_t rank, bool *out, struct err *err)
{
    const struct search_hit *hit = &d->found.hits[d->standings[rank].hit];
    struct slice headlines;

    if (!xap_value(d->reader->index, d->job, hit->document, SLOT_HEADLINES, &headlines, err))
        return false;
    *out = hit->evidence.likest >= likest_least;
    while (headlines.ptr && !*out)
        *out = asks_it(d, slice_cut(&headlines, slot_separator));
    return true;
}

/* The first that tells it of the articles that would be offered, or as many as were found. */
static bool find_told(struct deciding *d, size_t *out, struct err *err)
{
    size_t count = d->rank_count < bot_options_most ? d->rank_count : bot_options_most;
    bool told = false;

    for (*out = 0; *out < count; ++*out) {
        if (!tells(d, *out, &told, err))
            return false;
        if (told)
            return true;
    }
    *out = d->rank_count;
    return true;
}

/* What tells it is at least asked about, however little the bot is sure of it. */
static bool tell(struct deciding *d, size_t rank, struct err *err)
{
    if ((rank > 0 || ask_policy(d) == POLICY_HANDOFF) && outcome_may_ask(d)) {
        d->out.next.question = d->turn.question;
        return outcome_clarify(d, "unsure", err);
    }
    if (!ask_again(d, NULL, err))
        return false;
    if (d->out.kind == BOT_ANSWER)
        outcome_add_way(d);
    return true;
}

bool contact_decide(struct deciding *d, struct err *err)
{
    size_t rank;

    if (!look_for(d, err) || !find_told(d, &rank, err))
        return false;
    if (rank < d->rank_count)
        return tell(d, rank, err);
    d->out.next.question = d->turn.question;
    if (d->before->way_shown)
        return candidates_add_alternatives(d, 0, err) && outcome_hand_off(d, "wants_person");
    d->out.p = d->out.q = 0;
    return outcome_offer(d, "asks_contact");
}
