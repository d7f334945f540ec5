/* bot.c - see bot.h */
#include "bot/bot.h"

#include <string.h>

#include "base/embed.h"
#include "base/file.h"

enum { calibration_max = 1 << 20, hits_most = 30 };

/* A customer's exact words are an alternate question of the article: as sure as it gets. */
static const double p_of_exact_question = 0.97;

struct bot {
    struct policy policy;
    struct lexicon *lexicon;
    struct sets messages;
    struct arena *generation_life; /* of what belongs to the generation */
    uint64_t generation;
    struct confidences confidences;
};

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

bool bot_follow(struct bot *b, struct reader *r, struct err *err)
{
    struct arena *life;

    if (b->generation_life && b->generation == r->generation.number)
        return true;
    life = arena_new();
    if (!read_confidences(b, life, r, err)) {
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

/* ---- one decision in the making ---- */

struct deciding {
    struct bot *bot;
    struct reader *reader;
    struct arena *job;
    const struct bot_request *request;
    struct turn turn;
    struct search_result found;
    size_t ranks[hits_most]; /* hits that may be given, best first */
    size_t rank_count;
    bool exact;               /* the best hit has these very words as a question */
    struct features features; /* of the best hit */
    const char *rule;         /* what the policy said; NULL if it was not asked */
    struct bot_decision out;
};

/* ---- saying ---- */

struct slice bot_fill(struct arena *job, struct slice text, const char *name, struct slice value)
{
    struct buf out = buf_new(job, 8 * bot_text_max);
    size_t len = slice_of(name).len;

    while (text.len) {
        if (slice_starts(text, name)) {
            buf_add(&out, value);
            text = (struct slice){text.ptr + len, text.len - len};
        } else {
            buf_char(&out, text.ptr[0]);
            text = (struct slice){text.ptr + 1, text.len - 1};
        }
    }
    return buf_slice(&out);
}

/* A variant of the message that was not said yet in this episode; empty if none is left. */
static struct slice variant(struct deciding *d, const char *name, struct slice title)
{
    const char *language = language_code(d->out.lang);
    const struct set *set =
        sets_find(&d->bot->messages, arena_printf(d->job, "%s %s", name, language));

    for (size_t i = 0; set && i < set->count; i++) {
        struct slice text = bot_fill(d->job, set->lines[i], "{title}", title);

        if (!bot_state_said(d->job, &d->out.next, text))
            return text;
    }
    return SLICE("");
}

static void say(struct deciding *d, const char *slot, struct slice text)
{
    if (text.len == 0 || bot_state_repeats(d->job, &d->out.next, text))
        return;
    d->out.messages[d->out.message_count++] = (struct bot_message){slot, text};
}

/* ---- outcomes ---- */

static bool hand_off(struct deciding *d, const char *reason, bool asked_for)
{
    d->out.kind = BOT_HANDOFF;
    d->out.reason = reason;
    d->out.has_answer = false;
    say(d, "notice", variant(d, asked_for ? "handoff" : "handoff_unsure", SLICE("")));
    say(d, "eta", variant(d, "eta", SLICE("")));
    return true;
}

/* Small talk; once all its variants are said, the offer of a person; then a person. */
static bool chat(struct deciding *d, const char *set, const char *reason)
{
    struct slice text = variant(d, set, SLICE(""));

    d->out.kind = BOT_SMALLTALK;
    d->out.reason = reason;
    if (text.len == 0) {
        d->out.kind = BOT_OFFER_HUMAN;
        text = variant(d, "offer", SLICE(""));
    }
    if (text.len == 0)
        return hand_off(d, "nothing_new_to_say", false);
    say(d, "notice", text);
    return true;
}

/* ---- candidates ---- */

static struct features features_from(const struct deciding *d, size_t rank)
{
    return features_of(&d->found, d->ranks + rank, d->rank_count - rank);
}

static const struct confidence *confidence_for(const struct deciding *d)
{
    return &d->bot->confidences.by_language[d->found.lang];
}

static bool candidate_at(struct deciding *d, size_t rank, struct bot_candidate *out,
                         struct err *err)
{
    struct features f = features_from(d, rank);
    struct article a;

    if (!reader_document(d->reader, d->job, d->found.hits[d->ranks[rank]].document, &a, err))
        return false;
    *out = (struct bot_candidate){a.id, a.title, article_url(d->job, &a),
                                  confidence_p(confidence_for(d), &f)};
    if (out->p > d->out.p)
        out->p = d->out.p;
    return true;
}

/* One article is the right one: what the first leaves over is all that the others share. */
static void share_out(struct deciding *d, size_t first)
{
    double sum = 0, rest = 1 - d->out.p;

    for (size_t i = first; i < d->out.candidate_count; i++)
        sum += d->out.candidates[i].p;
    for (size_t i = first; sum > rest && i < d->out.candidate_count; i++)
        d->out.candidates[i].p *= rest / sum;
}

static bool add_alternatives(struct deciding *d, size_t from, struct err *err)
{
    struct bot_candidate *list = d->out.candidates;
    size_t n = 0;

    for (size_t i = from; i < d->rank_count && n < d->request->top; i++, n++) {
        if (!candidate_at(d, i, &list[n], err))
            return false;
        if (n && list[n].p > list[n - 1].p)
            list[n].p = list[n - 1].p; /* a lower rank is never more likely */
    }
    d->out.candidate_count = n;
    share_out(d, from == 0);
    return true;
}

/* Articles that may be given by the bot and have not failed before. */
static void rank_hits(struct deciding *d)
{
    for (size_t i = 0; i < d->found.count && d->rank_count < hits_most; i++)
        if (!texts_have(&d->out.next.excluded, d->found.hits[i].id))
            d->ranks[d->rank_count++] = i;
}

static bool is_exact(struct deciding *d, bool *out, struct err *err)
{
    struct slice asked = words_join(d->job, d->turn.question, bot_text_max), list;
    uint32_t document = d->found.hits[d->ranks[0]].document;

    *out = false;
    if (!xap_value(d->reader->index, d->job, document, SLOT_HEADLINES, &list, err))
        return false;
    while (list.ptr && !*out)
        *out = slice_eq(words_join(d->job, slice_cut(&list, slot_separator), bot_text_max), asked);
    return true;
}

/* Only articles of the question's language, if that finds any. */
static bool find(struct deciding *d, bool same_language, struct err *err)
{
    struct texts language = {0};
    struct search_request request = {.text = d->turn.question,
                                     .limit = hits_most,
                                     .filter = d->request->filter,
                                     .audiences = d->request->audiences,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .answers = true};

    if (same_language) {
        texts_add(d->job, &language, slice_of(language_code(d->out.lang)));
        request.filter =
            filter_both(d->job, request.filter, filter_one_of(d->job, "lang", &language));
    }
    return search_run(d->reader, d->job, &request, &d->found, err);
}

static bool look_up(struct deciding *d, struct err *err)
{
    if (!find(d, true, err) || (d->found.count == 0 && !find(d, false, err)))
        return false;
    rank_hits(d);
    if (d->rank_count == 0 || d->found.words.count == 0) {
        d->rank_count = 0;
        return true;
    }
    return is_exact(d, &d->exact, err);
}

/* ---- answering ---- */

static struct slice passage_of(struct deciding *d, const struct article *a, struct slice *anchor)
{
    struct marker *m = marker_new(d->job, d->reader->stemmer, &d->found.query);
    struct passage p = passage_choose(d->job, m, a, &d->found.asked);

    *anchor = p.section ? p.section->anchor : SLICE("");
    return p.text;
}

/* Gives the article at `rank`, unless its passage was said before. */
static bool give(struct deciding *d, size_t rank, const char *reason, bool *given, struct err *err)
{
    struct article a;
    struct slice anchor, passage;

    *given = false;
    if (!reader_document(d->reader, d->job, d->found.hits[d->ranks[rank]].document, &a, err))
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
    say(d, "intro", variant(d, "answer", a.title));
    say(d, "answer", passage);
    return add_alternatives(d, rank + 1, err);
}

static bool answer(struct deciding *d, const char *reason, struct err *err)
{
    bool given;

    if (!give(d, 0, reason, &given, err))
        return false;
    return given || hand_off(d, "already_shown", false);
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

static bool clarify(struct deciding *d, const char *reason, struct err *err)
{
    struct slice question = variant(d, "clarify", SLICE(""));

    if (question.len == 0)
        return hand_off(d, reason, false);
    d->out.kind = BOT_CLARIFY;
    d->out.reason = reason;
    d->out.next.clarified++;
    d->out.next.offered_q = d->out.q;
    d->out.next.options = (struct texts){0};
    for (size_t i = 0; i < d->rank_count && d->out.option_count < bot_options_most; i++) {
        struct bot_candidate c;
        bool ok;

        if (!candidate_at(d, i, &c, err))
            return false;
        c.title = label_of(d, &c, err, &ok);
        if (!ok)
            return false;
        d->out.options[d->out.option_count++] = c;
        texts_add(d->job, &d->out.next.options, c.id);
    }
    d->out.question_back = question;
    d->out.none_of_these = variant(d, "none_of_these", SLICE(""));
    say(d, "question", question);
    return add_alternatives(d, 0, err);
}

/* The question as it stands in d->turn. */
static bool decide_question(struct deciding *d, struct err *err)
{
    struct policy_case c = {.clarified = d->out.next.clarified};
    enum policy_choice choice;

    d->out.next.question = d->turn.question;
    if (!look_up(d, err))
        return false;
    if (d->rank_count == 0)
        return hand_off(d, "no_match", false);
    d->features = features_from(d, 0);
    d->out.p = confidence_p(confidence_for(d), &d->features);
    d->out.q = confidence_q(confidence_for(d), &d->features);
    if (d->exact && d->out.p < p_of_exact_question)
        d->out.p = d->out.q = p_of_exact_question;
    c.p = d->out.p;
    c.q = d->out.q;
    c.best = d->found.hits[d->ranks[0]].score;
    c.next = d->rank_count > 1 ? d->found.hits[d->ranks[1]].score : 0;
    c.can_clarify = d->rank_count > 1;
    choice = policy_choose(&d->bot->policy, &c, &d->rule);
    if (choice == POLICY_ANSWER)
        return answer(d, d->exact ? "exact_question" : d->rule, err);
    if (choice == POLICY_CLARIFY)
        return clarify(d, d->rule, err);
    return add_alternatives(d, 0, err) && hand_off(d, d->rule, false);
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
        d->out.chosen = variant(d, "none_of_these", SLICE(""));
        for (size_t i = 0; i < s->options.count; i++)
            texts_add(d->job, &s->excluded, s->options.items[i]);
        return hand_off(d, "none_of_these", false);
    }
    if (!texts_have(&s->options, picked))
        return err_set(err, ERR_INPUT, "'choice' must be an option_id of the last question back");
    if (!reader_article(d->reader, d->job, picked, &a, err))
        return hand_off(d, "article_is_gone", false); /* unpublished meanwhile */
    d->out.chosen = a.title;
    if (!look_up(d, err))
        return false;
    d->out.p = d->out.q = s->offered_q;
    for (size_t i = 0; i < d->rank_count; i++) {
        if (!slice_eq(d->found.hits[d->ranks[i]].id, picked))
            continue;
        if (!give(d, i, "chosen", &given, err))
            return false;
        return given || hand_off(d, "already_shown", false);
    }
    return hand_off(d, "already_shown", false);
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
        return hand_off(d, "not_helped", false);
    if (d->turn.kind == TURN_REJECTION)
        d->turn.question = s->question;
    if (d->turn.question.len == 0)
        return chat(d, "offer", "not_helped");
    return decide_question(d, err);
}

static bool decide_smalltalk(struct deciding *d, struct err *err)
{
    d->turn.question = d->request->text; /* an article's own question outranks small talk */
    if (!look_up(d, err))
        return false;
    if (d->rank_count && d->exact)
        return decide_question(d, err);
    return chat(d, d->turn.smalltalk, d->turn.smalltalk);
}

static bool decide_turn(struct deciding *d, struct err *err)
{
    if (d->request->choice.len)
        return decide_choice(d, err);
    switch (d->turn.kind) {
    case TURN_PERSON: return hand_off(d, "wants_person", true);
    case TURN_EMPTY: return chat(d, "empty", "no_words");
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
        ok = hand_off(&d, "button", true);
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
