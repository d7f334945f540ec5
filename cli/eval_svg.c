/* eval_svg.c - the reliability diagram and the risk–coverage curve as SVG (eval.h) */
#include <math.h>

#include "cli/eval.h"

/* In units of the picture. */
enum {
    width = 920,
    row_height = 424,
    margin = 36,
    plot_top = 96,
    plot_width = 336,
    plot_height = 256,
    left_x = 84,
    right_x = 554,
    counts_height = 40,
    svg_max = 1 << 20
};

static const char style[] =
    "<style>\n"
    "svg{--paper:#fff;--ink:#1c2733;--soft:#5d6b7a;--grid:#e4e9ef;--bar:#cfdcec;--line:#0a62c4;"
    "--ideal:#9aa7b5;font:13px system-ui,\"DejaVu Sans\",sans-serif}\n"
    "@media(prefers-color-scheme:dark){svg{--paper:#12181f;--ink:#e6ebf1;--soft:#9aa8b7;"
    "--grid:#26313d;--bar:#2c405a;--line:#6cb2ff;--ideal:#5f6e7e}}\n"
    "text{fill:var(--ink)}.soft{fill:var(--soft)}.name{font-size:18px;font-weight:600}"
    ".head{font-weight:600}.small{font-size:11px}\n"
    ".grid{stroke:var(--grid)}.axis{stroke:var(--soft)}.ideal{stroke:var(--ideal);"
    "stroke-dasharray:5 4}\n"
    ".bar{fill:var(--bar)}.dot{fill:var(--line)}.line{fill:none;stroke:var(--line);stroke-width:2;"
    "stroke-linejoin:round}.whisker{stroke:var(--line);stroke-opacity:.45}\n"
    "</style>\n";

/* ---- what is shown ---- */

struct diagram diagram_of_questions(struct arena *job, const struct eval_judged *b,
                                    enum language lang)
{
    struct outcome *list = eval_outcomes(job, b);
    struct diagram d = {.of = arena_printf(job, "%zu labelled questions", b->count),
                        .lang = lang,
                        .independent = true,
                        .auroc = measure_auroc(list, b->count),
                        .ece = measure_ece(list, b->count),
                        .aurc = measure_aurc(list, b->count),
                        .coverage90 = measure_coverage(list, b->count, .9),
                        .point_count = diagram_points_most};

    d.bin_count = measure_reliability(list, b->count, d.bins);
    measure_histogram(list, b->count, d.counts);
    for (size_t i = 0; i < d.point_count; i++)
        d.risk[i] = measure_risk(list, b->count, (double)(i + 1) / (double)d.point_count);
    return d;
}

struct diagram diagram_of_calibration(struct arena *job, const struct confidence *c,
                                      enum language lang)
{
    const struct confidence_quality *q = &c->quality;
    struct diagram d = {.of = arena_printf(job, "%zu trials of the articles' own questions", q->n),
                        .lang = lang,
                        .auroc = q->auroc,
                        .ece = q->ece,
                        .aurc = q->aurc,
                        .coverage90 = q->coverage90,
                        .bin_count = q->bin_count,
                        .point_count = confidence_risks};

    for (size_t i = 0; i < q->bin_count; i++)
        d.bins[i] = q->bins[i];
    for (size_t i = 0; i < measure_counts; i++)
        d.counts[i] = q->counts[i];
    for (size_t i = 0; i < d.point_count; i++)
        d.risk[i] = q->risk[i];
    return d;
}

/* ---- drawing ---- */

/* A part of the picture; values from 0 to `top` go up it. */
struct plot {
    struct buf *out;
    double x, y, top;
};

static double across(const struct plot *p, double value)
{
    return p->x + value * plot_width;
}

static double up(const struct plot *p, double value)
{
    return p->y + plot_height - value / p->top * plot_height;
}

static void draw_line(const struct plot *p, const char *class, double x1, double y1, double x2,
                      double y2)
{
    buf_printf(p->out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
               class, across(p, x1), up(p, y1), across(p, x2), up(p, y2));
}

static void draw_text(const struct plot *p, const char *class, const char *anchor, double x,
                      double y, const char *text)
{
    buf_printf(p->out, "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
               class, anchor, x, y, text);
}

/* Grid, ticks in per cent, what the axes say. */
static void draw_axes(struct arena *job, const struct plot *p, const char *head, const char *below,
                      const char *beside)
{
    double step = p->top > .41 ? .2 : p->top > .21 ? .1 : .05;
    double bottom = p->y + plot_height, middle = p->y + plot_height / 2.0;

    draw_text(p, "head", "start", p->x, p->y - 14, head);
    for (int i = 0; i <= 5; i++)
        draw_text(p, "soft small", "middle", across(p, i / 5.0), bottom + 18,
                  arena_printf(job, "%d %%", 20 * i));
    for (double y = 0; y < p->top + step / 2; y += step) {
        draw_line(p, "grid", 0, y, 1, y);
        draw_text(p, "soft small", "end", p->x - 8, up(p, y) + 4,
                  arena_printf(job, "%.0f %%", 100 * y));
    }
    draw_line(p, "axis", 0, 0, 1, 0);
    draw_text(p, "soft", "middle", p->x + plot_width / 2.0, bottom + 40, below);
    buf_printf(p->out,
               "<text class=\"soft\" text-anchor=\"middle\" transform=\"translate(%.1f %.1f) "
               "rotate(-90)\">%s</text>\n",
               p->x - 48, middle, beside);
}

/* How many questions have which confidence: along the bottom, the most as high as may be. */
static void draw_counts(const struct plot *p, const struct diagram *d)
{
    size_t most = 1;

    for (size_t i = 0; i < measure_counts; i++)
        most = d->counts[i] > most ? d->counts[i] : most;
    for (size_t i = 0; i < measure_counts; i++) {
        double height = (double)d->counts[i] / (double)most * counts_height;

        buf_printf(p->out,
                   "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
                   "<title>%zu with %zu to %zu %%</title></rect>\n",
                   across(p, (double)i / measure_counts) + 1, p->y + plot_height - height,
                   (double)plot_width / measure_counts - 2, height, d->counts[i],
                   100 * i / measure_counts, 100 * (i + 1) / measure_counts);
    }
}

/* 95 % of a share: Wilson, JASA 1927. */
static void draw_whisker(const struct plot *p, const struct measure_bin *b)
{
    double z = 1.96, n = (double)b->n, middle = (b->right + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * sqrt(b->right * (1 - b->right) / n + z * z / (4 * n * n));

    draw_line(p, "whisker", b->p, fmax(0, middle - half), b->p, fmin(1, middle + half));
}

static void draw_reliability(struct arena *job, struct plot p, const struct diagram *d)
{
    p.top = 1;
    draw_axes(job, &p, "Is it right as often as it is sure?",
              "confidence (bars: how many questions)", "share that was right");
    draw_counts(&p, d);
    draw_line(&p, "ideal", 0, 0, 1, 1);
    for (size_t i = 0; d->independent && i < d->bin_count; i++)
        draw_whisker(&p, &d->bins[i]);
    buf_text(p.out, "<polyline class=\"line\" points=\"");
    for (size_t i = 0; i < d->bin_count; i++)
        buf_printf(p.out, "%.1f,%.1f ", across(&p, d->bins[i].p), up(&p, d->bins[i].right));
    buf_text(p.out, "\"/>\n");
    for (size_t i = 0; i < d->bin_count; i++)
        buf_printf(p.out,
                   "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%zu questions: "
                   "confidence %.2f, right %.2f</title></circle>\n",
                   across(&p, d->bins[i].p), up(&p, d->bins[i].right), d->bins[i].n, d->bins[i].p,
                   d->bins[i].right);
}

/* The least of a fifth, two fifths … all that holds the curve. */
static double top_of(const struct diagram *d)
{
    double most = 0;

    for (size_t i = 0; i < d->point_count; i++)
        most = fmax(most, d->risk[i]);
    return fmin(1, fmax(.2, ceil(most * 5) / 5));
}

static void draw_risk(struct arena *job, struct plot p, const struct diagram *d)
{
    p.top = top_of(d);
    draw_axes(job, &p, "How often is it wrong, the surest first?",
              "share of the questions answered", "share of the answers that was wrong");
    draw_line(&p, "ideal", 0, .1, 1, .1);
    draw_text(&p, "soft small", "end", across(&p, 1), up(&p, .1) - 5, "nine in ten right");
    buf_text(p.out, "<polyline class=\"line\" points=\"");
    for (size_t i = 0; i < d->point_count; i++)
        buf_printf(p.out, "%.1f,%.1f ", across(&p, (double)(i + 1) / (double)d->point_count),
                   up(&p, d->risk[i]));
    buf_text(p.out, "\"/>\n");
    if (d->coverage90 > .005)
        buf_printf(p.out,
                   "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"><title>%.0f %% can be "
                   "answered with nine in ten right</title></circle>\n",
                   across(&p, d->coverage90), up(&p, .1), 100 * d->coverage90);
}

static const char *name_of(enum language lang)
{
    return lang == LANGUAGE_RU ? "Russian" : "English";
}

/* "–" for what cannot be told. */
static const char *number(struct arena *job, double value)
{
    return isnan(value) ? "–" : arena_printf(job, "%.3f", value);
}

static const char *figures_of(struct arena *job, const struct diagram *d)
{
    return arena_printf(
        job, "%s · AUROC %s · ECE %s · AURC %s · %.0f %% answered with nine in ten right", d->of,
        number(job, d->auroc), number(job, d->ece), number(job, d->aurc), 100 * d->coverage90);
}

static void draw_row(struct arena *job, struct buf *out, const struct diagram *d, double y)
{
    struct plot p = {out, left_x, y + plot_top, 1};

    draw_text(&p, "name", "start", margin, y + 36, name_of(d->lang));
    draw_text(&p, "soft", "start", margin, y + 56, figures_of(job, d));
    draw_reliability(job, p, d);
    p.x = right_x;
    draw_risk(job, p, d);
}

struct slice diagrams_print(struct arena *job, const struct diagram *list, size_t count)
{
    struct buf out = buf_new(job, svg_max);
    size_t height = count * row_height;

    buf_printf(&out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %zu\" width=\"%d\" "
               "height=\"%zu\" role=\"img\" aria-labelledby=\"title desc\">\n"
               "<title id=\"title\">What the bot's confidence is worth</title>\n<desc id=\"desc\">",
               width, height, width, height);
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s: %s. ", name_of(list[i].lang), figures_of(job, &list[i]));
    buf_printf(&out, "</desc>\n%s<rect width=\"%d\" height=\"%zu\" style=\"fill:var(--paper)\"/>\n",
               style, width, height);
    for (size_t i = 0; i < count; i++)
        draw_row(job, &out, &list[i], (double)(i * row_height));
    buf_text(&out, "</svg>\n");
    return buf_slice(&out);
}
