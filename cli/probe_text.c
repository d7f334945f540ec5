/* probe_text.c - see probe.h: stages that look at text alone. */
#include "cli/probe.h"

#include "engine/article/terms.h"
#include "text/definition.h"
#include "text/distance.h"
#include "text/layout.h"
#include "text/sentences.h"
#include "text/verdict.h"
#include "text/wants.h"

enum { family_shown = 32 };

void probe_normalise(struct probing *p)
{
    buf_add(&p->out, words_normalise(p->job, p->line));
}

void probe_words(struct probing *p)
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

void probe_stems(struct probing *p)
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
void probe_families(struct probing *p)
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
void probe_terms(struct probing *p)
{
    struct section section = {.text = p->line};
    struct article a = {.id = SLICE("probe"), .sections = &section, .section_count = 1};
    struct tokens tokens = tokens_of(p->job, &a);
    struct document d;

    a.lang = language_of(p->line, LANGUAGE_EN);
    d = terms_of(p->job, p->stemmer, &a, &tokens);
    terms_print(&d, &p->out);
}

void probe_sentences(struct probing *p)
{
    struct slice rest = p->line, sentence;

    while (sentences_next(&rest, &sentence)) {
        if (p->out.len)
            buf_text(&p->out, " | ");
        buf_add(&p->out, sentence);
    }
}

void probe_language(struct probing *p)
{
    buf_text(&p->out, language_code(language_of(p->line, LANGUAGE_EN)));
}

void probe_wants(struct probing *p)
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

void probe_verdict(struct probing *p)
{
    static const char *const names[] = {"neither", "unsaid", "wanted"};

    buf_text(&p->out, names[verdict_wished(p->line) - VERDICT_NO_ANSWER]);
}

void probe_definition(struct probing *p)
{
    static const char *const names[] = {"other", "unsaid", "wanted"};

    buf_text(&p->out, names[definition_wished(p->line) - DEFINITION_OTHER]);
}

void probe_layout(struct probing *p)
{
    struct slice readings[layout_readings_most];
    size_t count = layout_readings(p->job, p->line, readings);

    for (size_t i = 0; i < count; i++)
        buf_printf(&p->out, "%s%.*s", i ? " | " : "", SLICE_ARG(readings[i]));
}

/* Of each word the keys, and a Latin one in Cyrillic letters. */
void probe_translit(struct probing *p)
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
void probe_distance(struct probing *p)
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
