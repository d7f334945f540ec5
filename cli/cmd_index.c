/* cmd_index.c - kladez index: articles in, a published generation out. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "bot/confidence/teach.h"
#include "cli/command.h"
#include "indexer/account.h"
#include "indexer/build.h"
#include "indexer/publish.h"
#include "indexer/sources.h"
#include "indexer/watch.h"
#include "server/editor/asked.h"

enum { findings_shown = 200, labels_days = 180 };

struct options {
    const char *data, *config;
    uint64_t threads;
    bool allow_shrink, quiet, watch;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"watch", CONF_BOOL, offsetof(struct options, watch), "false", 0, 0,
     "stay, and index again whenever a file of the sources changes"},
    {"threads", CONF_COUNT, offsetof(struct options, threads), "0", 0, 64,
     "threads that read articles; 0: one per processor"},
    {"allow-shrink", CONF_BOOL, offsetof(struct options, allow_shrink), "false", 0, 0,
     "publish even if more than half of the articles are gone"},
    {"quiet", CONF_BOOL, offsetof(struct options, quiet), "false", 0, 0, "no progress"},
    {0},
};

/* One run over the sources. */
struct run {
    struct arena *life;
    const struct options *options;
    const struct conf_list *sources;
    struct progress progress;
    struct report report;
    struct build build;
    struct publication publication;
    struct confidences confidences;
    struct sign_hash seen; /* what the sources were */
    uint64_t unchanged;    /* the generation that stays published, if nothing changed */
};

/* What customers said of earlier answers. */
static bool read_labels(struct run *run, struct label **out, size_t *count, struct err *err)
{
    int64_t since = clock_now() - (int64_t)labels_days * 24 * 60 * 60 * 1000;
    struct policy policy;
    struct asked_list asked;
    struct desk *desk = NULL;
    struct bot *bot;
    bool ok;

    *count = 0;
    if (!desk_is_there(run->options->data, err)) /* nobody has asked anything yet */
        return true;
    if (!bot_standard_policy(run->life, &policy, err))
        return false;
    bot = bot_new(run->life, &policy, err);
    ok = bot && desk_open(run->options->data, &desk, err) &&
         asked_read(desk, bot, stemmer_new(run->life), run->life, since, &asked, err);
    if (ok) {
        *out = ARENA_ARRAY(run->life, struct label, asked.count);
        *count = asked_labels(&asked, *out);
    }
    desk_close(desk);
    return ok;
}

/* A desk that cannot be read costs the correction, not the index. */
static bool correct_by_labels(struct run *run, struct err *err)
{
    struct label *labels = NULL;
    size_t count;

    if (read_labels(run, &labels, &count, err))
        return labels_correct(&run->publication.next, labels, count, &run->confidences, err);
    report_add(&run->report, FINDING_WARNING, run->options->data, 0,
               "the confidence is not corrected by what customers said: %s", err->text);
    return true;
}

static void teaching_begins(void *self, const char *what, size_t total)
{
    progress_begin(self, what, total);
}

static void teaching_at(void *self, size_t done)
{
    progress_at(self, done, done);
}

static void teaching_ends(void *self)
{
    progress_end(self);
}

/* The bot's classifiers and confidence, from the generation that is being built. */
static bool teach_next(struct run *run, struct err *err)
{
    const struct publication *p = &run->publication;
    const char *path = arena_printf(run->life, "%s/" GENERATION_CALIBRATION, p->next.path);
    struct teach_watch watch = {teaching_begins, teaching_at, teaching_ends, &run->progress};
    struct teach_request request = {.next = &p->next,
                                    .before = p->before.number ? &p->before : NULL,
                                    .folder = arena_printf(run->life, "%s/trial", p->next.path),
                                    .watch = &watch,
                                    .threads = run->build.threads};

    return teach(run->life, &request, &run->confidences, err) && correct_by_labels(run, err) &&
           file_replace(path, confidences_print(run->life, &run->confidences, p->next.number), 0666,
                        err);
}

/* Editors are told, and decide: what was changed may be meant. */
static void compare_confidences(struct run *run)
{
    struct confidences before;
    struct err ignored;

    if (run->publication.before.number == 0 ||
        !confidences_read(run->life, &run->publication.before, &before, &ignored))
        return;
    for (int l = 0; l < language_count; l++) {
        const struct confidence *was = &before.by_language[l];
        const struct confidence *is = &run->confidences.by_language[l];

        if (was->fitted && is->fitted && confidence_fell(&was->quality, &is->quality))
            report_add(
                &run->report, FINDING_WARNING, run->options->data, 0,
                "the bot tells right answers from wrong ones (%s) less well than in generation "
                "%" PRIu64 ": AUROC %.3f after %.3f. If that is not meant, 'kladez rollback' "
                "brings it back",
                language_code((enum language)l), run->publication.before.number, is->quality.auroc,
                was->quality.auroc);
    }
}

/* Old generations that cannot be removed take up room; what was published is published. */
static void tidy(struct run *run)
{
    struct err err;

    if (!publish_tidy(&run->publication, &err))
        report_add(&run->report, FINDING_WARNING, run->options->data, 0,
                   "old generations could not be removed: %s", err.text);
}

static bool publish(struct run *run, struct err *err)
{
    struct publication *p = &run->publication;
    const struct build *b = &run->build;

    if (!publish_begin(run->life, run->options->data, p, err))
        return false;
    p->sources = run->sources->items;
    p->source_count = run->sources->count;
    p->allow_shrink = run->options->allow_shrink;
    if (build_generation(b, p->next.path, err) && publish_manifest(p, b, false, err) &&
        teach_next(run, err) && publish_manifest(p, b, true, err) &&
        publish_check(p, &b->counts, err) && publish_switch(p, err)) {
        compare_confidences(run);
        tidy(run);
        return true;
    }
    publish_abandon(p);
    return false;
}

static void print_passed_over(struct arena *job, const struct scan *scan)
{
    struct buf kinds = buf_new(job, 4096);

    for (size_t i = 0; i < scan->passed_kinds.count; i++)
        buf_printf(&kinds, "%s%.*s", i ? ", " : ": ", SLICE_ARG(scan->passed_kinds.items[i]));
    fprintf(stderr, "Passed over, as of other kinds: %zu %s%s\n", scan->passed_over,
            scan->passed_over == 1 ? "file" : "files", buf_slice(&kinds).ptr);
}

static bool index_sources(struct run *run, struct err *err)
{
    const struct conf_list *sources = run->sources;
    struct scan scan;

    if (!scan_sources(run->life, sources->items, sources->count, &run->report, &scan, err))
        return false;
    scan_learned(&scan, run->options->data, &run->report);
    run->seen = scan_hash(&scan);
    if (!build_update(&run->build, &scan, err))
        return false;
    if (scan.passed_over && !run->options->quiet)
        print_passed_over(run->life, &scan);
    run->unchanged = publish_unchanged(&run->build);
    return (run->unchanged || publish(run, err)) &&
           sources_remember(run->options->data, sources->items, sources->count, err);
}

/* ---- what is said of a run ---- */

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
    putchar('\n');
    if (run->unchanged)
        printf("Nothing changed: generation %" PRIu64 " stays published (%.1f s).\n",
               run->unchanged, (double)(clock_monotonic() - started) / 1e6);
    else
        printf("Generation %" PRIu64 " is published (%.1f s).\n", run->publication.next.number,
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
        if (c->live.n)
            printf("Customers %s: %zu labels, %s%.2f on the log odds of its confidence\n",
                   language_code((enum language)l), c->live.n, c->live.shift < 0 ? "" : "+",
                   c->live.shift);
    }
}

static struct json *counts_of(const struct run *run)
{
    const struct build_counts *n = &run->build.counts;
    struct json *o = json_object(run->life);

    json_add_number(o, "articles", (double)n->articles);
    json_add_number(o, "added", (double)n->added);
    json_add_number(o, "changed", (double)n->changed);
    json_add_number(o, "unchanged", (double)n->unchanged);
    json_add_number(o, "removed", (double)n->removed);
    json_add_number(o, "drafts", (double)n->drafts);
    return o;
}

/* Runs, says what came of it, and keeps that for editors. */
static int account_for(struct run *run)
{
    struct account_end end = {.report = &run->report};
    int64_t started = clock_monotonic();
    struct account account;
    struct err err;
    bool ok;

    account_begin(&account, run->life, run->options->data, ACCOUNT_INDEX);
    account_follow(&account, &run->progress);
    ok = index_sources(run, &err);
    print_findings(run);
    if (ok) {
        print_summary(run, started);
        print_confidences(run);
        end.state = run->unchanged ? "unchanged" : "published";
        end.generation = run->unchanged ? run->unchanged : run->publication.next.number;
        end.counts = counts_of(run);
    } else {
        end.state = "failed";
        end.error = err.text;
    }
    account_end(&account, &end);
    return !ok ? command_fail(&err) : run->report.refused ? EXIT_REFUSED : EXIT_DONE;
}

/* Returns the exit status; `*seen` is what the sources were. */
static int index_once(const struct options *o, const struct conf_list *sources,
                      struct sign_hash *seen)
{
    struct arena *life = arena_new();
    struct run run = {.life = life, .options = o, .sources = sources};
    struct err err;
    int status;

    run.progress = progress_new(o->quiet);
    report_start(&run.report, life);
    run.build = (struct build){.data = o->data,
                               .threads = (size_t)o->threads,
                               .progress = &run.progress,
                               .report = &run.report};
    status = build_lock(life, o->data, &err) ? account_for(&run) : command_fail(&err);
    *seen = run.seen;
    fflush(stdout);
    arena_free(life);
    return status;
}

static bool prepare(struct arena *life, const char *data, const struct conf_list *words,
                    struct conf_list *sources, struct err *err)
{
    *sources = *words;
    if (words->count == 0 && !sources_recall(life, data, &sources->items, &sources->count, err))
        return false;
    read_start();
    return true;
}

static int run_index(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct conf_list sources;
    struct sign_hash seen;
    struct err err;
    int status;

    if (!command_options(life, &cmd_index, argc, args, &o, &words, &status))
        return status;
    if (!prepare(life, o.data, &words, &sources, &err))
        return command_fail(&err);
    status = index_once(&o, &sources, &seen);
    if (!o.watch || status == EXIT_USAGE)
        return status;
    if (!o.quiet)
        fputs("Watching for changes; Ctrl-C ends.\n", stderr);
    while (watch_wait(o.data, sources.items, sources.count, &seen))
        index_once(&o, &sources, &seen);
    return EXIT_DONE; /* ended as it was asked to */
}

const struct command cmd_index = {
    "index", "[OPTIONS] [SOURCE...]",
    "Read articles (folders; .md .html .jsonl .json .csv), publish a new index", options,
    run_index};
