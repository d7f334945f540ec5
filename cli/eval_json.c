/* eval_json.c - figures of quality and their differences as JSON (eval.h) */
#include <math.h>

#include "cli/eval.h"

/* ---- one run ---- */

void eval_add_search(struct arena *job, struct json *into, const struct eval_rankings *r)
{
    struct json *o = json_add_object(into, "search"), *figure;
    struct estimate figures[ranking_figures];

    compare_estimates(job, r->qualities, r->count, figures);
    json_add_number(o, "n", (double)r->count);
    for (size_t k = 0; k < ranking_figures; k++) {
        figure = json_add_object(o, measure_figure_name(k));
        json_add_ratio(figure, "mean", figures[k].mean);
        json_add_ratio(figure, "low", figures[k].low);
        json_add_ratio(figure, "high", figures[k].high);
    }
}

/* What cannot be told is null. */
static void add_figure(struct json *o, const char *name, double value)
{
    if (isnan(value))
        json_add_null(o, name);
    else
        json_add_ratio(o, name, value);
}

void eval_add_bot(struct arena *job, struct json *into, const struct eval_judged *b)
{
    struct json *o = json_add_object(into, "bot"), *figure;
    struct estimate figures[bot_figures];

    eval_bot_estimates(job, b, figures);
    json_add_number(o, "n", (double)b->count);
    json_add_number(o, "inScope", (double)b->in_scope);
    for (size_t k = 0; k < bot_figures; k++) {
        figure = json_add_object(o, eval_bot_figure(k)->key);
        add_figure(figure, "mean", figures[k].mean);
        add_figure(figure, "low", figures[k].low);
        add_figure(figure, "high", figures[k].high);
    }
}

static void add_said(struct json *into, const struct eval_said *s)
{
    struct json *o = json_add_object(into, "bot"), *options;

    json_add_number(o, "p", s->p);
    json_add_text(o, "decision", s->decision);
    json_add_text(o, "best", s->best);
    options = json_add_array(o, "options");
    for (size_t i = 0; i < s->options.count; i++)
        json_add_text(options, NULL, s->options.items[i]);
}

void eval_add_run(struct json *into, const struct eval *e, const struct eval_run *run)
{
    struct json *list = json_add_array(into, "questions"), *o, *found;

    for (size_t i = 0; i < e->questions.count; i++) {
        const struct question *q = &e->questions.items[i];

        o = json_add_object(list, NULL);
        json_add_text(o, "query", q->text);
        json_add_text(o, "lang", slice_of(language_code(q->lang)));
        found = json_add_array(o, "found");
        for (size_t k = 0; k < run->found[i].count; k++)
            json_add_text(found, NULL, run->found[i].items[k]);
        add_said(o, &run->said[i]);
    }
}

/* ---- two runs ---- */

static void add_rank(struct json *o, const char *name, size_t rank)
{
    if (rank)
        json_add_number(o, name, (double)rank);
    else
        json_add_null(o, name);
}

static void add_moved(struct json *into, const struct eval_difference *d)
{
    struct json *list = json_add_array(into, "moved"), *o;
    size_t all = d->comparison.better + d->comparison.worse;

    for (size_t n = 0; n < all && n < d->show; n++) {
        size_t i = d->comparison.moved[n];

        o = json_add_object(list, NULL);
        json_add_text(o, "query", d->after.questions[i]->text);
        add_rank(o, "rankBefore", d->before.ranks[i]);
        add_rank(o, "rankAfter", d->after.ranks[i]);
        json_add_ratio(o, "nDCG@10", d->after.qualities[i].ndcg10 - d->before.qualities[i].ndcg10);
    }
}

static void add_comparison(struct json *o, const char *name, const struct figure_comparison *f)
{
    struct json *figure = json_add_object(o, name);

    add_figure(figure, "before", f->before);
    add_figure(figure, "after", f->after);
    add_figure(figure, "difference", f->difference.mean);
    add_figure(figure, "low", f->difference.low);
    add_figure(figure, "high", f->difference.high);
    json_add_text(figure, "verdict", slice_of(compare_verdict_name(f->verdict)));
}

void eval_add_difference(struct json *into, const struct eval_difference *d)
{
    const struct comparison *c = &d->comparison;
    struct json *o = json_add_object(into, "search");

    json_add_number(o, "n", (double)c->count);
    json_add_number(o, "better", (double)c->better);
    json_add_number(o, "worse", (double)c->worse);
    json_add_number(o, "same", (double)c->same);
    for (size_t k = 0; k < ranking_figures; k++)
        add_comparison(o, measure_figure_name(k), &c->figures[k]);
    add_moved(o, d);
    if (d->bot.count == 0)
        return;
    o = json_add_object(into, "bot");
    json_add_number(o, "n", (double)d->bot.count);
    for (size_t k = 0; k < bot_figures; k++)
        add_comparison(o, eval_bot_figure(k)->key, &d->bot.figures[k]);
}
