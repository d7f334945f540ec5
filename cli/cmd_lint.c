/* cmd_lint.c - kladez lint: what an editor should mend. */
#include <stdio.h>

#include "cli/command.h"
#include "indexer/lint.h"

struct options {
    const char *config;
    uint64_t most;
};

static const struct conf_option options[] = {
    OPTION_CONFIG(struct options),
    {"most", CONF_COUNT, offsetof(struct options, most), "1000", 1, 1000000,
     "findings shown at most"},
    {0},
};

static int lint(struct arena *life, const struct options *o, const struct conf_list *sources)
{
    struct report report;
    struct lint_counts n;
    struct scan scan;
    struct err err;
    struct buf out = buf_new(life, 256 << 20);
    size_t all;

    read_start();
    report_start(&report, life);
    if (!scan_sources(life, sources->items, sources->count, &report, &scan, &err) ||
        !lint_sources(life, &scan, &report, &n, &err))
        return command_fail(&err);
    all = report.refused + report.warnings + report.advice;
    report_print(&report, (size_t)o->most, &out);
    fputs(buf_slice(&out).ptr, stdout);
    printf("%zu articles, %zu findings; %zu articles without alternate questions, %zu without a "
           "translation\n",
           n.articles, all, n.without_questions, n.without_translation);
    return all ? EXIT_REFUSED : EXIT_DONE;
}

static int run_lint(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct err err;
    int status;

    if (!command_options(life, &cmd_lint, argc, args, &o, &words, &status))
        return status;
    if (words.count == 0) {
        err_set(&err, ERR_INPUT, "usage: kladez lint SOURCE...");
        return command_fail(&err);
    }
    return lint(life, &o, &words);
}

const struct command cmd_lint = {"lint", "SOURCE...", "Say what an editor should mend in articles",
                                 options, run_lint};
