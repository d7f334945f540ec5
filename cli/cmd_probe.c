/*
 * cmd_probe.c - kladez probe STAGE [DATA]: standard input through one stage, a line in, a line out.
 *
 * DATA is a data folder, for stages that need what is published there. The cases in tests/cases
 * are run through this, so that a stage can be tested, and a question about it answered, without
 * writing C.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/probe.h"

static const struct {
    const char *name, *help;
    void (*run)(struct probing *p);
    bool needs_data;
} stages[] = {
    {"normalise", "the text as it is compared", probe_normalise, false},
    {"words", "words with their bytes and alphabets", probe_words, false},
    {"stems", "the stems of each word, the likeliest first", probe_stems, false},
    {"families", "the stem of each word with the rest of its family", probe_families, false},
    {"terms", "what the index keeps of the text, with counts", probe_terms, false},
    {"sentences", "sentences, parted by |", probe_sentences, false},
    {"language", "ru or en", probe_language, false},
    {"wants", "the kind of answer a question wants, and a text has", probe_wants, false},
    {"verdict", "whether a question is answered by yes or no", probe_verdict, false},
    {"definition", "whether a question asks what something is", probe_definition, false},
    {"query", "the tree of a query whose words may be missing", probe_query, false},
    {"query-all", "the tree of a query whose words must all be there", probe_query_all, false},
    {"filter", "the tree of a filter", probe_filter, false},
    {"wording", "what editors' words make of a query: LINE | LINE ? QUERY", probe_wording, false},
    {"layout", "the text in the other keyboard layout", probe_layout, false},
    {"translit", "what words are compared by with those of the other alphabet", probe_translit,
     false},
    {"distance", "from the first word to the others, in hundredths of an edit", probe_distance,
     false},
    {"turn", "what a customer's turn is, and what is left of it as a question", probe_turn, false},
    {"questions", "the questions of a message, parted by |", probe_questions, false},
    {"details", "orders, contracts, amounts, dates, telephones, addresses", probe_details, false},
    {"mood", "points of anger, and the rule that calls a person", probe_mood, false},
    {"foreign", "whether a turn is in neither Russian nor English", probe_foreign, false},
    {"pick", "the option that words pick: LABEL | LABEL | WORDS", probe_pick, false},
    {"correct", "what the words may have meant; needs DATA", probe_correct, true},
};

enum { stage_count = sizeof stages / sizeof *stages };

static int run_stage(struct probing *common, size_t stage)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;

    while ((len = getline(&line, &cap, stdin)) >= 0) {
        struct arena *job = arena_new();
        struct probing p = *common;

        p.job = job;
        p.out = buf_new(job, 1 << 24);
        if (len && line[len - 1] == '\n')
            len--;
        p.line = (struct slice){line, (size_t)len};
        stages[stage].run(&p);
        fwrite(buf_slice(&p.out).ptr, 1, p.out.len, stdout);
        putchar('\n');
        arena_free(job);
    }
    free(line);
    return EXIT_DONE;
}

static int start_stage(struct arena *life, size_t stage, const char *data)
{
    struct probing p = {.stemmer = stemmer_new(life)};
    struct err err;
    int status;

    if (!translit_new(life, p.stemmer, &p.translit, &err) ||
        (data && !reader_open_in(data, 0, &p.reader, &err)))
        return command_fail(&err);
    status = run_stage(&p, stage);
    reader_close(p.reader);
    return status;
}

static void print_stages(FILE *out)
{
    fprintf(out, "usage: kladez probe STAGE [DATA] < TEXT\n\nA line in, a line out. Stages:\n");
    for (size_t i = 0; i < stage_count; i++)
        fprintf(out, "  %-12s%s\n", stages[i].name, stages[i].help);
}

static int run_probe(struct arena *life, int argc, char **args)
{
    if (argc == 1 && strcmp(args[0], "--help") == 0) {
        print_stages(stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; argc && i < stage_count; i++) {
        if (strcmp(args[0], stages[i].name) != 0)
            continue;
        if (argc == 1 + stages[i].needs_data)
            return start_stage(life, i, argc == 2 ? args[1] : NULL);
        fprintf(stderr, "kladez: '%s' reads standard input: kladez probe %s%s < TEXT\n", args[0],
                args[0], stages[i].needs_data ? " DATA" : "");
        return EXIT_USAGE;
    }
    if (argc)
        fprintf(stderr, "kladez: there is no stage '%s'\n", args[0]);
    print_stages(stderr);
    return EXIT_USAGE;
}

const struct command cmd_probe = {"probe", "STAGE [DATA]", "Show what one stage makes of text",
                                  NULL, run_probe};
