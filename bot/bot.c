/* bot.c - see bot.h */
#include "bot/bot.h"

#include <string.h>

#include "base/embed.h"
#include "base/file.h"
#include "bot/classify/lesson.h"
#include "bot/decide/dialogue.h"
#include "bot/decide/outcome.h"

enum { name_words_most = 2 };

static void close_bot(void *what)
{
    struct bot *b = what;

    arena_free(b->generation_life);
}

struct bot *bot_new(struct arena *life, const struct policy *policy, struct err *err)
{
    struct bot *b = ARENA_NEW(life, struct bot);
    struct stemmer *stemmer = stemmer_new(life);

    b->policy = *policy;
    arena_defer(life, close_bot, b);
    if (!lexicon_parse(life, stemmer, embed_find("bot/data/lexicon.txt"), &b->lexicon, err) ||
        !rules_parse(life, stemmer, embed_find("bot/data/rules.txt"), &b->rules, err) ||
        !foreign_parse(life, stem_dictionary(stemmer), embed_find("bot/data/foreign.txt"),
                       &b->foreign, err) ||
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
    return &b->learned.confidences;
}

const struct lexicon *bot_lexicon(const struct bot *b)
{
    return b->lexicon;
}

static bool read_learned(struct arena *life, const struct generation *g, struct learned *out,
                         struct err *err)
{
    for (int l = 0; l < language_count; l++)
        if (!classifier_open(life, lesson_file(life, g->path, (enum language)l, 0),
                             &out->classifiers[l], err))
            return false;
    return confidences_read(life, g, &out->confidences, err);
}

bool bot_follow(struct bot *b, const struct reader *r, struct err *err)
{
    struct learned learned;
    struct arena *life;

    if (b->generation_life && b->generation == r->generation.number)
        return true;
    life = arena_new();
    if (!read_learned(life, &r->generation, &learned, err)) {
        arena_free(life);
        return generation_unreadable(&r->generation, err);
    }
    arena_free(b->generation_life);
    b->generation_life = life;
    b->generation = r->generation.number;
    b->learned = learned;
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

void bot_add_scores(struct json *into, const struct bot_state *s)
{
    struct json *o = json_add_object(into, "scores");

    json_add_number(o, "unsolved", (double)s->unsolved);
    json_add_ratio(o, "frustration", s->frustration);
    json_add_number(o, "turns", (double)s->turns);
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
    json_add_ratio(list, "answer", policy_answer_from(&d->bot->policy));
    json_add_ratio(list, "clarify", d->bot->policy.cost_clarify / d->bot->policy.cost_handoff);
    list = json_add_array(o, "rules");
    if (d->rule && strcmp(d->rule, d->out.reason) != 0)
        json_add_text(list, NULL, slice_of(d->rule));
    json_add_text(list, NULL, slice_of(d->out.reason));
    if (d->out.offered)
        json_add_text(list, NULL, slice_of(d->out.offered));
    bot_add_scores(o, &d->out.next);
    json_add_text(o, "policy_sha", slice_of(d->bot->policy.sha));
    d->out.trace = o;
}

static struct turn understand_text(struct deciding *d)
{
    return understand(d->job, d->bot->lexicon, d->reader->stemmer, d->text,
                      d->request->lang_before);
}

/* Of what was typed, where its letters were read as those of the other alphabet: a name among English
 * words is no change of language ("to Minsk"), nor are one or two Latin words in a conversation. */
static enum language language_meant(const struct deciding *d)
{
    enum language typed = language_of(d->request->text, d->request->lang_before);
    struct words words = words_of(d->text);
    struct word w;
    size_t latin = 0, all = 0;

    for (; words_next(&words, &w); all++)
        latin += w.script == WORD_LATIN;
    if (typed == LANGUAGE_EN && all <= name_words_most && d->before->turns > 0)
        return d->request->lang_before;
    return d->turn.lang != typed && typed == LANGUAGE_EN && 2 * latin >= all ? typed : d->turn.lang;
}

/* Words that the bot knows are as they were typed; those of a question may have errors. */
static bool read_turn(struct deciding *d, struct err *err)
{
    const struct bot_request *q = d->request;

    d->text = q->text;
    d->turn = understand_text(d);
    if (d->turn.kind == TURN_QUESTION || d->turn.kind == TURN_EMPTY) {
        if (!search_text(d->reader, d->job, q->text, q->audiences, &d->text, &d->guessed, err))
            return false;
        d->turn = understand_text(d);
    }
    d->said = reading_of(d->job, d->bot->lexicon, d->reader->stemmer, d->text);
    d->out.lang = q->lang ? *q->lang : language_meant(d);
    return true;
}

bool bot_decide(struct bot *b, struct reader *r, struct arena *job, const struct bot_request *q,
                const struct bot_state *state, struct bot_decision *out, struct err *err)
{
    struct deciding d = {
        .bot = b, .reader = r, .job = job, .request = q, .before = state, .questions = 1};
    bool ok;

    d.out.next = *state;
    d.out.lang = q->lang_before;
    if (q->person) {
        ok = outcome_hand_off(&d, q->person);
    } else {
        ok = read_turn(&d, err) && dialogue_turn(&d, err);
    }
    if (!ok)
        return false;
    if (q->explain)
        add_trace(&d);
    *out = d.out;
    return true;
}
