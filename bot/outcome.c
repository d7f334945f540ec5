/* outcome.c - see outcome.h */
#include "bot/outcome.h"

#include <string.h>

#include "bot/candidates.h"
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
                {"account_specific", "handoff_account_specific"}};

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

static struct slice passage_of(struct deciding *d, const struct article *a, struct slice *anchor)
{
    struct marker *m = marker_new(d->job, d->reader->stemmer, &d->found.query);
    struct passage p = passage_choose(d->job, m, a, &d->found.asked);

    *anchor = p.section ? p.section->anchor : SLICE("");
    return p.text;
}

bool outcome_give(struct deciding *d, size_t rank, const char *reason, bool *given, struct err *err)
{
    struct article a;
    struct slice anchor, passage;

    *given = false;
    if (!reader_document(d->reader, d->job, d->found.hits[d->standings[rank].hit].document, &a,
                         err))
        return false;
    passage = passage_of(d, &a, &anchor);
    if (passage.len == 0 || bot_state_said(d->job, &d->out.next, passage))
        return true;
    *given = true;
    d->out.kind = BOT_ANSWER;
    d->out.reason = reason;
    d->out.has_answer = true;
    d->out.article = a;
    d->out.anchor = anchor;
    d->out.passage = passage;
    texts_add(d->job, &d->out.next.answered, a.id);
    say_add(d, "intro", say_variant(d, "answer", a.title));
    say_add(d, "answer", passage);
    return candidates_add_alternatives(d, rank + 1, err);
}

bool outcome_answer(struct deciding *d, const char *reason, struct err *err)
{
    bool given;

    if (!outcome_give(d, 0, reason, &given, err))
        return false;
    return given || outcome_offer(d, "already_shown");
}

/* Two options of one name are told apart by where they stand. */
static struct slice label_of(struct deciding *d, const struct bot_candidate *c, struct err *err,
                             bool *ok)
{
    struct article a;

    *ok = true;
    for (size_t i = 0; i < d->out.option_count; i++) {
        if (!slice_eq(d->out.options[i].title, c->title))
            continue;
        *ok = reader_article(d->reader, d->job, c->id, &a, err);
        if (*ok && a.category.count)
            return slice_of(arena_printf(d->job, "%.*s (%.*s)", SLICE_ARG(c->title),
                                         SLICE_ARG(a.category.items[a.category.count - 1])));
        return slice_of(arena_printf(d->job, "%.*s (%zu)", SLICE_ARG(c->title), i + 2));
    }
    return c->title;
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
    d->out.next.asked = slice_of(asked);
    d->out.question_back = question;
    say_add(d, "question", question);
}

bool outcome_ask_which(struct deciding *d, const struct bot_candidate *options, size_t count,
                       const char *reason, struct err *err)
{
    struct slice question = say_variant(d, "clarify", SLICE(""));

    if (question.len == 0)
        return outcome_hand_off(d, reason);
    d->out.next.offered_q = d->out.q;
    d->out.next.options = d->out.next.labels = (struct texts){0};
    for (size_t i = 0; i < count && d->out.option_count < bot_options_most; i++) {
        struct bot_candidate c = options[i];
        bool ok;

        c.title = label_of(d, &c, err, &ok);
        if (!ok)
            return false;
        d->out.options[d->out.option_count++] = c;
        texts_add(d->job, &d->out.next.options, c.id);
        texts_add(d->job, &d->out.next.labels, c.title);
    }
    d->out.none_of_these = say_variant(d, "none_of_these", SLICE(""));
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
