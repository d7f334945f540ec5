/*
 * eval.h - the parts of `kladez eval`: runs over labelled questions, what they are worth, and
 * how it is shown.
 */
#ifndef CLI_EVAL_H
#define CLI_EVAL_H

#include "bot/bot.h"
#include "engine/measure/compare.h"
#include "engine/measure/questions.h"

enum { eval_ranks = 10 };

struct eval {
    struct arena *life;
    struct policy policy;
    struct texts audiences;
    struct questions questions;
};

/* ---- runs (eval_run.c) ---- */

/* What the bot made of a question, as the first of a conversation. */
struct eval_said {
    bool known; /* a run that was kept may not have it */
    double p;
    struct slice decision; /* bot_decision_name */
    struct slice best;     /* the article it answered with, or would have */
    struct texts options;  /* articles it asked back about */
};

/* What was made of each question. */
struct eval_run {
    const char *name;    /* "var, generation 3" */
    struct texts *found; /* by search, best first; nothing for those out of scope */
    struct eval_said *said;
};

/* Searches and asks the bot. `name` is the data folder's. */
bool eval_search(const struct eval *e, struct reader *r, const char *name, struct eval_run *out,
                 struct err *err);

/* What `against` names: a generation of `data` by its number, a data folder, or a file that
 * `kladez eval --json` wrote. */
bool eval_run_named(const struct eval *e, const char *against, const char *data,
                    struct eval_run *out, struct err *err);

/* A run's questions of one language that have an answer. */
struct eval_rankings {
    const struct question **questions;
    struct ranking_quality *qualities;
    size_t *ranks; /* of the best right article; 0: not among the first ten */
    size_t count;
};

struct eval_rankings eval_rank(const struct eval *e, const struct eval_run *run,
                               enum language lang);

/* ---- the bot (eval_bot.c) ---- */

bool eval_ask(const struct eval *e, struct bot *bot, struct reader *r, const struct question *q,
              struct eval_said *out, struct err *err);

/* ---- its figures (eval_figures.c) ---- */

enum { bot_figures = 23 };

/* What a figure says of the bot when it is higher. */
enum figure_means { MEANS_NOTHING, MEANS_BETTER, MEANS_WORSE };
struct bot_figure {
    const char *name, *key; /* for tables, for JSON */
    enum figure_means means;
};
const struct bot_figure *eval_bot_figure(size_t figure);

/* What came of the questions of one language, in the order of the questions. */
struct eval_judged {
    struct judgement *items; /* by p, highest first */
    size_t count, in_scope;
    bool known; /* the bot was asked */
};
struct eval_judged eval_judge(const struct eval *e, const struct eval_run *run, enum language lang);

/* NAN for what cannot be told: out of scope, without such questions. */
void eval_bot_estimates(struct arena *job, const struct eval_judged *b,
                        struct estimate out[bot_figures]);

struct bot_comparison {
    size_t count;
    struct figure_comparison figures[bot_figures]; /* better and worse as the figure means */
};
void eval_bot_compare(struct arena *job, const struct eval_judged *before,
                      const struct eval_judged *after, struct bot_comparison *out);

/* p against what came of it, for the diagrams. */
struct outcome *eval_outcomes(struct arena *job, const struct eval_judged *b);

/* ---- diagrams (eval_svg.c) ---- */

enum { diagram_points_most = 100 };

/* What the two diagrams of a language show. */
struct diagram {
    const char *of; /* "418 labelled questions" */
    enum language lang;
    bool independent; /* each question was judged once: it is known how sure the shares are */
    double auroc, ece, aurc, coverage90;
    struct measure_bin bins[measure_bins];
    size_t bin_count, counts[measure_counts];
    double risk[diagram_points_most]; /* at 1/point_count … 1 of the questions */
    size_t point_count;
};

struct diagram diagram_of_questions(struct arena *job, const struct eval_judged *b,
                                    enum language lang);
/* Of the questions that the published calibration was measured on. */
struct diagram diagram_of_calibration(struct arena *job, const struct confidence *c,
                                      enum language lang);

/* Reliability and risk–coverage, a row for each language; light or dark as the reader's screen. */
struct slice diagrams_print(struct arena *job, const struct diagram *list, size_t count);

/* ---- showing (eval_print.c, eval_json.c) ---- */

/* Two runs over the questions of one language. */
struct eval_difference {
    struct eval_rankings before, after;
    struct comparison comparison;
    struct bot_comparison bot; /* count 0: one of them knows nothing of the bot */
    size_t show;               /* how many of those that moved most */
};

void eval_print_search(struct arena *job, const struct eval_rankings *r, enum language lang);
void eval_print_bot(struct arena *job, const struct eval_judged *b, enum language lang);
void eval_print_difference(const struct eval_difference *d, enum language lang);

void eval_add_search(struct arena *job, struct json *into, const struct eval_rankings *r);
void eval_add_bot(struct arena *job, struct json *into, const struct eval_judged *b);
void eval_add_difference(struct json *into, const struct eval_difference *d);

/* Every question with what was found: what eval_run_named reads. */
void eval_add_run(struct json *into, const struct eval *e, const struct eval_run *run);

#endif
