/* dialogue.c - see dialogue.h */
#include "bot/decide/dialogue.h"

#include <string.h>

#include "bot/decide/ask.h"
#include "bot/decide/choice.h"
#include "bot/decide/claim.h"
#include "bot/decide/escalate.h"
#include "bot/decide/outcome.h"
#include "bot/decide/takeover.h"
#include "bot/decide/rejection.h"

/* ---- small talk ---- */

static bool chat(struct deciding *d, struct err *err)
{
    const char *what = d->turn.smalltalk;

    if (strcmp(what, "agreement") == 0 && slice_is(d->before->asked, ASKED_OFFER))
        return outcome_hand_off(d, "accepted_offer");
    if (strcmp(what, "agreement") == 0 && slice_is(d->before->asked, ASKED_OPTIONS)) {
        if (d->before->options.count == 1)
            return choice_decide(d, d->before->options.items[0], err);
        d->out.next.asked = SLICE(ASKED_OPTIONS);
        return outcome_chat(d, "which_option", "which_option");
    }
    if (strcmp(what, "helped") == 0)
        escalate_forget(d);
    if (strcmp(what, "greeting") == 0 || strcmp(what, "who_are_you") == 0)
        d->out.next.way_shown = true; /* their words say how */
    return outcome_chat(d, what, what);
}

/* Once; the second time there is nothing new to say, and a person is offered. */
static bool decide_empty(struct deciding *d)
{
    d->out.next.way_shown = true; /* the words say how */
    return outcome_chat(d, "empty", "no_words");
}

static bool decide_smalltalk(struct deciding *d, struct err *err)
{
    const char *handoff, *offer;
    bool claimed;

    if (!claim_look(d, &claimed, err))
        return false;
    if (claimed)
        return ask_again(d, NULL, err);
    d->rank_count = 0;
    d->out.p = d->out.q = 0;
    if (takeover_due(d, &handoff, &offer))
        return outcome_hand_off(d, handoff);
    return chat(d, err);
}

/* ---- turns ---- */

static bool decide_no(struct deciding *d, struct err *err)
{
    if (slice_is(d->before->asked, ASKED_OPTIONS))
        return choice_none(d);
    if (slice_is(d->before->asked, ASKED_WORDS))
        return outcome_offer(d, "no_other_words");
    if (slice_is(d->before->asked, ASKED_OFFER))
        return outcome_chat(d, "stay", "offer_declined");
    if (d->before->answered.count)
        return rejection_decide(d, err);
    return outcome_chat(d, "stay", "no");
}

static bool decide_question(struct deciding *d, struct err *err)
{
    const struct rule *rule = rules_match(&d->bot->rules, &d->said);

    if (rule) {
        d->out.next.question = d->turn.question;
        d->out.priority = rule->priority;
        return takeover_now(d, rule->reason, err);
    }
    if (d->turn.rejects && d->before->answered.count)
        return rejection_decide(d, err);
    escalate_count_question(d);
    if (!takeover_beside(d, NULL, ask_question, err))
        return false;
    if (d->turn.wish == WISH_MENTION && d->out.kind == BOT_ANSWER)
        outcome_add_way(d);
    return true;
}

/* Anger and no question: the offer is the reply. */
static bool only_anger(const struct deciding *d)
{
    static const char *const sets[] = {"anger",  "politeness", "address", "greeting",
                                       "filler", "no",         NULL};

    return d->angered && d->turn.kind == TURN_QUESTION && reading_has(&d->said, "anger") &&
           !rules_match(&d->bot->rules, &d->said) &&
           reading_only(&d->said, sets, 0, d->said.stems.count);
}

static bool decide_anger(struct deciding *d)
{
    const char *handoff, *offer;

    if (takeover_due(d, &handoff, &offer))
        return outcome_hand_off(d, handoff);
    return outcome_offer(d, "frustrated");
}

bool dialogue_turn(struct deciding *d, struct err *err)
{
    struct slice picked = d->request->choice.len ? d->request->choice : choice_in_words(d);

    escalate_count_turn(d);
    d->out.next.asked = SLICE("");
    if (picked.len)
        return choice_decide(d, picked, err);
    d->foreign = foreign_text(&d->bot->foreign, d->job, d->request->text);
    if (only_anger(d))
        return decide_anger(d);
    if (d->turn.kind == TURN_QUESTION && !d->turn.rejects)
        d->out.next.answered = (struct texts){0};
    switch (d->turn.kind) {
    case TURN_PERSON: return takeover_asked(d, err);
    case TURN_EMPTY: return decide_empty(d);
    case TURN_SMALLTALK: return decide_smalltalk(d, err);
    case TURN_REJECTION: return rejection_decide(d, err);
    case TURN_NO: return decide_no(d, err);
    case TURN_DECLINE: return outcome_chat(d, "stay", "no_person");
    case TURN_QUESTION: break;
    }
    return decide_question(d, err);
}
