/* cmd_lint.c - kladez lint: what an editor should mend. */
#include <stdio.h>

#include "cli/command.h"
#include "indexer/account.h"
#include "indexer/lint.h"
#include "indexer/sources.h"

struct options {
    const char *data, *config;
    uint64_t most;
};

static const struct conf_option options[] = {
    {"data", CONF_TEXT, offsetof(struct options, data), "./var", 0, 0,
     "without SOURCE: look at what was indexed there last, and keep the findings for editors"},
    OPTION_CONFIG(struct options),
    {"most", CONF_COUNT, offsetof(struct options, most), "1000", 1, 1000000,
     "findings shown at most"},
    {0},
};

struct run {
    struct report report;
    struct lint_counts counts;
};

static bool look(struct arena *life, const struct conf_list *sources, struct run *run,
                 struct err *err)
{
    struct scan scan;

    read_start();
    if (!scan_sources(life, sources->items, sources->count, &run->report, &scan, err))
        return false;
    lint_sources(life, &scan, &run->report, &run->counts);
    return true;
}

static void keep(struct arena *life, const struct account *account, const struct run *run,
                 const struct err *failure)
{
    const struct lint_counts *n = &run->counts;
    struct json *o = json_object(life);
    struct account_end end = {.state = failure ? "failed" : "done",
                              .error = failure ? failure->text : NULL,
                              .counts = failure ? NULL : o,
                              .report = &run->report};

    json_add_number(o, "articles", (double)n->articles);
    json_add_number(o, "without_questions", (double)n->without_questions);
    json_add_number(o, "without_translation", (double)n->without_translation);
    account_end(account, &end);
}

/* What was indexed last, and for editors to see. */
static bool look_again(struct arena *life, const char *data, struct run *run, struct err *err)
{
    struct conf_list sources;
    struct account account;
    bool ok;

    if (!sources_recall(life, data, &sources.items, &sources.count, err) ||
        !account_lock(life, data, ACCOUNT_LINT, err))
        return false;
    account_begin(&account, life, data, ACCOUNT_LINT);
    ok = look(life, &sources, run, err);
    keep(life, &account, run, ok ? NULL : err);
    return ok;
}

static int print(struct arena *life, const struct options *o, const struct run *run)
{
    size_t all = run->report.refused + run->report.warnings + run->report.advice;
    struct buf out = buf_new(life, 256 << 20);

    report_print(&run->report, (size_t)o->most, &out);
    fputs(buf_slice(&out).ptr, stdout);
    printf("%zu articles, %zu findings; %zu articles without alternate questions, %zu without a "
           "translation\n",
           run->counts.articles, all, run->counts.without_questions,
           run->counts.without_translation);
    return all ? EXIT_REFUSED : EXIT_DONE;
}

static int run_lint(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct run run = {0};
    struct err err;
    int status;

    if (!command_options(life, &cmd_lint, argc, args, &o, &words, &status))
        return status;
    report_start(&run.report, life);
    if (words.count ? look(life, &words, &run, &err) : look_again(life, o.data, &run, &err))
        return print(life, &o, &run);
    return command_fail(&err);
}

const struct command cmd_lint = {"lint", "[OPTIONS] [SOURCE...]",
                                 "Say what an editor should mend in articles", options, run_lint};
