/* eval_bot.c - what the bot makes of labelled questions (eval.h) */
#include <math.h>
#include <stdio.h>

#include "cli/eval.h"

static bool among_options(const struct bot_decision *d, const struct texts *relevant)
{
    for (size_t i = 0; i < d->option_count; i++)
        if (texts_have(relevant, d->options[i].id))
            return true;
    return false;
}

static void count_decision(struct eval_bot *r, const struct question *q,
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
    } else if (d->kind == BOT_CLARIFY && d->option_count == 0) {
        r->reworded++;
    } else if (d->kind == BOT_CLARIFY) {
        r->clarified++;
        r->clarified_among += among_options(d, &q->relevant);
    } else if (d->kind == BOT_HANDOFF) {
        r->handed_off++;
        r->handed_off_oos += oos;
    }
}

static bool ask_one(const struct eval *e, struct bot *bot, struct reader *reader,
                    const struct question *q, struct eval_bot *r, struct err *err)
{
    struct arena *job = arena_new();
    struct bot_request request = {
        .text = q->text, .lang_before = q->lang, .audiences = &e->audiences, .top = 1};
    struct bot_state empty = {0};
    struct bot_decision d;
    bool ok = bot_decide(bot, reader, job, &request, &empty, &d, err);

    if (ok)
        count_decision(r, q, &d);
    arena_free(job);
    return ok;
}

bool eval_ask(const struct eval *e, struct bot *bot, struct reader *r, enum language lang,
              struct eval_bot *out, struct err *err)
{
    *out = (struct eval_bot){.right = ARENA_ARRAY(e->life, struct outcome, e->questions.count),
                             .scope = ARENA_ARRAY(e->life, struct outcome, e->questions.count)};
    for (size_t i = 0; i < e->questions.count; i++)
        if (e->questions.items[i].lang == lang &&
            !ask_one(e, bot, r, &e->questions.items[i], out, err))
            return false;
    return true;
}

/* ---- showing ---- */

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

void eval_print_bot(const struct eval_bot *r, enum language lang)
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
           "asked for other words %.3f  handed off %.3f",
           language_code(lang), share(r->answered, r->n), share(r->answered_right, r->answered),
           share(r->clarified, r->n), share(r->clarified_among, r->clarified),
           share(r->reworded, r->n), share(r->handed_off, r->n));
    if (oos)
        printf("  out of scope: not answered %.3f, handed off %.3f",
               1 - share(r->answered_oos, oos), share(r->handed_off_oos, oos));
    putchar('\n');
}

void eval_add_bot(struct json *into, const struct eval_bot *r)
{
    struct json *o = json_add_object(into, "bot");
    size_t oos = r->n - r->in_scope;
    double auroc = measure_auroc(r->right, r->n), oos_auroc = measure_auroc(r->scope, r->n);

    json_add_number(o, "n", (double)r->n);
    json_add_number(o, "inScope", (double)r->in_scope);
    json_add_ratio(o, "accuracy", share(r->best_right, r->in_scope));
    if (!isnan(auroc))
        json_add_ratio(o, "AUROC", auroc);
    if (!isnan(oos_auroc))
        json_add_ratio(o, "OOS-AUROC", oos_auroc);
    json_add_ratio(o, "ECE", measure_ece(r->right, r->n));
    json_add_ratio(o, "coverageAt90", measure_coverage(r->right, r->n, 0.90));
    json_add_ratio(o, "coverageAt95", measure_coverage(r->right, r->n, 0.95));
    json_add_ratio(o, "answered", share(r->answered, r->n));
    json_add_ratio(o, "answeredRight", share(r->answered_right, r->answered));
    json_add_ratio(o, "clarified", share(r->clarified, r->n));
    json_add_ratio(o, "clarifiedAmong", share(r->clarified_among, r->clarified));
    json_add_ratio(o, "otherWords", share(r->reworded, r->n));
    json_add_ratio(o, "handedOff", share(r->handed_off, r->n));
    if (oos)
        json_add_ratio(o, "outOfScopeNotAnswered", 1 - share(r->answered_oos, oos));
}
