/* probe_words.c - see probe.h: the stage that looks at editors' words. */
#include "cli/probe.h"

#include <string.h>

#include "base/clock.h"
#include "engine/query/query.h"
#include "engine/query/wording.h"
#include "indexer/wordlists.h"

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
void probe_wording(struct probing *p)
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
