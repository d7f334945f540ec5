/* outcome.c - see outcome.h */
#include "bot/outcome.h"

#include "bot/candidates.h"
#include "bot/say.h"

bool outcome_hand_off(struct deciding *d, const char *reason, bool asked_for)
{
    d->out.kind = BOT_HANDOFF;
    d->out.reason = reason;
    d->out.has_answer = false;
    say_add(d, "notice", say_variant(d, asked_for ? "handoff" : "handoff_unsure", SLICE("")));
    say_add(d, "eta", say_variant(d, "eta", SLICE("")));
    return true;
}

bool outcome_chat(struct deciding *d, const char *set, const char *reason)
{
    struct slice text = say_variant(d, set, SLICE(""));

    d->out.kind = BOT_SMALLTALK;
    d->out.reason = reason;
    if (text.len == 0) {
        d->out.kind = BOT_OFFER_HUMAN;
        text = say_variant(d, "offer", SLICE(""));
    }
    if (text.len == 0)
        return outcome_hand_off(d, "nothing_new_to_say", false);
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
    if (!reader_document(d->reader, d->job, d->found.hits[d->standings[rank].hit].document, &a, err))
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
    d->out.next.answered = a.id;
    say_add(d, "intro", say_variant(d, "answer", a.title));
    say_add(d, "answer", passage);
    return candidates_add_alternatives(d, rank + 1, err);
}

bool outcome_answer(struct deciding *d, const char *reason, struct err *err)
{
    bool given;

    if (!outcome_give(d, 0, reason, &given, err))
        return false;
    return given || outcome_hand_off(d, "already_shown", false);
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

bool outcome_clarify(struct deciding *d, const char *reason, struct err *err)
{
    struct slice question = say_variant(d, "clarify", SLICE(""));

    if (question.len == 0)
        return outcome_hand_off(d, reason, false);
    d->out.kind = BOT_CLARIFY;
    d->out.reason = reason;
    d->out.next.clarified++;
    d->out.next.offered_q = d->out.q;
    d->out.next.options = (struct texts){0};
    for (size_t i = 0; i < d->rank_count && d->out.option_count < bot_options_most; i++) {
        struct bot_candidate c;
        bool ok;

        if (!candidates_at(d, i, &c, err))
            return false;
        c.title = label_of(d, &c, err, &ok);
        if (!ok)
            return false;
        d->out.options[d->out.option_count++] = c;
        texts_add(d->job, &d->out.next.options, c.id);
    }
    d->out.question_back = question;
    d->out.none_of_these = say_variant(d, "none_of_these", SLICE(""));
    say_add(d, "question", question);
    return candidates_add_alternatives(d, 0, err);
}
