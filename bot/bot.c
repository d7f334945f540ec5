/* bot.c - see bot.h */
#include "bot/bot.h"

#include <string.h>

#include "base/embed.h"
#include "base/file.h"
#include "bot/candidates.h"
#include "bot/deciding.h"
#include "bot/lesson.h"
#include "bot/outcome.h"
#include "bot/say.h"

enum { calibration_max = 1 << 20 };

/* A customer's exact words are an alternate question of the article: as sure as it gets. */
static const double p_of_exact_question = 0.97;

static void close_bot(void *what)
{
    struct bot *b = what;

    arena_free(b->generation_life);
}

struct bot *bot_new(struct arena *life, const struct policy *policy, struct err *err)
{
    struct bot *b = ARENA_NEW(life, struct bot);

    b->policy = *policy;
    arena_defer(life, close_bot, b);
    if (!lexicon_parse(life, stemmer_new(life), embed_find("bot/data/lexicon.txt"), &b->lexicon,
                       err) ||
        !sets_parse(life, embed_find("bot/data/messages.txt"), &b->messages, err))
        return NULL;
    return b;
}

bool bot_standard_policy(struct arena *job, struct policy *out, struct err *err)
{
    return policy_parse(job, embed_find("bot/data/policy.json"), out, err);
}

const struct confidences *bot_confidences(const struct bot *b)
{
    return &b->confidences;
}

static bool read_confidences(struct bot *b, struct arena *life, const struct reader *r,
                             struct err *err)
{
    const char *path = arena_printf(life, "%s/" GENERATION_CALIBRATION, r->generation.path);
    struct slice text;

    return file_read(life, path, calibration_max, &text, err) &&
           confidences_parse(life, text, &b->confidences, err);
}

static bool open_classifiers(struct bot *b, struct arena *life, const struct reader *r,
                             struct err *err)
{
    for (int l = 0; l < language_count; l++)
        if (!classifier_open(life, lesson_file(life, r->generation.path, (enum language)l),
                             &b->classifiers[l], err))
            return false;
    return true;
}

bool bot_follow(struct bot *b, struct reader *r, struct err *err)
{
    struct arena *life;

    if (b->generation_life && b->generation == r->generation.number)
        return true;
    life = arena_new();
    if (!read_confidences(b, life, r, err) || !open_classifiers(b, life, r, err)) {
        arena_free(life);
        return false;
    }
    arena_free(b->generation_life);
    b->generation_life = life;
    b->generation = r->generation.number;
    return true;
}

const char *bot_decision_name(enum bot_decision_kind kind)
{
    static const char *const names[] = {"answer", "clarify", "offer_human", "handoff", "smalltalk"};

    return names[kind];
}

const char *bot_band(double p)
{
    return p >= 0.9   ? "very high"
           : p >= 0.7 ? "high"
           : p >= 0.5 ? "medium"
           : p >= 0.3 ? "low"
                      : "none";
}

/* ---- a question ---- */

/* The question as it stands in d->turn. */
static bool decide_question(struct deciding *d, struct err *err)
{
    struct policy_case c = {.clarified = d->out.next.clarified};
    enum policy_choice choice;

    d->out.next.question = d->turn.question;
    if (!candidates_find(d, err))
        return false;
    if (d->rank_count == 0)
        return outcome_hand_off(d, "no_match", false);
    d->features = candidates_features(d, 0);
    d->out.p = confidence_p(candidates_confidence(d), &d->features);
    d->out.q = confidence_q(candidates_confidence(d), &d->features);
    if (d->exact && d->out.p < p_of_exact_question)
        d->out.p = d->out.q = p_of_exact_question;
    c.p = d->out.p;
    c.q = d->out.q;
    c.can_clarify = d->rank_count > 1;
    if (c.can_clarify) {
        struct features next = candidates_features(d, 1);

        c.next = confidence_p(candidates_confidence(d), &next);
    }
    choice = policy_choose(&d->bot->policy, &c, &d->rule);
    if (choice == POLICY_ANSWER)
        return outcome_answer(d, d->exact ? "exact_question" : d->rule, err);
    if (choice == POLICY_CLARIFY)
        return outcome_clarify(d, d->rule, err);
    return candidates_add_alternatives(d, 0, err) && outcome_hand_off(d, d->rule, false);
}

/* ---- turns ---- */

static bool unsolved_too_often(struct deciding *d)
{
    return ++d->out.next.unsolved >= d->bot->policy.unsolved_most;
}

/* An option of the last question back was picked. */
static bool decide_choice(struct deciding *d, struct err *err)
{
    struct bot_state *s = &d->out.next;
    struct slice picked = d->request->choice;
    struct article a;
    bool given;

    d->turn.question = s->question;
    if (slice_is(picked, "none")) {
        d->out.chosen = say_variant(d, "none_of_these", SLICE(""));
        for (size_t i = 0; i < s->options.count; i++)
            texts_add(d->job, &s->excluded, s->options.items[i]);
        return outcome_hand_off(d, "none_of_these", false);
    }
    if (!texts_have(&s->options, picked))
        return err_set(err, ERR_INPUT, "'choice' must be an option_id of the last question back");
    if (!reader_article(d->reader, d->job, picked, &a, err))
        return outcome_hand_off(d, "article_is_gone", false); /* unpublished meanwhile */
    d->out.chosen = a.title;
    if (!candidates_find(d, err))
        return false;
    d->out.p = d->out.q = s->offered_q;
    for (size_t i = 0; i < d->rank_count; i++) {
        if (!slice_eq(d->found.hits[d->standings[i].hit].id, picked))
            continue;
        if (!outcome_give(d, i, "chosen", &given, err))
            return false;
        return given || outcome_hand_off(d, "already_shown", false);
    }
    return outcome_hand_off(d, "already_shown", false);
}

static bool decide_rejection(struct deciding *d, struct err *err)
{
    struct bot_state *s = &d->out.next;

    if (s->answered.len)
        texts_add(d->job, &s->excluded, s->answered);
    else /* none of the options that were offered */
        for (size_t i = 0; i < s->options.count; i++)
            texts_add(d->job, &s->excluded, s->options.items[i]);
    s->answered = SLICE("");
    s->options = (struct texts){0};
    if (unsolved_too_often(d))
        return outcome_hand_off(d, "not_helped", false);
    if (d->turn.kind == TURN_REJECTION)
        d->turn.question = s->question;
    if (d->turn.question.len == 0)
        return outcome_chat(d, "offer", "not_helped");
    return decide_question(d, err);
}

static bool decide_smalltalk(struct deciding *d, struct err *err)
{
    d->turn.question = d->request->text; /* an article's own question outranks small talk */
    if (!candidates_find(d, err))
        return false;
    if (d->rank_count && d->exact)
        return decide_question(d, err);
    return outcome_chat(d, d->turn.smalltalk, d->turn.smalltalk);
}

static bool decide_turn(struct deciding *d, struct err *err)
{
    if (d->request->choice.len)
        return decide_choice(d, err);
    switch (d->turn.kind) {
    case TURN_PERSON: return outcome_hand_off(d, "wants_person", true);
    case TURN_EMPTY: return outcome_chat(d, "empty", "no_words");
    case TURN_SMALLTALK: return decide_smalltalk(d, err);
    case TURN_REJECTION: return decide_rejection(d, err);
    case TURN_QUESTION: break;
    }
    if (d->turn.rejects && d->out.next.answered.len)
        return decide_rejection(d, err);
    return decide_question(d, err);
}

/* Why it was decided so, for who asks. */
static void add_trace(struct deciding *d)
{
    struct json *o = json_object(d->job), *features = json_add_object(o, "features"), *list;

    for (size_t i = 0; i < feature_count; i++)
        json_add_ratio(features, feature_names[i], d->features.v[i]);
    json_add_ratio(o, "p", d->out.p);
    json_add_ratio(o, "q", d->out.q);
    list = json_add_object(o, "thresholds");
    json_add_ratio(list, "answer", 1 - d->bot->policy.cost_handoff / d->bot->policy.cost_wrong);
    json_add_ratio(list, "clarify", d->bot->policy.cost_clarify / d->bot->policy.cost_handoff);
    list = json_add_array(o, "rules");
    if (d->rule && strcmp(d->rule, d->out.reason) != 0)
        json_add_text(list, NULL, slice_of(d->rule));
    json_add_text(list, NULL, slice_of(d->out.reason));
    json_add_text(o, "policy_sha", slice_of(d->bot->policy.sha));
    d->out.trace = o;
}

bool bot_decide(struct bot *b, struct reader *r, struct arena *job, const struct bot_request *q,
                const struct bot_state *state, struct bot_decision *out, struct err *err)
{
    struct deciding d = {.bot = b, .reader = r, .job = job, .request = q};
    bool ok;

    d.out.next = *state;
    d.out.lang = q->lang_before;
    if (q->person) {
        ok = outcome_hand_off(&d, "button", true);
    } else {
        d.turn = understand(job, b->lexicon, r->stemmer, q->text, q->lang_before);
        d.out.lang = q->lang ? *q->lang : d.turn.lang;
        ok = decide_turn(&d, err);
    }
    if (!ok)
        return false;
    if (q->explain)
        add_trace(&d);
    *out = d.out;
    return true;
}
