/* outcome.c - see outcome.h */
#include "bot/decide/outcome.h"

#include <string.h>

#include "bot/decide/candidates.h"
#include "bot/decide/left.h"
#include "bot/decide/options.h"
#include "bot/decide/translation.h"
#include "bot/say.h"

/* Which words tell of a hand-off. */
static const char *handoff_set(const struct deciding *d, const char *reason)
{
    static const struct {
        const char *reason, *set;
    } sets[] = {{"wants_person", "handoff"},
                {"button", "handoff"},
                {"accepted_offer", "handoff"},
                {"frustrated", "handoff_frustrated"},
                {"account_specific", "handoff_account_specific"},
                {"threat_to_life", "handoff_emergency"},
                {"medical", "handoff_emergency"},
                {"danger", "handoff_danger"}};

    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (strcmp(sets[i].reason, reason) == 0)
            return sets[i].set;
    return d->out.priority ? "handoff_rule" : "handoff_unsure";
}

bool outcome_hand_off(struct deciding *d, const char *reason)
{
    d->out.kind = BOT_HANDOFF;
    d->out.reason = reason;
    d->out.has_answer = false;
    d->out.option_count = d->out.message_count = 0;
    say_add(d, "notice", say_variant(d, handoff_set(d, reason), SLICE("")));
    say_add(d, "eta", say_variant(d, "eta", SLICE("")));
    return true;
}

/* The words of an offer; a reason may have its own. Empty if one was made before. */
static struct slice offer_text(struct deciding *d, const char *reason)
{
    struct slice text;

    if (d->out.next.offered)
        return SLICE("");
    text = say_variant(d, arena_printf(d->job, "offer_%s", reason), SLICE(""));
    return text.len ? text : say_variant(d, "offer", SLICE(""));
}

static void note_offer(struct deciding *d)
{
    d->out.next.offered = d->out.next.way_shown = true;
    d->out.next.asked = SLICE(ASKED_OFFER);
}

bool outcome_offer(struct deciding *d, const char *reason)
{
    struct slice text = offer_text(d, reason);

    if (text.len == 0)
        return outcome_hand_off(d, reason);
    d->out.kind = BOT_OFFER_HUMAN;
    d->out.reason = reason;
    note_offer(d);
    say_add(d, "offer", text);
    return true;
}

void outcome_add_offer(struct deciding *d, const char *reason)
{
    struct slice text = offer_text(d, reason);

    if (text.len == 0 || d->out.kind == BOT_HANDOFF)
        return;
    d->out.offered = reason;
    if (d->out.kind != BOT_CLARIFY)
        note_offer(d);
    d->out.next.offered = d->out.next.way_shown = true;
    say_add(d, "offer", text);
}

void outcome_add_way(struct deciding *d)
{
    if (d->out.kind == BOT_HANDOFF || d->out.next.way_shown)
        return;
    d->out.next.way_shown = true;
    say_add(d, "notice", say_variant(d, "way", SLICE("")));
}

bool outcome_chat(struct deciding *d, const char *set, const char *reason)
{
    struct slice text = say_variant(d, set, SLICE(""));

    if (text.len == 0)
        return outcome_offer(d, "nothing_new_to_say");
    d->out.kind = BOT_SMALLTALK;
    d->out.reason = reason;
    say_add(d, "notice", text);
    return true;
}

/* ---- an answer ---- */

static void say_answer(struct deciding *d, const struct article *a, struct slice passage,
                       bool again, bool only)
{
    say_add(d, "intro", say_variant(d, again ? "another_passage" : "answer", a->title));
    if (only)
        say_add(d, "notice", say_variant(d, "other_language", a->title));
    say_add(d, "answer", passage);
}

bool outcome_give(struct deciding *d, size_t rank, const char *reason, bool *given, struct err *err)
{
    struct article a;
    struct passage passage;
    double p = d->out.p;
    bool only, again;

    *given = false;
    if (!reader_document(d->reader, d->job, d->found.hits[d->standings[rank].hit].document, &a,
                         err) ||
        !translation_of(d, &a, &only, err))
        return false;
    passage = left_passage(d, rank, &a, &p);
    if (passage.text.len == 0 || texts_have(&d->out.next.excluded, a.id))
        return true;
    *given = true;
    again = texts_have(&d->before->answered, a.id) || p < d->out.p;
    d->out.kind = BOT_ANSWER;
    d->out.reason = p < d->out.p ? "another_passage" : reason;
    d->out.p = p;
    d->out.has_answer = true;
    d->out.article = a;
    d->out.anchor = passage.section->anchor;
    d->out.passage = passage.text;
    texts_add(d->job, &d->out.next.answered, a.id);
    say_answer(d, &a, passage.text, again, only);
    return candidates_add_alternatives(d, rank + 1, err);
}

bool outcome_answer(struct deciding *d, const char *reason, struct err *err)
{
    bool given;

    if (!outcome_give(d, 0, reason, &given, err))
        return false;
    return given || outcome_offer(d, "already_shown");
}

bool outcome_may_ask(const struct deciding *d)
{
    return d->out.next.clarified < d->bot->policy.clarify_most;
}

static void ask(struct deciding *d, struct slice question, const char *reason, const char *asked)
{
    d->out.kind = BOT_CLARIFY;
    d->out.reason = reason;
    d->out.next.clarified++;
    d->out.next.way_shown = true; /* the words say how */
    d->out.next.asked = slice_of(asked);
    d->out.question_back = question;
    say_add(d, "question", question);
}

struct slice outcome_none_of(struct deciding *d, size_t count)
{
    return say_variant(d, count == 1 ? "not_this" : "none_of_these", SLICE(""));
}

bool outcome_ask_which(struct deciding *d, const struct bot_candidate *options, size_t count,
                       const char *reason, struct err *err)
{
    struct slice question = say_variant(d, count == 1 ? "is_it_this" : "clarify", SLICE(""));

    if (question.len == 0)
        return outcome_hand_off(d, reason);
    d->out.next.offered_q = d->out.q;
    d->out.next.options = d->out.next.labels = (struct texts){0};
    for (size_t i = 0; i < count && i < bot_options_most; i++)
        d->out.options[d->out.option_count++] = options[i];
    if (!options_label(d, d->out.options, d->out.option_count, err))
        return false;
    for (size_t i = 0; i < d->out.option_count; i++) {
        texts_add(d->job, &d->out.next.options, d->out.options[i].id);
        texts_add(d->job, &d->out.next.labels, d->out.options[i].title);
    }
    d->out.none_of_these = outcome_none_of(d, count);
    ask(d, question, reason, ASKED_OPTIONS);
    return true;
}

bool outcome_clarify(struct deciding *d, const char *reason, struct err *err)
{
    struct bot_candidate options[bot_options_most];
    size_t n = 0;

    for (; n < d->rank_count && n < bot_options_most; n++)
        if (!candidates_at(d, n, &options[n], err))
            return false;
    return candidates_add_alternatives(d, 0, err) && outcome_ask_which(d, options, n, reason, err);
}

bool outcome_ask_words(struct deciding *d, const char *name, struct slice value, const char *reason)
{
    struct slice question = say_variant(d, name, value);

    if (question.len == 0 || !outcome_may_ask(d))
        return outcome_hand_off(d, reason);
    d->out.none_of_these = say_variant(d, "none_of_these", SLICE(""));
    ask(d, question, reason, ASKED_WORDS);
    return true;
}
