/* ask.c - see ask.h */
#include "bot/decide/ask.h"

#include <string.h>

#include "bot/decide/candidates.h"
#include "bot/decide/escalate.h"
#include "bot/decide/look.h"
#include "bot/decide/outcome.h"
#include "bot/say.h"
#include "bot/understand/nonsense.h"
#include "bot/understand/questions.h"

enum { answered_most = 3 };

/* ---- one question ---- */

enum policy_choice ask_policy(struct deciding *d)
{
    struct policy_case c = {.p = d->out.p,
                            .q = d->rank_count > 1 ? d->out.q : d->out.p,
                            .clarified = d->out.next.clarified,
                            .guessed = d->guessed && !d->exact};

    if (d->rank_count == 0) {
        d->rule = "no_match";
        return POLICY_HANDOFF;
    }
    if (d->rank_count > 1 && !d->exact)
        c.second = candidates_second(d);
    return policy_choose(&d->bot->policy, &c, &d->rule);
}

/* The sections the best articles stand in, «…», if there are two. */
static bool sections_of(struct deciding *d, struct slice *out, struct err *err)
{
    struct texts names = {0};

    *out = SLICE("");
    for (size_t i = 0; i < d->rank_count && i < bot_options_most; i++) {
        struct article a;

        if (!reader_document(d->reader, d->job, d->found.hits[d->standings[i].hit].document, &a,
                             err))
            return false;
        if (a.category.count && !texts_have(&names, a.category.items[0]))
            texts_add(d->job, &names, a.category.items[0]);
    }
    if (names.count >= 2)
        *out = slice_of(
            arena_printf(d->job, d->out.lang == LANGUAGE_RU ? "«%.*s», «%.*s»" : "“%.*s”, “%.*s”",
                         SLICE_ARG(names.items[0]), SLICE_ARG(names.items[1])));
    return true;
}

static bool hand_off(struct deciding *d, const char *reason, struct err *err)
{
    return candidates_add_alternatives(d, 0, err) && outcome_hand_off(d, reason);
}

static bool ask_for_other_words(struct deciding *d, struct err *err)
{
    struct slice sections;

    if (!sections_of(d, &sections, err) || !candidates_add_alternatives(d, 0, err))
        return false;
    return outcome_ask_words(d, sections.len ? "which_section" : "other_words", sections,
                             "other_words");
}

static bool is_nonsense(const struct deciding *d)
{
    struct reading r = reading_of(d->job, d->bot->lexicon, d->reader->stemmer, d->turn.question);

    return nonsense(&r, d->reader->stemmer);
}

/* In the language it was typed in, whatever layout made a word of it; nobody comes back to it. */
static bool ask_for_words(struct deciding *d, const char *reason)
{
    if (!d->request->lang)
        d->out.lang = language_of(d->request->text, d->request->lang_before);
    d->out.next.topic = d->before->topic;
    d->out.next.question = d->before->question;
    return outcome_ask_words(d, reason, SLICE(""), reason);
}

/* Nothing is sure enough. */
static bool miss(struct deciding *d, const char *reason, struct err *err)
{
    bool first = d->before->unsolved == 0;

    d->out.next.unsolved++;
    if (d->foreign)
        reason = "foreign_language";
    if (details_own(&d->details))
        return hand_off(d, "account_specific", err);
    if (!first || !outcome_may_ask(d))
        return hand_off(d, reason, err);
    if (d->rank_count && d->features.v[FEATURE_KNOWN] >= d->bot->policy.rephrase_known)
        return ask_for_other_words(d, err);
    if (d->foreign)
        return ask_for_words(d, reason);
    return is_nonsense(d) ? ask_for_words(d, "not_understood") : hand_off(d, reason, err);
}

/* Nothing is sure enough in the customer's language: perhaps an article is that is there in the
 * other one alone. */
static bool answer_elsewhere(struct deciding *d, bool *given, struct err *err)
{
    const struct look *own = look_keep(d);

    *given = false;
    if (d->searched != d->out.lang)
        return true;
    if (!look_for_other(d, err))
        return false;
    if (ask_policy(d) == POLICY_ANSWER && !outcome_give(d, 0, "other_language", given, err))
        return false;
    if (!*given)
        look_put_back(d, own);
    return true;
}

/* What was found is decided on. `answer` is the reason of an answer; NULL: the policy's. */
static bool settle(struct deciding *d, const char *answer, const char *missed, struct err *err)
{
    enum policy_choice choice = ask_policy(d);

    if (escalate_too_complex(d))
        return hand_off(d, "complex", err);
    if (choice == POLICY_CLARIFY && !details_own(&d->details)) /* no article knows their order */
        return outcome_clarify(d, d->rule, err);
    if (choice != POLICY_ANSWER) {
        const char *rule = d->rule;
        bool given;

        if (!answer_elsewhere(d, &given, err))
            return false;
        d->rule = rule;
        return given || miss(d, missed ? missed : rule, err);
    }
    if (!outcome_answer(d, d->exact ? "exact_question" : answer ? answer : d->rule, err))
        return false;
    if (details_own(&d->details) && !d->exact) /* what is true of all may not be of theirs */
        outcome_add_way(d);
    return true;
}

static bool ask_one(struct deciding *d, const char *missed, struct err *err)
{
    bool followed;

    if (!look_with(d, &d->out.next.topic, &followed, err))
        return false;
    d->out.next.question = d->turn.question;
    return settle(d, followed ? "follow_up" : NULL, missed, err);
}

/* ---- several questions ---- */

struct several {
    struct look *looks[answered_most];
    bool sure[answered_most];
    size_t count, sure_count;
};

/* Each is looked for; those without words of their own are none. */
static bool look_at_all(struct deciding *d, const struct slice *questions, size_t count,
                        struct several *s, struct err *err)
{
    struct slice topic = SLICE("");

    for (size_t i = 0; i < count; i++) {
        bool followed;

        d->turn.question = questions[i];
        if (!look_with(d, &topic, &followed, err))
            return false;
        if (d->found.words.count == 0)
            continue;
        s->sure[s->count] = ask_policy(d) == POLICY_ANSWER;
        s->sure_count += s->sure[s->count];
        s->looks[s->count++] = look_keep(d);
    }
    d->out.next.topic = topic;
    return true;
}

/* The answers behind the first come as messages, and as the first alternatives. */
static void add_in_front(struct deciding *d, const struct bot_candidate *more, size_t count)
{
    struct bot_candidate *list = d->out.candidates;
    size_t rest = d->out.candidate_count;

    if (rest > bot_alternatives_most - count)
        rest = bot_alternatives_most - count;
    memmove(list + count, list, rest * sizeof *list);
    memcpy(list, more, count * sizeof *list);
    d->out.candidate_count = rest + count;
}

static bool give_all(struct deciding *d, const struct several *s, struct err *err)
{
    struct bot_candidate more[answered_most];
    struct bot_decision first = {0};
    size_t n = 0;
    double p = 1, q = 1;

    for (size_t i = 0; i < s->count; i++) {
        bool given;

        if (!s->sure[i])
            continue;
        look_put_back(d, s->looks[i]);
        p = d->out.p < p ? d->out.p : p;
        q = d->out.q < q ? d->out.q : q;
        if (!candidates_at(d, 0, &more[n], err) ||
            !outcome_give(d, 0, "several_questions", &given, err))
            return false;
        if (given && n++ == 0)
            first = d->out;
    }
    if (n == 0)
        return outcome_offer(d, "already_shown");
    d->out.article = first.article;
    d->out.anchor = first.anchor;
    d->out.passage = first.passage;
    memcpy(d->out.candidates, first.candidates, sizeof first.candidates);
    d->out.candidate_count = first.candidate_count;
    add_in_front(d, more + 1, n - 1);
    d->out.p = p;
    d->out.q = q;
    return true;
}

/* Would its answer be in an article that was given? */
static bool is_told(const struct deciding *d, const struct look *l)
{
    return l->rank_count &&
           texts_have(&d->out.next.answered, l->found.hits[l->standings[0].hit].id);
}

/* No question goes by without a word. */
static void name_the_rest(struct deciding *d, const struct several *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (!s->sure[i] && !is_told(d, s->looks[i]))
            say_add(d, "notice", say_variant(d, "unanswered", s->looks[i]->question));
}

/* The best article of each question, to choose from. */
static bool offer_each(struct deciding *d, const struct several *s, struct err *err)
{
    struct bot_candidate options[answered_most];
    struct texts ids = {0};

    for (size_t i = 0; i < s->count; i++) {
        look_put_back(d, s->looks[i]);
        if (!candidates_at(d, 0, &options[ids.count], err))
            return false;
        if (!texts_have(&ids, options[ids.count].id))
            texts_add(d->job, &ids, options[ids.count].id);
    }
    return candidates_add_alternatives(d, 0, err) &&
           outcome_ask_which(d, options, ids.count, "several_questions", err);
}

static bool can_offer_each(const struct deciding *d, const struct several *s)
{
    const struct policy *p = &d->bot->policy;

    for (size_t i = 0; i < s->count; i++)
        if (s->looks[i]->rank_count == 0 || s->looks[i]->q < policy_asks_from(p))
            return false;
    return s->count >= 2 && outcome_may_ask(d);
}

static bool ask_several(struct deciding *d, const struct slice *questions, size_t count,
                        const char *missed, struct err *err)
{
    struct slice whole = d->turn.question;
    struct several s = {.count = 0};

    d->questions = count;
    d->out.next.question = whole;
    if (count > answered_most)
        return outcome_ask_words(d, "one_at_a_time", SLICE(""), "too_many_questions");
    if (!look_at_all(d, questions, count, &s, err))
        return false;
    if (s.count >= 2 && s.sure_count) {
        look_put_back(d, s.looks[0]);
        if (escalate_too_complex(d))
            return hand_off(d, "complex", err);
        if (!give_all(d, &s, err))
            return false;
        name_the_rest(d, &s);
        return true;
    }
    if (can_offer_each(d, &s))
        return offer_each(d, &s, err);
    d->turn.question = whole; /* as one: the parts say little by themselves */
    return look_for(d, err) && settle(d, NULL, missed, err);
}

/* ---- */

bool ask_again(struct deciding *d, const char *missed, struct err *err)
{
    return look_for(d, err) && settle(d, NULL, missed, err);
}

bool ask_question(struct deciding *d, const char *missed, struct err *err)
{
    struct slice questions[questions_most];
    size_t count =
        questions_of(d->job, d->bot->lexicon, d->reader->stemmer, d->turn.question, questions);

    return count > 1 ? ask_several(d, questions, count, missed, err) : ask_one(d, missed, err);
}
