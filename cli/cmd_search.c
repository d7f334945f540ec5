/* cmd_search.c - kladez search: the same search the server does, on a terminal. */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/command.h"
#include "engine/find/rank.h"
#include "engine/query/changes.h"
#include "engine/show/snippet.h"

struct options {
    const char *data, *config, *lang, *audience;
    uint64_t limit;
    bool explain, as_typed;
};

static const struct conf_option options[] = {
    OPTION_DATA(struct options),
    OPTION_CONFIG(struct options),
    {"lang", CONF_TEXT, offsetof(struct options, lang), "", 0, 0, "only articles in ru or en"},
    {"audience", CONF_TEXT, offsetof(struct options, audience), "public", 0, 0,
     "whose articles to search"},
    {"limit", CONF_COUNT, offsetof(struct options, limit), "5", 1, 100, "how many articles"},
    {"explain", CONF_BOOL, offsetof(struct options, explain), "false", 0, 0,
     "show what the words became and how hits were weighed"},
    {"as-typed", CONF_BOOL, offsetof(struct options, as_typed), "false", 0, 0,
     "correct nothing, look for no synonyms"},
    {0},
};

enum { snippet_words = 24 };

/* In bold, where that shows. */
static void print_bold(struct slice text)
{
    bool terminal = isatty(STDOUT_FILENO);

    printf("%s%.*s%s", terminal ? "\033[1m" : "", SLICE_ARG(text), terminal ? "\033[0m" : "");
}

/* Blocks in one line, cells apart. */
static void print_flat(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\t')
            fputs(" · ", stdout);
        else
            putchar(text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

static void print_snippet(const struct snippet *s)
{
    const char *at = s->text.ptr;

    printf("   %s", s->cut_before ? "…" : "");
    for (size_t i = 0; i < s->marks.count; i++) {
        const char *from = s->text.ptr + s->marks.items[i].start;
        const char *to = s->text.ptr + s->marks.items[i].end;

        print_flat((struct slice){at, (size_t)(from - at)});
        print_bold((struct slice){from, (size_t)(to - from)});
        at = to;
    }
    print_flat((struct slice){at, (size_t)(s->text.ptr + s->text.len - at)});
    printf("%s\n", s->cut_after ? "…" : "");
}

/* What the weight is made of, each part with its share of the score. */
static void print_weight(const struct search_result *found, const struct search_hit *h)
{
    struct rank_parts parts = rank_parts_of(&h->evidence, found->words.all);
    const char *between = ": ";

    printf("   weight %.2f of %.2f", h->weight, found->possible);
    if (h->evidence.length == 0) {
        puts(": not looked at closer");
        return;
    }
    for (int i = 0; i < rank_part_count; i++)
        if (parts.of[i] != 0) {
            printf("%s%s %.2f", between, rank_part_name((enum rank_part)i), parts.of[i]);
            between = ", ";
        }
    printf("\n   has %.0f %% of the words by rarity:", 100 * h->evidence.coverage);
    for (size_t i = 0; i < found->words.count; i++)
        if (h->evidence.seen >> i & 1)
            printf(" %.*s", SLICE_ARG(found->words.slots[i].word->norm));
        else
            printf(" -%.*s", SLICE_ARG(found->words.slots[i].word->norm));
    putchar('\n');
}

static bool print_hit(struct reader *r, struct arena *job, const struct search_result *found,
                      const struct search_hit *h, bool explain, struct err *err)
{
    struct marker *marker = marker_new(job, r->stemmer, &found->query);
    const struct section *section;
    struct article a;
    struct marks marks;
    struct snippet s;

    if (!reader_document(r, job, h->document, &a, err))
        return false;
    print_bold(a.title);
    printf("  (%.*s)%s", SLICE_ARG(a.id), h->pinned ? "  pinned" : "");
    if (explain)
        printf("  score %.3f", h->score);
    putchar('\n');
    if (explain)
        print_weight(found, h);
    if (h->section >= a.section_count)
        return true;
    section = &a.sections[h->section];
    if (section->heading.len)
        printf("   %.*s #%.*s\n", SLICE_ARG(section->heading), SLICE_ARG(section->anchor));
    marks = marker_find(marker, section->text);
    s = snippet_make(job, section->text, &marks, snippet_words);
    print_snippet(&s);
    return true;
}

/* What was looked for beside what was typed. */
static void print_changes(struct arena *job, const struct reader *r,
                          const struct search_result *found)
{
    struct changes changes = changes_of(job, r, found);

    if (changes_meant(found).len)
        printf("Meant: %.*s\n", SLICE_ARG(changes_meant(found)));
    for (size_t i = 0; i < changes.count; i++)
        printf("%s: %.*s > %.*s%s\n", changes.items[i].type, SLICE_ARG(changes.items[i].from),
               SLICE_ARG(changes.items[i].to),
               changes.items[i].applied ? "" : " (a guess, not searched for)");
    if (changes.count)
        putchar('\n');
}

static void print_part(const struct query_part *p)
{
    for (size_t i = 0; i < p->count; i++)
        printf("%s%.*s", i ? "|" : "", SLICE_ARG(p->stems[i]));
}

/* What the word is, and what else it may stand for. */
static void print_word(const struct query_word *w, double rarity)
{
    printf("%.*s: ", SLICE_ARG(w->norm));
    print_part(&(struct query_part){w->stems, w->stem_count});
    printf(", rarity %.2f", rarity);
    if (w->corrected)
        printf(", corrected, trusted %.2f", w->trust);
    printf("%s%s\n", w->function ? ", a function word" : "", w->stop ? ", a stop word" : "");
    for (size_t i = 0; i < w->option_count; i++) {
        const struct query_option *o = &w->options[i];

        printf("    %s (%.2f):", changes_reason(o->why), o->weight);
        for (size_t k = 0; k < o->count; k++) {
            putchar(' ');
            print_part(&o->parts[k]);
        }
        putchar('\n');
    }
}

static void print_query(struct arena *job, const struct search_result *found)
{
    struct buf tree = buf_new(job, 64 * 1024);

    for (size_t i = 0; i < found->query.word_count; i++) {
        const struct query_word *w = &found->query.words[i];

        print_word(w, found->rarity[i]);
    }
    query_print(query_tree(job, &found->query, QUERY_MATCH_ANY, NULL), &tree);
    printf("%s\n\n", buf_slice(&tree).ptr);
}

static bool search(struct arena *life, const struct options *o, struct slice text, struct err *err)
{
    struct reader *r;
    struct texts audiences = {0}, langs = {0};
    struct search_request request = {.text = text,
                                     .limit = (size_t)o->limit,
                                     .audiences = &audiences,
                                     .distinct = SLOT_NONE,
                                     .as_typed = o->as_typed,
                                     .pins = true,
                                     .sections = true};
    struct search_result found;
    enum language lang;
    int64_t started;
    bool ok;

    if (*o->lang && !language_parse(slice_of(o->lang), &lang))
        return err_set(err, ERR_INPUT, "--lang takes ru or en, not '%s'", o->lang);
    if (!reader_open_in(o->data, 0, &r, err))
        return false;
    texts_add(life, &audiences, slice_of(o->audience));
    if (*o->lang) {
        texts_add(life, &langs, slice_of(o->lang));
        request.filter = filter_one_of(life, "lang", &langs);
    }
    started = clock_monotonic();
    ok = search_run(r, life, &request, &found, err);
    if (ok)
        print_changes(life, r, &found);
    if (ok && o->explain)
        print_query(life, &found);
    for (size_t i = 0; ok && i < found.count; i++)
        ok = print_hit(r, life, &found, &found.hits[i], o->explain, err);
    if (ok)
        printf("%s%zu found in %.1f ms\n", found.no_confident_match ? "No confident match. " : "",
               found.total, (double)(clock_monotonic() - started) / 1000);
    reader_close(r);
    return ok;
}

static int run_search(struct arena *life, int argc, char **args)
{
    struct options o = {0};
    struct conf_list words;
    struct buf text = buf_new(life, query_text_max);
    struct err err;
    int status;

    if (!command_options(life, &cmd_search, argc, args, &o, &words, &status))
        return status;
    for (size_t i = 0; i < words.count; i++) {
        if (i)
            buf_char(&text, ' ');
        buf_text(&text, words.items[i]);
    }
    if (!search(life, &o, buf_slice(&text), &err))
        return command_fail(&err);
    return EXIT_DONE;
}

const struct command cmd_search = {"search", "[OPTIONS] WORDS...", "Search the published articles",
                                   options, run_search};
