/* eval_print.c - figures of quality and their differences as tables (eval.h) */
#include <math.h>
#include <stdio.h>

#include "cli/eval.h"

/* ---- one run ---- */

/* success@1, @3, @5: the name is not said again. */
static const char *short_name(size_t figure)
{
    const char *name = measure_figure_name(figure);

    return slice_is(slice_of(name), "success@3")   ? "@3"
           : slice_is(slice_of(name), "success@5") ? "@5"
                                                   : name;
}

void eval_print_search(struct arena *job, const struct eval_rankings *r, enum language lang)
{
    struct estimate figures[ranking_figures];

    if (r->count == 0)
        return;
    compare_estimates(job, r->qualities, r->count, figures);
    printf("search %s  n %5zu", language_code(lang), r->count);
    for (size_t k = 0; k < ranking_figures; k++)
        printf("  %s %.3f", short_name(k), figures[k].mean);
    printf("\n       %s  95 %% of samples:", language_code(lang));
    for (size_t k = 0; k < ranking_figures; k++)
        printf("  %s %.3f-%.3f", short_name(k), figures[k].low, figures[k].high);
    putchar('\n');
}

void eval_print_bot(struct arena *job, const struct eval_judged *b, enum language lang)
{
    struct estimate figures[bot_figures];

    if (b->count == 0)
        return;
    eval_bot_estimates(job, b, figures);
    printf("bot    %s  n %5zu, %zu of them in scope   95 %% of samples\n", language_code(lang),
           b->count, b->in_scope);
    for (size_t k = 0; k < bot_figures; k++)
        if (!isnan(figures[k].mean))
            printf("  %-32s  %.3f    %.3f-%.3f\n", eval_bot_figure(k)->name, figures[k].mean,
                   figures[k].low, figures[k].high);
}

/* ---- two runs ---- */

static void print_rank(size_t rank)
{
    if (rank)
        printf("%4zu", rank);
    else
        fputs("   -", stdout);
}

/* The questions that went up, or those that went down. */
static void print_moved(const struct eval_difference *d, bool up)
{
    const struct comparison *c = &d->comparison;
    size_t shown = 0;

    for (size_t n = 0; n < c->better + c->worse && shown < d->show; n++) {
        size_t i = c->moved[n];
        double by = d->after.qualities[i].ndcg10 - d->before.qualities[i].ndcg10;

        if ((by > 0) != up)
            continue;
        if (shown++ == 0)
            printf("  %s, by nDCG@10 and rank of the best right article\n",
                   up ? "most better" : "most worse");
        printf("    %+.3f", by);
        print_rank(d->before.ranks[i]);
        fputs(" ->", stdout);
        print_rank(d->after.ranks[i]);
        printf("   %.*s\n", SLICE_ARG(d->after.questions[i]->text));
    }
}

static void print_comparison(const char *name, int width, const struct figure_comparison *f,
                             bool judged)
{
    if (isnan(f->before) || isnan(f->after))
        return;
    printf("  %-*s  %6.3f  %6.3f  %+10.3f  %+.3f to %+.3f   %s\n", width, name, f->before, f->after,
           f->difference.mean, f->difference.low, f->difference.high,
           judged ? compare_verdict_name(f->verdict) : "");
}

static void print_bot_difference(const struct bot_comparison *c, enum language lang)
{
    if (c->count == 0)
        return;
    printf("bot    %s  n %zu\n  %-32s  %6s  %6s  %10s  %s\n", language_code(lang), c->count, "",
           "before", "after", "difference", "95 % of samples");
    for (size_t k = 0; k < bot_figures; k++) {
        const struct bot_figure *f = eval_bot_figure(k);

        print_comparison(f->name, 32, &c->figures[k], f->means != MEANS_NOTHING);
    }
}

void eval_print_difference(const struct eval_difference *d, enum language lang)
{
    const struct comparison *c = &d->comparison;

    if (c->count) {
        printf("search %s  n %zu: %zu better, %zu worse, %zu the same\n", language_code(lang),
               c->count, c->better, c->worse, c->same);
        printf("  %-10s  %6s  %6s  %10s  %s\n", "", "before", "after", "difference",
               "95 % of samples");
        for (size_t k = 0; k < ranking_figures; k++)
            print_comparison(measure_figure_name(k), 10, &c->figures[k], true);
        print_moved(d, true);
        print_moved(d, false);
    }
    print_bot_difference(&d->bot, lang);
}
