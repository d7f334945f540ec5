/*
 * eval.h - the parts of `kladez eval`: runs over labelled questions, what they are worth, and
 * how it is shown.
 */
#ifndef CLI_EVAL_H
#define CLI_EVAL_H

#include "bot/bot.h"
#include "engine/compare.h"
#include "engine/questions.h"

enum { eval_ranks = 10 };

struct eval {
    struct arena *life;
    struct texts audiences;
    struct questions questions;
};

/* ---- runs (eval_run.c) ---- */

/* What the search found for each question, best first; nothing for those out of scope. */
struct eval_run {
    const char *name; /* "var, generation 3" */
    struct texts *found;
};

/* Searches. `name` is the data folder's. */
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

/* What the bot made of the questions of one language. */
struct eval_bot {
    struct outcome *right, *scope; /* p against: best article right; question in scope */
    size_t n, in_scope, best_right;
    size_t answered, answered_right, answered_oos;
    size_t clarified, clarified_among, reworded, handed_off, handed_off_oos;
};

/* Each question as the first of a conversation. */
bool eval_ask(const struct eval *e, struct bot *bot, struct reader *r, enum language lang,
              struct eval_bot *out, struct err *err);

void eval_print_bot(const struct eval_bot *b, enum language lang);
void eval_add_bot(struct json *into, const struct eval_bot *b);

/* ---- showing (eval_print.c, eval_json.c) ---- */

/* Two runs over the questions of one language. */
struct eval_difference {
    struct eval_rankings before, after;
    struct comparison comparison;
    size_t show; /* how many of those that moved most */
};

void eval_print_search(struct arena *job, const struct eval_rankings *r, enum language lang);
void eval_print_difference(const struct eval_difference *d, enum language lang);

void eval_add_search(struct arena *job, struct json *into, const struct eval_rankings *r);
void eval_add_difference(struct json *into, const struct eval_difference *d);

/* Every question with what was found: what eval_run_named reads. */
void eval_add_run(struct json *into, const struct eval *e, const struct eval_run *run);

#endif
