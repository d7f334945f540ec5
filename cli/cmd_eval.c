/* cmd_eval.c - kladez eval: how good search and bot are on labelled questions. */
#include <stdio.h>

#include "bot/bot.h"
#include "cli/command.h"
#include "engine/measure.h"
#include "engine/questions.h"

struct options {
    const char *data, *config, *audience;
    struct conf_list questions;
    uint64_t generation;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"questions", CONF_LIST, offsetof(struct options, questions), NULL, 0, 0,
     "files or folders of labelled questions (.jsonl)"},
    {"generation", CONF_COUNT, offsetof(struct options, generation), "0", 0, UINT32_MAX,
     "generation to measure; 0: the published one"},
    {"audience", CONF_TEXT, offsetof(struct options, audience), "public", 0, 0,
     "whose articles may be found"},
    {0},
};

enum { ranks = 10 };

/* What the bot made of the questions of one language. */
struct bot_result {
    struct outcome *right, *scope; /* p against: best article right; question in scope */
    size_t n, in_scope, best_right;
    size_t answered, answered_right, answered_oos;
    size_t clarified, clarified_among, handed_off, handed_off_oos;
};

struct evaluation {
    struct arena *life;
    struct reader *reader;
    struct bot *bot;
    struct texts audiences;
    struct questions questions;
};

/* ---- search ---- */

static bool search_one(struct evaluation *e, const struct question *q, struct ranking_quality *sum,
                       struct err *err)
{
    struct arena *job = arena_new();
    struct search_request request = {
        .text = q->text, .limit = ranks, .audiences = &e->audiences, .distinct = SLOT_NONE};
    struct search_result found;
    struct texts ids = {0};
    bool ok = search_run(e->reader, job, &request, &found, err);

    if (ok) {
        struct ranking_quality one;

        for (size_t i = 0; i < found.count; i++)
            texts_add(job, &ids, found.hits[i].id);
        one = measure_ranking(&ids, &q->relevant);
        measure_add(sum, &one);
    }
    arena_free(job);
    return ok;
}

static bool evaluate_search(struct evaluation *e, enum language lang, struct err *err)
{
    struct ranking_quality sum = {0}, mean;
    size_t n = 0;

    for (size_t i = 0; i < e->questions.count; i++) {
        const struct question *q = &e->questions.items[i];

        if (q->lang != lang || q->relevant.count == 0)
            continue;
        if (!search_one(e, q, &sum, err))
            return false;
        n++;
    }
    if (n == 0)
        return true;
    mean = measure_mean(&sum, n);
    printf("search %s  n %5zu  nDCG@10 %.3f  MRR@10 %.3f  success@1 %.3f  @3 %.3f  @5 %.3f  "
           "recall@10 %.3f\n",
           language_code(lang), n, mean.ndcg10, mean.mrr10, mean.success1, mean.success3,
           mean.success5, mean.recall10);
    return true;
}

/* ---- bot ---- */

static bool among_options(const struct bot_decision *d, const struct texts *relevant)
{
    for (size_t i = 0; i < d->option_count; i++)
        if (texts_have(relevant, d->options[i].id))
            return true;
    return false;
}

static void count_decision(struct bot_result *r, const struct question *q,
                           const struct bot_decision *d)
{
    struct slice best = d->has_answer        ? d->article.id
                        : d->candidate_count ? d->candidates[0].id
                                             : SLICE("");
    bool oos = q->relevant.count == 0, right = texts_have(&q->relevant, best);

    r->right[r->n] = (struct outcome){d->p, right};
    r->scope[r->n++] = (struct outcome){d->p, !oos};
    r->in_scope += !oos;
    r->best_right += right;
    if (d->kind == BOT_ANSWER) {
        r->answered++;
        r->answered_right += right;
        r->answered_oos += oos;
    } else if (d->kind == BOT_CLARIFY) {
        r->clarified++;
        r->clarified_among += among_options(d, &q->relevant);
    } else if (d->kind == BOT_HANDOFF) {
        r->handed_off++;
        r->handed_off_oos += oos;
    }
}

static bool ask_one(struct evaluation *e, const struct question *q, struct bot_result *r,
                    struct err *err)
{
    struct arena *job = arena_new();
    struct bot_request request = {
        .text = q->text, .lang_before = q->lang, .audiences = &e->audiences, .top = 1};
    struct bot_state empty = {0};
    struct bot_decision d;
    bool ok = bot_decide(e->bot, e->reader, job, &request, &empty, &d, err);

    if (ok)
        count_decision(r, q, &d);
    arena_free(job);
    return ok;
}

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static void print_bot(const struct bot_result *r, enum language lang)
{
    size_t oos = r->n - r->in_scope;
    double auroc = measure_auroc(r->right, r->n), ece = measure_ece(r->right, r->n);

    printf("bot    %s  n %5zu  accuracy %.3f  AUROC %.3f", language_code(lang), r->n,
           share(r->best_right, r->in_scope), auroc);
    if (oos && r->in_scope)
        printf("  OOS-AUROC %.3f", measure_auroc(r->scope, r->n));
    printf("  ECE %.3f  coverage at 90 %% %.3f, at 95 %% %.3f\n", ece,
           measure_coverage(r->right, r->n, 0.90), measure_coverage(r->right, r->n, 0.95));
    printf("       %s  answered %.3f (right %.3f)  clarified %.3f (right among options %.3f)  "
           "handed off %.3f",
           language_code(lang), share(r->answered, r->n), share(r->answered_right, r->answered),
           share(r->clarified, r->n), share(r->clarified_among, r->clarified),
           share(r->handed_off, r->n));
    if (oos)
        printf("  out of scope: not answered %.3f, handed off %.3f",
               1 - share(r->answered_oos, oos), share(r->handed_off_oos, oos));
    putchar('\n');
}

static bool evaluate_bot(struct evaluation *e, enum language lang, struct err *err)
{
    struct bot_result r = {.right = ARENA_ARRAY(e->life, struct outcome, e->questions.count),
                           .scope = ARENA_ARRAY(e->life, struct outcome, e->questions.count)};

    for (size_t i = 0; i < e->questions.count; i++)
        if (e->questions.items[i].lang == lang && !ask_one(e, &e->questions.items[i], &r, err))
            return false;
    if (r.n)
        print_bot(&r, lang);
    return true;
}

static bool evaluate_languages(struct evaluation *e, struct err *err)
{
    struct policy policy;

    if (!bot_standard_policy(e->life, &policy, err))
        return false;
    e->bot = bot_new(e->life, &policy, err);
    if (!e->bot || !bot_follow(e->bot, e->reader, err))
        return false;
    for (int l = 0; l < language_count; l++)
        if (!evaluate_search(e, (enum language)l, err) || !evaluate_bot(e, (enum language)l, err))
            return false;
    return true;
}

static bool evaluate(struct arena *life, const struct options *o, struct err *err)
{
    struct evaluation e = {.life = life};
    bool ok;

    texts_add(life, &e.audiences, slice_of(o->audience));
    for (size_t i = 0; i < o->questions.count; i++)
        if (!questions_read(life, o->questions.items[i], &e.questions, err))
            return false;
    if (e.questions.count == 0)
        return err_set(err, ERR_INPUT, "no questions: name files or folders that hold some");
    if (!reader_open_in(o->data, o->generation, &e.reader, err))
        return false;
    ok = evaluate_languages(&e, err);
    reader_close(e.reader);
    return ok;
}

static int run_eval(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct err err;
    int status;

    if (!command_options(life, &cmd_eval, argc, args, &o, &words, &status))
        return status;
    for (size_t i = 0; i < words.count; i++) {
        o.questions.items =
            arena_room(life, o.questions.items, o.questions.count, sizeof *o.questions.items);
        o.questions.items[o.questions.count++] = words.items[i];
    }
    if (!evaluate(life, &o, &err))
        return command_fail(&err);
    return EXIT_DONE;
}

const struct command cmd_eval = {"eval", "[OPTIONS] [--questions] FILE...",
                                 "Measure search and bot on labelled questions", options, run_eval};
