/* cmd_index.c - kladez index: articles in, a published generation out. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "bot/calibrate.h"
#include "cli/command.h"
#include "indexer/build.h"
#include "indexer/publish.h"

enum { findings_shown = 200 };

struct options {
    const char *data, *config;
    uint64_t threads;
    bool allow_shrink, quiet;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"threads", CONF_COUNT, offsetof(struct options, threads), "0", 0, 64,
     "threads that read articles; 0: one per processor"},
    {"allow-shrink", CONF_BOOL, offsetof(struct options, allow_shrink), "false", 0, 0,
     "publish even if more than half of the articles are gone"},
    {"quiet", CONF_BOOL, offsetof(struct options, quiet), "false", 0, 0, "no progress"},
    {0},
};

/* One run of the command. */
struct run {
    struct arena *life;
    const struct options *options;
    const char *const *sources;
    size_t source_count;
    struct progress progress;
    struct report report;
    struct build build;
    struct publication publication;
    struct confidences confidences;
};

/* The bot's confidence, fitted on the generation that is being built. */
static bool calibrate_next(struct run *run, struct err *err)
{
    const struct generation *next = &run->publication.next;
    const char *path = arena_printf(run->life, "%s/" GENERATION_CALIBRATION, next->path);
    const char *passing = arena_printf(run->life, "%s/trial", next->path);
    bool ok;

    progress_begin(&run->progress, "Calibrating the bot", 0);
    ok = calibrate(run->life, next, passing, &run->confidences, err) &&
         file_replace(path, confidences_print(run->life, &run->confidences, next->number), 0666,
                      err);
    progress_end(&run->progress);
    return ok;
}

static bool publish(struct run *run, struct err *err)
{
    struct publication *p = &run->publication;
    const struct build_counts *counts = &run->build.counts;

    if (!publish_begin(run->life, run->options->data, p, err))
        return false;
    p->sources = run->sources;
    p->source_count = run->source_count;
    p->allow_shrink = run->options->allow_shrink;
    return build_generation(&run->build, p->next.path, err) &&
           publish_manifest(p, counts, false, err) && calibrate_next(run, err) &&
           publish_manifest(p, counts, true, err) && publish_check(p, counts, err) &&
           publish_switch(p, err);
}

static bool index_sources(struct run *run, struct err *err)
{
    struct scan scan;

    if (!scan_sources(run->life, run->sources, run->source_count, &run->report, &scan, err) ||
        !build_update(&run->build, &scan, err))
        return false;
    if (scan.passed_over && !run->options->quiet)
        fprintf(stderr, "%zu files of other kinds were passed over\n", scan.passed_over);
    return publish(run, err) &&
           publish_remember_sources(run->options->data, run->sources, run->source_count, err);
}

static void print_findings(struct run *run)
{
    struct buf out = buf_new(run->life, 1 << 20);
    size_t all = run->report.refused + run->report.warnings;

    report_print(&run->report, findings_shown, &out);
    fputs(buf_slice(&out).ptr, stderr);
    if (all > findings_shown)
        fprintf(stderr, "… and %zu more: 'kladez lint' shows all\n", all - findings_shown);
}

static void print_summary(const struct run *run, int64_t started)
{
    const struct build_counts *n = &run->build.counts;

    printf("%zu articles: %zu new, %zu changed, %zu unchanged, %zu removed", n->articles, n->added,
           n->changed, n->unchanged, n->removed);
    if (n->drafts)
        printf(", %zu drafts left out", n->drafts);
    if (n->refused)
        printf(", %zu refused", n->refused);
    printf("\nGeneration %" PRIu64 " is published (%.1f s).\n", run->publication.next.number,
           (double)(clock_monotonic() - started) / 1e6);
}

static void print_confidences(const struct run *run)
{
    for (int l = 0; l < language_count; l++) {
        const struct confidence *c = &run->confidences.by_language[l];
        const struct confidence_quality *m = &c->quality;

        if (c->fitted)
            printf(
                "Confidence %s: n %zu, AUROC %.3f, out of scope %.3f, ECE %.3f, answers at 90 %% "
                "precision %.0f %%, at 95 %% %.0f %%\n",
                language_code((enum language)l), m->n, m->auroc, m->oos_auroc, m->ece,
                100 * m->coverage90, 100 * m->coverage95);
    }
}

static bool prepare(struct run *run, const struct conf_list *words, struct err *err)
{
    const char **recalled;

    run->sources = words->items;
    run->source_count = words->count;
    if (!build_lock(run->life, run->options->data, err))
        return false;
    if (words->count == 0) {
        if (!publish_recall_sources(run->life, run->options->data, &recalled, &run->source_count,
                                    err))
            return false;
        run->sources = recalled;
    }
    read_start();
    run->progress = progress_new(run->options->quiet);
    report_start(&run->report, run->life);
    run->build = (struct build){.data = run->options->data,
                                .threads = (size_t)run->options->threads,
                                .progress = &run->progress,
                                .report = &run->report};
    return true;
}

static int run_index(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct run run = {.life = life, .options = &o};
    struct conf_list words;
    struct err err;
    int64_t started = clock_monotonic();
    int status;

    if (!command_options(life, &cmd_index, argc, args, &o, &words, &status))
        return status;
    if (!prepare(&run, &words, &err))
        return command_fail(err.code == ERR_INPUT ? EXIT_USAGE : EXIT_FAILED, &err);
    if (!index_sources(&run, &err)) {
        print_findings(&run);
        return command_fail(EXIT_FAILED, &err);
    }
    print_findings(&run);
    print_summary(&run, started);
    print_confidences(&run);
    return run.report.refused ? EXIT_REFUSED : EXIT_DONE;
}

const struct command cmd_index = {
    "index", "[OPTIONS] [SOURCE...]",
    "Read articles (folders; .md .html .jsonl .json .csv), publish a new index", options,
    run_index};
