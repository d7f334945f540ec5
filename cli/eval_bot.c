/* eval_bot.c - what the bot makes of labelled questions (eval.h) */
#include "cli/eval.h"

static void keep(struct arena *life, const struct bot_decision *d, struct eval_said *out)
{
    struct slice best = d->has_answer        ? d->article.id
                        : d->candidate_count ? d->candidates[0].id
                                             : SLICE("");

    *out = (struct eval_said){.known = true,
                              .p = d->p,
                              .decision = slice_of(bot_decision_name(d->kind)),
                              .best = slice_copy(life, best)};
    for (size_t i = 0; i < d->option_count; i++)
        texts_add(life, &out->options, slice_copy(life, d->options[i].id));
}

bool eval_ask(const struct eval *e, struct bot *bot, struct reader *r, const struct question *q,
              struct eval_said *out, struct err *err)
{
    struct arena *job = arena_new();
    struct bot_request request = {
        .text = q->text, .lang_before = q->lang, .audiences = &e->audiences, .top = 1};
    struct bot_state empty = {0};
    struct bot_decision d;
    bool ok = bot_decide(bot, r, job, &request, &empty, &d, err);

    if (ok)
        keep(e->life, &d, out);
    arena_free(job);
    return ok;
}
