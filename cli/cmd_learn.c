/* cmd_learn.c - kladez learn: what customers' questions could teach, for an editor to decide. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "server/editor/learning.h"

struct options {
    const char *data, *config, *by;
    bool json;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"json", CONF_BOOL, offsetof(struct options, json), "false", 0, 0, "the list as JSON"},
    {"by", CONF_TEXT, offsetof(struct options, by), "kladez learn", 0, 0,
     "who decides: kept with the decision"},
    {0},
};

static const char usage[] = "usage: kladez learn [list | approve ID [QUESTION...] | dismiss ID]";

/* ---- the list ---- */

static void print_questions(struct arena *life, const struct texts *questions)
{
    for (size_t i = 0; i < questions->count; i++) {
        struct slice text = terminal_harmless(life, questions->items[i], true);

        printf("            %.*s\n", SLICE_ARG(text));
    }
}

static void print_suggestions(struct arena *life, const struct learning *all)
{
    printf(all->suggestion_count ? "Questions to add:\n" : "No questions to add.\n");
    for (size_t i = 0; i < all->suggestion_count; i++) {
        const struct suggestion *s = &all->suggestions[i];

        printf(
            "  %s  %.*s  (%.*s)\n            customers %zu, days %zu; picked %zu, confirmed %zu, "
            "agents %zu\n",
            s->id, SLICE_ARG(s->article.title), SLICE_ARG(s->article.id), s->customers, s->days,
            s->picked, s->confirmed, s->agents);
        print_questions(life, &s->questions);
    }
}

static void print_gaps(struct arena *life, const struct learning *all)
{
    printf(all->gap_count ? "\nNothing answers:\n" : "\nNothing unanswered.\n");
    for (size_t i = 0; i < all->gap_count; i++) {
        const struct gap *g = &all->gaps[i];

        printf(
            "  %s  customers %zu, unsolved %zu, days %zu, written by hand %zu, confidence %.2f\n",
            g->id, g->customers, g->unsolved, g->days, g->wanted, g->p);
        print_questions(life, &g->questions);
        if (g->nearest.id.len)
            printf("            nearest: %.*s  (%.*s)  %.2f\n", SLICE_ARG(g->nearest.title),
                   SLICE_ARG(g->nearest.id), g->nearest.p);
    }
}

static void print_articles(const struct learning *all)
{
    printf(all->article_count ? "\nAnswers that did not help:\n"
                              : "\nNo answer was said not to help.\n");
    for (size_t i = 0; i < all->article_count; i++) {
        const struct failing *a = &all->articles[i];

        printf("  %.*s  (%.*s): shown %zu, confirmed %zu, rejected %zu\n",
               SLICE_ARG(a->article.title), SLICE_ARG(a->article.id), a->shown, a->confirmed,
               a->rejected);
    }
}

static bool list(struct arena *life, const struct learner *l, bool as_json, struct err *err)
{
    struct json *o = json_object(life);
    struct learning all;

    if (!learning_read(l, life, &all, err))
        return false;
    if (!as_json) {
        print_suggestions(life, &all);
        print_gaps(life, &all);
        print_articles(&all);
        return true;
    }
    learning_print_suggestions(o, &all);
    learning_print_gaps(o, &all);
    learning_print_articles(o, &all);
    printf("%s\n", json_print(life, o).ptr);
    return true;
}

/* ---- deciding ---- */

static bool approve(struct arena *life, const struct learner *l, struct decree *d,
                    const struct conf_list *words, struct err *err)
{
    struct texts questions = {0};
    const char *path;

    for (size_t i = 2; i < words->count; i++)
        texts_add(life, &questions, slice_of(words->items[i]));
    if (questions.count)
        d->questions = &questions;
    if (!learning_approve(l, life, d, &path, err))
        return false;
    printf("Written to %s; 'kladez index' publishes it.\n", path);
    return true;
}

static bool dismiss(struct arena *life, const struct learner *l, const struct decree *d,
                    struct err *err)
{
    if (!learning_dismiss(l, life, d, err))
        return false;
    printf("Dismissed: it comes back when clearly more customers ask.\n");
    return true;
}

static bool run(struct arena *life, struct learner *l, const struct options *o,
                const struct conf_list *words, struct err *err)
{
    struct slice what = slice_of(words->count ? words->items[0] : "list");
    struct decree d = {.id = slice_of(words->count > 1 ? words->items[1] : ""),
                       .by = slice_of(o->by)};

    if (slice_is(what, "list") && words->count <= 1)
        return list(life, l, o->json, err);
    if (slice_is(what, "approve") && words->count >= 2)
        return approve(life, l, &d, words, err);
    if (slice_is(what, "dismiss") && words->count == 2)
        return dismiss(life, l, &d, err);
    return err_set(err, ERR_INPUT, "%s", usage);
}

/* ---- opening ---- */

static bool open_learner(struct arena *life, const char *data, struct learner *out, struct err *err)
{
    struct access *everything = ARENA_NEW(life, struct access);
    struct key editor = {.role = ROLE_EDITOR};
    struct policy policy;

    *out = (struct learner){.data = data, .access = everything, .now = clock_now()};
    if (!desk_is_there(data, err) || !desk_open(data, &out->desk, err) ||
        !reader_open_in(data, 0, &out->reader, err) || !bot_standard_policy(life, &policy, err))
        return false;
    access_start(life, everything);
    access_add_key(life, everything, &editor, out->reader);
    out->bot = bot_new(life, &policy, err);
    return out->bot && bot_follow(out->bot, out->reader, err);
}

static int run_learn(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct learner l = {0};
    struct conf_list words;
    struct err err;
    int status;
    bool ok;

    if (!command_options(life, &cmd_learn, argc, args, &o, &words, &status))
        return status;
    ok = open_learner(life, o.data, &l, &err) && run(life, &l, &o, &words, &err);
    reader_close(l.reader);
    desk_close(l.desk);
    return ok ? EXIT_DONE : command_fail(&err);
}

const struct command cmd_learn = {
    "learn", "[OPTIONS] [list | approve ID [QUESTION...] | dismiss ID]",
    "Show what customers' questions could teach; approve it or not", options, run_learn};
