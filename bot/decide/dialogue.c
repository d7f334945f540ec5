/* dialogue.c - see dialogue.h */
#include "bot/decide/dialogue.h"

#include <string.h>

#include "bot/decide/ask.h"
#include "bot/decide/candidates.h"
#include "bot/decide/claim.h"
#include "bot/decide/contact.h"
#include "bot/decide/duplicates.h"
#include "bot/decide/escalate.h"
#include "bot/decide/look.h"
#include "bot/decide/outcome.h"
#include "bot/say.h"
#include "bot/understand/pick.h"

/* ---- an option of the last question back ---- */

static bool none_of_these(struct deciding *d)
{
    struct bot_state *s = &d->out.next;

    d->out.chosen = outcome_none_of(d, s->options.count);
    for (size_t i = 0; i < s->options.count; i++)
        texts_add(d->job, &s->excluded, s->options.items[i]);
    return outcome_hand_off(d, "none_of_these");
}

static bool decide_choice(struct deciding *d, struct slice picked, struct err *err)
{
    struct bot_state *s = &d->out.next;
    struct article a;
    bool given;

    d->turn.question = s->question;
    if (slice_is(picked, "none"))
        return none_of_these(d);
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

/* The id of the option that the words pick; empty: none. */
static struct slice picked_in_words(struct deciding *d)
{
    const struct bot_state *s = d->before;
    int at;

    if (!slice_is(s->asked, ASKED_OPTIONS) || s->options.count == 0 ||
        s->labels.count != s->options.count)
        return SLICE("");
    at = pick_of(d->job, d->reader->stemmer, &d->said, s->labels.items, s->labels.count);
    return at >= 0 ? s->options.items[at] : at == PICK_NONE_OF_THESE ? SLICE("none") : SLICE("");
}

/* ---- a person ---- */

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

static bool decide_person(struct deciding *d, struct err *err)
{
    if (d->turn.wish == WISH_CONTACT)
        return contact_decide(d, err);
    if (d->turn.wish == WISH_PERHAPS)
        return decide_perhaps_person(d, err);
    if (d->turn.wish == WISH_BARE && !d->before->way_shown)
        return outcome_offer(d, "names_person");
    return outcome_hand_off(d, "wants_person");
}

/* ---- what follows an answer ---- */

static void exclude_what_was_given(struct deciding *d)
{
    struct bot_state *s = &d->out.next;
    const struct texts *given = s->answered.count ? &s->answered : &s->options;

    for (size_t i = 0; i < given->count; i++)
        texts_add(d->job, &s->excluded, given->items[i]);
    s->answered = s->options = s->labels = (struct texts){0};
}

/* A level of a score that speaks in this turn: hands off, or notes the offer to be added. */
static bool escalates(struct deciding *d, const char **handoff, const char **offer)
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

/* Hands off with the articles that might be the right ones, for the agent. */
static bool escalate(struct deciding *d, const char *reason, struct err *err)
{
    return look_for(d, err) && hand_off(d, reason, err);
}

static bool decide_with_offer(struct deciding *d, const char *missed,
                              bool decide(struct deciding *, const char *, struct err *),
                              struct err *err)
{
    const char *handoff, *offer;

    if (escalates(d, &handoff, &offer))
        return escalate(d, handoff, err);
    if (!decide(d, missed, err))
        return false;
    if (offer)
        outcome_add_offer(d, offer);
    return true;
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

static bool decide_rejection(struct deciding *d, struct err *err)
{
    struct bot_state *s = &d->out.next;

    exclude_what_was_given(d);
    if (!exclude_duplicates(d, err))
        return false;
    escalate_count_rejection(d);
    if (d->turn.kind == TURN_QUESTION)
        return decide_with_offer(d, "not_helped", ask_question, err);
    d->turn.question = s->question;
    if (d->turn.question.len == 0)
        return outcome_offer(d, "not_helped");
    return decide_with_offer(d, "not_helped", ask_after_rejection, err);
}

static bool decide_no(struct deciding *d, struct err *err)
{
    if (slice_is(d->before->asked, ASKED_OPTIONS))
        return none_of_these(d);
    if (slice_is(d->before->asked, ASKED_WORDS))
        return outcome_offer(d, "no_other_words");
    if (slice_is(d->before->asked, ASKED_OFFER))
        return outcome_chat(d, "stay", "offer_declined");
    if (d->before->answered.count)
        return decide_rejection(d, err);
    return outcome_chat(d, "stay", "no");
}

/* ---- small talk ---- */

static bool chat(struct deciding *d, struct err *err)
{
    const char *what = d->turn.smalltalk;

    if (strcmp(what, "agreement") == 0 && slice_is(d->before->asked, ASKED_OFFER))
        return outcome_hand_off(d, "accepted_offer");
    if (strcmp(what, "agreement") == 0 && slice_is(d->before->asked, ASKED_OPTIONS)) {
        if (d->before->options.count == 1)
            return decide_choice(d, d->before->options.items[0], err);
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
    if (escalates(d, &handoff, &offer))
        return outcome_hand_off(d, handoff);
    return chat(d, err);
}

/* ---- turns ---- */

static bool decide_question(struct deciding *d, struct err *err)
{
    const struct rule *rule = rules_match(&d->bot->rules, &d->said);

    if (rule) {
        d->out.next.question = d->turn.question;
        d->out.priority = rule->priority;
        return escalate(d, rule->reason, err);
    }
    if (d->turn.rejects && d->before->answered.count)
        return decide_rejection(d, err);
    escalate_count_question(d);
    if (!decide_with_offer(d, NULL, ask_question, err))
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
           reading_only(&d->said, sets, 0, d->said.stems.count);
}

static bool decide_anger(struct deciding *d)
{
    const char *handoff, *offer;

    if (escalates(d, &handoff, &offer))
        return outcome_hand_off(d, handoff);
    return outcome_offer(d, "frustrated");
}

bool dialogue_turn(struct deciding *d, struct err *err)
{
    struct slice picked = d->request->choice.len ? d->request->choice : picked_in_words(d);

    escalate_count_turn(d);
    d->out.next.asked = SLICE("");
    if (picked.len)
        return decide_choice(d, picked, err);
    d->foreign = foreign_text(&d->bot->foreign, d->job, d->request->text);
    if (only_anger(d))
        return decide_anger(d);
    if (d->turn.kind == TURN_QUESTION && !d->turn.rejects)
        d->out.next.answered = (struct texts){0};
    switch (d->turn.kind) {
    case TURN_PERSON: return decide_person(d, err);
    case TURN_EMPTY: return decide_empty(d);
    case TURN_SMALLTALK: return decide_smalltalk(d, err);
    case TURN_REJECTION: return decide_rejection(d, err);
    case TURN_NO: return decide_no(d, err);
    case TURN_DECLINE: return outcome_chat(d, "stay", "no_person");
    case TURN_QUESTION: break;
    }
    return decide_question(d, err);
}
