/* cmd_eval.c - kladez eval: how good search and bot are on labelled questions, alone and against
 * another index. */
#include <stdio.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/eval.h"

struct options {
    const char *data, *config, *audience, *against, *policy, *svg;
    struct conf_list questions;
    uint64_t generation, show;
    bool json;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"questions", CONF_LIST, offsetof(struct options, questions), NULL, 0, 0,
     "files or folders of labelled questions (.jsonl)"},
    {"generation", CONF_COUNT, offsetof(struct options, generation), "0", 0, UINT32_MAX,
     "generation to measure; 0: the published one"},
    {"against", CONF_TEXT, offsetof(struct options, against), "", 0, 0,
     "what to compare it with: a generation's number, a data folder, or what --json wrote"},
    {"show", CONF_COUNT, offsetof(struct options, show), "10", 0, 1000000,
     "how many of the questions that changed most"},
    {"policy", CONF_TEXT, offsetof(struct options, policy), "", 0, 0,
     "JSON file with the bot's costs; none: the standard ones"},
    {"svg", CONF_TEXT, offsetof(struct options, svg), "", 0, 0,
     "file for two diagrams of the bot's confidence; without questions: on its own trials"},
    {"audience", CONF_TEXT, offsetof(struct options, audience), "public", 0, 0,
     "whose articles may be found"},
    {"json", CONF_BOOL, offsetof(struct options, json), "false", 0, 0,
     "print JSON, with what each question found"},
    {0},
};

/* ---- one run ---- */

static struct json *add_language(struct json *into, enum language lang)
{
    return json_add_object(into, language_code(lang));
}

static void measure(const struct eval *e, const struct eval_run *run, struct json *reply)
{
    struct json *languages = reply ? json_add_object(reply, "languages") : NULL, *into;

    for (int l = 0; l < language_count; l++) {
        enum language lang = (enum language)l;
        struct eval_rankings rankings = eval_rank(e, run, lang);
        struct eval_judged judged = eval_judge(e, run, lang);

        if (judged.count && reply) {
            into = add_language(languages, lang);
            eval_add_search(e->life, into, &rankings);
            eval_add_bot(e->life, into, &judged);
        } else {
            eval_print_search(e->life, &rankings, lang);
            eval_print_bot(e->life, &judged, lang);
        }
    }
    if (reply)
        eval_add_run(reply, e, run);
}

/* ---- diagrams ---- */

static bool write_diagrams(struct arena *job, const struct diagram *list, size_t count,
                           const char *path, struct err *err)
{
    return count ? file_replace(path, diagrams_print(job, list, count), 0666, err)
                 : err_set(err, ERR_INPUT,
                           "there is nothing to draw: no language has questions enough");
}

static bool draw_run(const struct eval *e, const struct eval_run *run, const char *path,
                     struct err *err)
{
    struct diagram list[language_count];
    size_t count = 0;

    for (int l = 0; l < language_count; l++) {
        struct eval_judged b = eval_judge(e, run, (enum language)l);

        if (b.count)
            list[count++] = diagram_of_questions(e->life, &b, (enum language)l);
    }
    return write_diagrams(e->life, list, count, path, err);
}

/* What the generation knows of itself. */
static bool draw_calibration(struct arena *life, const struct reader *r, const char *path,
                             struct err *err)
{
    struct diagram list[language_count];
    struct confidences c;
    size_t count = 0;

    if (!confidences_read(life, &r->generation, &c, err))
        return false;
    for (int l = 0; l < language_count; l++)
        if (c.by_language[l].fitted)
            list[count++] = diagram_of_calibration(life, &c.by_language[l], (enum language)l);
    return write_diagrams(life, list, count, path, err);
}

/* ---- two runs ---- */

static void compare(const struct eval *e, const struct eval_run *before,
                    const struct eval_run *after, const struct options *o, struct json *reply)
{
    struct json *languages = reply ? json_add_object(reply, "languages") : NULL;

    for (int l = 0; l < language_count; l++) {
        enum language lang = (enum language)l;
        struct eval_difference d = {.before = eval_rank(e, before, lang),
                                    .after = eval_rank(e, after, lang),
                                    .show = (size_t)o->show};

        struct eval_judged was = eval_judge(e, before, lang), is = eval_judge(e, after, lang);

        compare_rankings(e->life, d.before.qualities, d.after.qualities, d.after.count,
                         &d.comparison);
        eval_bot_compare(e->life, &was, &is, &d.bot);
        if (!reply)
            eval_print_difference(&d, lang);
        else if (is.count)
            eval_add_difference(add_language(languages, lang), &d);
    }
}

static bool evaluate_reader(const struct eval *e, struct reader *r, const struct options *o,
                            struct err *err)
{
    struct json *reply = o->json ? json_object(e->life) : NULL;
    struct eval_run run, before;

    if (!eval_search(e, r, o->data, &run, err) ||
        (*o->against && !eval_run_named(e, o->against, o->data, &before, err)))
        return false;
    if (*o->svg && !draw_run(e, &run, o->svg, err))
        return false;
    if (reply)
        json_add_text(reply, "measured", slice_of(run.name));
    if (reply && *o->against)
        json_add_text(reply, "against", slice_of(before.name));
    if (!reply && *o->against)
        printf("before: %s\nafter:  %s\n", before.name, run.name);
    if (*o->against)
        compare(e, &before, &run, o, reply);
    else
        measure(e, &run, reply);
    if (reply)
        printf("%.*s\n", SLICE_ARG(json_print(e->life, reply)));
    return true;
}

static bool evaluate(struct arena *life, const struct options *o, struct err *err)
{
    struct eval e = {.life = life};
    struct reader *r;
    bool ok;

    texts_add(life, &e.audiences, slice_of(o->audience));
    if (!policy_read(life, o->policy, &e.policy, err))
        return false;
    for (size_t i = 0; i < o->questions.count; i++)
        if (!questions_read(life, o->questions.items[i], &e.questions, err))
            return false;
    if (e.questions.count == 0 && !*o->svg)
        return err_set(err, ERR_INPUT, "no questions: name files or folders that hold some");
    if (!reader_open_in(o->data, o->generation, &r, err))
        return false;
    ok =
        e.questions.count ? evaluate_reader(&e, r, o, err) : draw_calibration(life, r, o->svg, err);
    reader_close(r);
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

const struct command cmd_eval = {"eval", "[OPTIONS] [--questions] [FILE...]",
                                 "Measure search and bot on labelled questions", options, run_eval};
