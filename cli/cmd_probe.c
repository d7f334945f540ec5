/*
 * cmd_probe.c - kladez probe STAGE [DATA]: standard input through one stage, a line in, a line out.
 *
 * DATA is a data folder, for stages that need what is published there. The cases in tests/cases are run through this, so that a stage can be tested, and a
 * question about it answered, without writing C.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/command.h"
#include "engine/correct.h"
#include "engine/filter.h"
#include "engine/query.h"
#include "engine/reader.h"
#include "engine/terms.h"
#include "engine/wording.h"
#include "indexer/wordlists.h"
#include "text/distance.h"
#include "text/language.h"
#include "text/layout.h"
#include "text/sentences.h"
#include "text/translit.h"
#include "text/wants.h"

enum { family_shown = 32 };

struct probing {
    struct arena *job;
    struct stemmer *stemmer;
    struct translit *translit;
    struct reader *reader; /* of stages that need one */
    struct slice line;
    struct buf out;
};

static void probe_normalise(struct probing *p)
{
    buf_add(&p->out, words_normalise(p->job, p->line));
}

static void probe_words(struct probing *p)
{
    static const char *const scripts[] = {"ru", "en", "number", "mixed"};
    struct words words = words_of(p->line);
    struct word w;

    while (words_next(&words, &w)) {
        if (p->out.len)
            buf_char(&p->out, ' ');
        if (w.glue)
            buf_char(&p->out, w.glue);
        buf_printf(&p->out, "%.*s[%zu..%zu]%s", SLICE_ARG(w.norm), w.start, w.end,
                   scripts[w.script]);
    }
}

static void print_stems(struct probing *p, const struct word *w)
{
    struct slice stems[stems_max];
    size_t n = stem_all(p->stemmer, w->norm, w->script, stems);

    for (size_t i = 0; i < n; i++)
        buf_printf(&p->out, "%s%.*s", i ? " " : "", SLICE_ARG(stems[i]));
}

static void probe_stems(struct probing *p)
{
    struct words words = words_of(p->line);
    struct word w;

    while (words_next(&words, &w)) {
        if (p->out.len)
            buf_char(&p->out, ' ');
        print_stems(p, &w);
    }
}

/* After each stem the rest of its family. */
static void probe_families(struct probing *p)
{
    struct words words = words_of(p->line);
    struct word w;

    while (words_next(&words, &w)) {
        struct slice stem = slice_copy(p->job, stem_word(p->stemmer, w.norm, w.script));
        struct slice others[family_shown];
        size_t n = stem_family(p->stemmer, stem, others, family_shown);

        buf_printf(&p->out, "%s%.*s:", p->out.len ? "; " : "", SLICE_ARG(stem));
        for (size_t i = 0; i < n; i++)
            buf_printf(&p->out, " %.*s", SLICE_ARG(others[i]));
    }
}

/* As the text of an article without a title. */
static void probe_terms(struct probing *p)
{
    struct section section = {.text = p->line};
    struct article a = {.id = SLICE("probe"), .sections = &section, .section_count = 1};
    struct document d;

    a.lang = language_of(p->line, LANGUAGE_EN);
    d = terms_of(p->job, p->stemmer, &a);
    terms_print(&d, &p->out);
}

static void probe_sentences(struct probing *p)
{
    struct slice rest = p->line, sentence;

    while (sentences_next(&rest, &sentence)) {
        if (p->out.len)
            buf_text(&p->out, " | ");
        buf_add(&p->out, sentence);
    }
}

static void probe_language(struct probing *p)
{
    buf_text(&p->out, language_code(language_of(p->line, LANGUAGE_EN)));
}

static void probe_wants(struct probing *p)
{
    static const char *const names[] = {"sum", "time", "steps", "remedy"};
    unsigned wants = wants_of_question(p->line), shown = wants_in_text(p->line);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wants >> i & 1)
            buf_printf(&p->out, "%swants %s", p->out.len ? ", " : "", names[i]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (shown >> i & 1)
            buf_printf(&p->out, "%sshows %s", p->out.len ? ", " : "", names[i]);
    if (p->out.len == 0)
        buf_text(&p->out, "nothing");
}

static void probe_query(struct probing *p)
{
    struct query q = query_parse(p->job, p->stemmer, p->line);

    query_print(query_tree(p->job, &q, QUERY_MATCH_ANY, NULL), &p->out);
}

static void probe_query_all(struct probing *p)
{
    struct query q = query_parse(p->job, p->stemmer, p->line);

    query_print(query_tree(p->job, &q, QUERY_MATCH_ALL, NULL), &p->out);
}

static void probe_filter(struct probing *p)
{
    const struct filter *f;
    struct err err;

    if (filter_parse(p->job, p->line, &f, &err))
        filter_print(f, &p->out);
    else
        buf_printf(&p->out, "error: %s", err.text);
}

/* ---- editors' words ---- */

/* What of editors' words a line is, by its signs. */
static enum words_kind kind_of_words(struct slice line)
{
    if (memmem(line.ptr, line.len, "->", 2))
        return WORDS_PINS;
    return slice_find(line, '=') < line.len ? WORDS_SYNONYMS : WORDS_STOPS;
}

static void begin_part(struct buf *out)
{
    if (out->len)
        buf_text(out, "; ");
}

static void print_synonyms(struct probing *p, const struct wording *w,
                           const struct wording_phrase *query)
{
    struct wording_matches found = wording_synonyms(w, p->job, query->words, query->count);

    for (size_t i = 0; i < found.count; i++) {
        const struct wording_match *m = &found.items[i];

        begin_part(&p->out);
        for (size_t k = 0; k < m->count; k++)
            buf_printf(&p->out, "%s%.*s", k ? " " : "", SLICE_ARG(query->words[m->first + k].norm));
        for (size_t k = 0; k < m->alternative_count; k++)
            buf_printf(&p->out, " %s %.*s", m->alternatives[k].one_way ? "=>" : "=",
                       SLICE_ARG(m->alternatives[k].phrase->text));
        if (m->inside)
            buf_text(&p->out, " (inside)");
    }
}

static void print_stops(struct probing *p, const struct wording *w,
                        const struct wording_phrase *query)
{
    bool *stop = ARENA_ARRAY(p->job, bool, query->count);

    wording_mark_stops(w, query->words, query->count, stop);
    for (size_t i = 0; i < query->count; i++)
        if (stop[i]) {
            begin_part(&p->out);
            buf_printf(&p->out, "stop %.*s", SLICE_ARG(query->words[i].norm));
        }
}

static void print_pins(struct probing *p, const struct wording *w,
                       const struct wording_phrase *query)
{
    struct wording_places found = wording_pins(w, p->job, query->words, query->count, clock_now());

    for (size_t i = 0; i < found.pinned_count; i++) {
        begin_part(&p->out);
        buf_printf(&p->out, "%u %.*s", found.pinned[i].position, SLICE_ARG(found.pinned[i].id));
    }
    for (size_t i = 0; i < found.hidden.count; i++) {
        begin_part(&p->out);
        buf_printf(&p->out, "hide %.*s", SLICE_ARG(found.hidden.items[i]));
    }
}

/* Lines of editors' files parted by |, then ? and a query. Faults first. */
static void probe_wording(struct probing *p)
{
    struct slice query = p->line, lines = slice_cut(&query, '?');
    struct wording_phrase asked = wording_phrase_of(p->job, p->stemmer, query, query_words_max);
    struct wordlists_reader *reader;
    struct wordlists lists;
    struct report report;
    const struct wording *w;

    report_start(&report, p->job);
    reader = wordlists_begin(p->job, &report);
    while (lines.ptr) {
        struct slice line = slice_trim(slice_cut(&lines, '|'));

        wordlists_read_text(reader, "line", kind_of_words(line), line);
    }
    lists = wordlists_finish(reader);
    for (const struct finding *f = report.first; f; f = f->next) {
        begin_part(&p->out);
        buf_printf(&p->out, "fault: %s", f->text);
    }
    w = wording_new(p->job, p->stemmer, &lists.rules);
    print_synonyms(p, w, &asked);
    print_stops(p, w, &asked);
    print_pins(p, w, &asked);
    if (p->out.len == 0)
        buf_text(&p->out, "nothing");
}

static void probe_layout(struct probing *p)
{
    struct slice readings[layout_readings_most];
    size_t count = layout_readings(p->job, p->line, readings);

    for (size_t i = 0; i < count; i++)
        buf_printf(&p->out, "%s%.*s", i ? " | " : "", SLICE_ARG(readings[i]));
}

/* Of each word the keys, and a Latin one in Cyrillic letters. */
static void probe_translit(struct probing *p)
{
    struct translit_key keys[translit_keys_most];
    struct words words = words_of(p->line);
    char room[translit_key_max];
    struct word w;

    while (words_next(&words, &w)) {
        struct slice stem = slice_copy(p->job, stem_word(p->stemmer, w.norm, w.script));
        size_t count = translit_keys(p->translit, w.norm, stem, w.script, keys);

        if (p->out.len)
            buf_text(&p->out, ", ");
        for (size_t i = 0; i < count; i++)
            buf_printf(&p->out, "%s%.*s", i ? " " : "", (int)keys[i].len, keys[i].text);
        if (w.script == WORD_LATIN)
            buf_printf(&p->out, " (%.*s)", SLICE_ARG(translit_to_cyrillic(w.norm, room)));
    }
}

/* Of what was typed, to each word behind it. */
static void probe_distance(struct probing *p)
{
    struct words words = words_of(p->line);
    struct slice typed = SLICE("");
    struct word w;

    while (words_next(&words, &w)) {
        unsigned most = distance_letters_max * distance_edit;

        if (typed.len == 0) {
            typed = slice_copy(p->job, w.norm);
            continue;
        }
        buf_printf(&p->out, "%s%.*s %u", p->out.len ? ", " : "", SLICE_ARG(w.norm),
                   distance_of(typed, w.norm, most));
    }
}

static void print_corrections(struct probing *p, const struct corrections *found)
{
    buf_add(&p->out, correct_text(p->job, p->line, found));
    for (size_t i = 0; i < found->count; i++) {
        const struct correction *c = &found->items[i];

        buf_printf(&p->out, " | %s %.*s > %.*s %.2f", correction_name(c->kind), SLICE_ARG(c->from),
                   SLICE_ARG(c->to), c->weight);
    }
}

static void probe_correct(struct probing *p)
{
    struct corrector c = {.vocabulary = p->reader->vocabulary,
                          .spelling = p->reader->spelling,
                          .stemmer = p->stemmer};
    struct query q = query_parse(p->job, p->stemmer, p->line);
    struct correct_word *words = ARENA_ARRAY(p->job, struct correct_word, q.word_count);
    struct corrections found;

    for (size_t i = 0; i < q.word_count; i++) {
        const struct query_word *w = &q.words[i];

        words[i] = (struct correct_word){w->norm, w->stem,    w->script,  w->start,
                                         w->end,  w->goes_on, w->excluded};
    }
    found = correct_words(p->job, &c, q.text, words, q.word_count);
    print_corrections(p, &found);
}

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
    {"query", "the tree of a query whose words may be missing", probe_query, false},
    {"query-all", "the tree of a query whose words must all be there", probe_query_all, false},
    {"filter", "the tree of a filter", probe_filter, false},
    {"wording", "what editors' words make of a query: LINE | LINE ? QUERY", probe_wording, false},
    {"layout", "the text in the other keyboard layout", probe_layout, false},
    {"translit", "what words are compared by with those of the other alphabet", probe_translit,
     false},
    {"distance", "from the first word to the others, in hundredths of an edit", probe_distance,
     false},
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
    for (size_t i = 0; argc && i < stage_count; i++)
        if (strcmp(args[0], stages[i].name) == 0 && argc == 1 + stages[i].needs_data)
            return start_stage(life, i, argc == 2 ? args[1] : NULL);
    if (argc)
        fprintf(stderr, "kladez: there is no stage '%s' with %d arguments\n", args[0], argc - 1);
    print_stages(stderr);
    return EXIT_USAGE;
}

const struct command cmd_probe = {"probe", "STAGE [DATA]", "Show what one stage makes of text",
                                  NULL, run_probe};
