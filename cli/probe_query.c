/* probe_query.c - see probe.h: stages that look at what is asked. */
#include "cli/probe.h"

#include "engine/query/correct.h"
#include "engine/query/filter.h"
#include "engine/query/query.h"

void probe_query(struct probing *p)
{
    struct query q = query_parse(p->job, p->stemmer, p->line);

    query_print(query_tree(p->job, &q, QUERY_MATCH_ANY, NULL), &p->out);
}

void probe_query_all(struct probing *p)
{
    struct query q = query_parse(p->job, p->stemmer, p->line);

    query_print(query_tree(p->job, &q, QUERY_MATCH_ALL, NULL), &p->out);
}

void probe_filter(struct probing *p)
{
    const struct filter *f;
    struct err err;

    if (filter_parse(p->job, p->line, &f, &err))
        filter_print(f, &p->out);
    else
        buf_printf(&p->out, "error: %s", err.text);
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

void probe_correct(struct probing *p)
{
    struct corrector c = {.vocabulary = p->reader->vocabulary,
                          .spelling = p->reader->spelling,
                          .stemmer = p->stemmer};
    struct query q = query_parse(p->job, p->stemmer, p->line);
    struct corrections found =
        correct_words(p->job, &c, q.text, correct_typed(p->job, &q), q.word_count);

    print_corrections(p, &found);
}
