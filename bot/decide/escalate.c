/* escalate.c - see escalate.h */
#include "bot/decide/escalate.h"

#include <math.h>

#include "bot/decide/candidates.h"

enum {
    long_words = 60,
    tied_least = 3,
    questions_many = 2,
    break_minutes = 30,
    minute_ms = 60 * 1000
};

/* Below this share of known words a quoted error is none the articles speak of. */
static const double quoted_known = 0.3;

static double minutes(const struct deciding *d, int64_t now)
{
    uint64_t since = d->out.next.since;

    return now > 0 && since > 0 && (uint64_t)now > since
               ? (double)((uint64_t)now - since) / minute_ms
               : 0;
}

static void collect_details(struct deciding *d)
{
    for (size_t i = 0; i < d->details.count; i++) {
        const struct detail *detail = &d->details.items[i];
        struct slice text = slice_of(
            arena_printf(d->job, "%s %.*s", detail_names[detail->kind], SLICE_ARG(detail->text)));

        if (d->out.next.details.count < state_details_most &&
            !texts_have(&d->out.next.details, text))
            texts_add(d->job, &d->out.next.details, text);
    }
}

/* Who comes back after a break was not kept waiting. */
static void note_time(struct bot_state *s, int64_t now)
{
    if (now <= 0)
        return;
    if (s->since == 0 || (double)now - (double)s->last > break_minutes * minute_ms)
        s->since = (uint64_t)now;
    s->last = (uint64_t)now;
}

void escalate_count_turn(struct deciding *d)
{
    struct bot_state *s = &d->out.next;
    double anger = mood_anger(&d->said);

    s->turns++;
    note_time(s, d->request->now);
    s->frustration = anger > 0 ? s->frustration + anger : s->frustration / 2;
    d->angered = anger > 0;
    d->details = details_of(&d->said);
    collect_details(d);
}

static void anger(struct deciding *d)
{
    d->out.next.frustration += 1;
    d->angered = true;
}

void escalate_count_question(struct deciding *d)
{
    struct stems stems = stems_of(d->job, d->reader->stemmer, d->turn.question, turn_words_max);

    if (stems.count == 0 || !bot_state_asked_before(d->job, &d->out.next, &stems))
        return;
    d->out.next.unsolved++;
    anger(d);
}

void escalate_count_rejection(struct deciding *d)
{
    d->out.next.unsolved++;
    if (++d->out.next.rejections == 2)
        anger(d);
}

void escalate_forget(struct deciding *d)
{
    struct bot_state *s = &d->out.next;

    s->unsolved = s->rejections = s->turns = s->since = 0;
    s->frustration = 0;
    s->recent = (struct texts){0};
}

/* Was the level reached just now? */
static bool reached(double before, double now, double level)
{
    return before < level && now >= level;
}

const char *escalate_handoff(const struct deciding *d)
{
    const struct policy *p = &d->bot->policy;
    const struct bot_state *s = &d->out.next;

    if (d->angered && s->frustration >= p->frustration_handoff)
        return "frustrated";
    if (reached((double)d->before->unsolved, (double)s->unsolved, (double)p->unsolved_handoff))
        return "unsolved";
    if (minutes(d, d->request->now) >= p->minutes_handoff)
        return "too_long";
    return NULL;
}

const char *escalate_offer(const struct deciding *d)
{
    const struct policy *p = &d->bot->policy;
    const struct bot_state *s = &d->out.next;

    if (d->angered && s->frustration >= p->frustration_offer)
        return "frustrated";
    if (reached((double)d->before->unsolved, (double)s->unsolved, (double)p->unsolved_offer))
        return "unsolved";
    if (s->turns == p->turns_offer)
        return "many_turns";
    if (!s->offered && minutes(d, d->request->now) >= p->minutes_offer)
        return "too_long";
    return NULL;
}

/* ---- complexity ---- */

/* Articles too close to the best one to be told from it. */
static size_t tied(const struct deciding *d)
{
    size_t n = 0;

    for (; n < d->rank_count && n < tied_least; n++) {
        struct features f = candidates_features(d, n);

        if (d->out.p - confidence_p(candidates_confidence(d), &f) >= d->bot->policy.tie_within)
            break;
    }
    return n;
}

static bool quotes(struct slice text)
{
    size_t straight = 0;

    for (size_t i = 0; i < text.len; i++) {
        straight += text.ptr[i] == '"';
        if (slice_starts((struct slice){text.ptr + i, text.len - i}, "«"))
            return true;
    }
    return straight >= 2;
}

bool escalate_too_complex(const struct deciding *d)
{
    int score = (d->said.stems.count > long_words) + (tied(d) >= tied_least) +
                (d->questions >= questions_many) + details_own(&d->details) +
                (quotes(d->said.text) && d->features.v[FEATURE_KNOWN] < quoted_known);

    return (uint64_t)score >= d->bot->policy.complexity_handoff;
}
