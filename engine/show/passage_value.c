/* passage_value.c - see passage_value.h */
#include "engine/show/passage_value.h"

#include <math.h>
#include <string.h>

/* Of a section's value: its heading counts half as much again, being of the kind that is wanted as
 * much as a fifth of all words, two fifths for steps, a tenth for "what to do". By measurement:
 * docs/adr/0009-passages.md. */
static const double heading_extra = 0.5, kind_extra = 0.2, steps_extra = 0.4, action_extra = 0.1;

/* A long question is about no more for its length. */
static const double whole_most = 8;

double value_of_all(const struct passage_query *q)
{
    double sum = 0;

    for (size_t i = 0; i < q->count; i++)
        sum += q->rarity[i];
    return sum;
}

/* What the kind of an answer is weighed against. */
static double kind_weight(const struct passage_query *q)
{
    return fmin(value_of_all(q), whole_most);
}

uint64_t value_words(struct marker *m, struct slice text)
{
    struct marks marks = marker_find(m, text);
    uint64_t seen = 0;

    for (size_t i = 0; i < marks.count; i++)
        seen |= 1ull << (marks.items[i].word % 64);
    return seen;
}

double value_of_kind(const struct passage_query *q)
{
    return kind_extra * kind_weight(q);
}

/* What a section has of the query. */
struct holding {
    const struct section *section; /* NULL: no text */
    uint64_t heading, all;
    unsigned kinds;
};

static unsigned kinds_of(const struct section *s)
{
    unsigned kinds = wants_in_text(s->text) | wants_in_heading(s->heading);

    for (size_t i = 0; i < s->block_count; i++)
        if (s->blocks[i].kind == BLOCK_STEP)
            kinds |= WANT_STEPS;
    return kinds;
}

static struct holding *holdings_of(struct marker *m, struct arena *job, const struct article *a,
                                   unsigned wants)
{
    struct holding *list = ARENA_ARRAY(job, struct holding, a->section_count);

    for (size_t i = 0; i < a->section_count; i++) {
        const struct section *s = &a->sections[i];

        if (s->text.len == 0)
            continue;
        list[i].section = s;
        list[i].heading = value_words(m, s->heading);
        list[i].all = list[i].heading | value_words(m, s->text);
        list[i].kinds = wants ? kinds_of(s) : 0;
        if (i == 0 && memmem(s->text.ptr, s->text.len, "→", strlen("→")))
            list[i].kinds |= WANT_STEPS; /* an article that begins with Settings → Network */
    }
    return list;
}

/* How much a word tells one section from the others: all, if one has it; nothing, if the whole
 * article is about it. */
static double telling(const struct holding *list, size_t count, size_t word)
{
    double with = 0, sections = 0;

    for (size_t i = 0; i < count; i++) {
        sections += list[i].section != NULL;
        with += (list[i].all >> word & 1) != 0;
    }
    return with > 0 && sections > 1 ? log(sections / with) / log(sections) : 0;
}

static double *tellings(struct arena *job, const struct holding *list, size_t count, uint64_t title,
                        const double *rarity, size_t words)
{
    double *out = ARENA_ARRAY(job, double, words);

    for (size_t i = 0; i < words; i++)
        out[i] = title >> i & 1 ? 0 : rarity[i] * telling(list, count, i);
    return out;
}

/* All sections of an article about what does not work are about that: what to do is wanted. */
static unsigned wants_of_section(const struct article *a, const struct passage_query *q)
{
    if (!(q->wants & WANT_REMEDY))
        return q->wants;
    return (q->wants & ~(wants_of_question(a->title) & WANT_REMEDY)) | WANT_ACTION;
}

static double extra_of(unsigned kinds)
{
    return kinds & WANT_STEPS     ? steps_extra
           : kinds == WANT_ACTION ? action_extra
           : kinds                ? kind_extra
                                  : 0;
}

double *value_of_sections(struct arena *job, struct marker *m, const struct article *a,
                          const struct passage_query *q)
{
    unsigned wants = wants_of_section(a, q);
    struct holding *list = holdings_of(m, job, a, wants);
    size_t words = q->count < 64 ? q->count : 64;
    uint64_t title = q->title_counts ? 0 : value_words(m, a->title);
    double *value = tellings(job, list, a->section_count, title, q->rarity, words);
    double *out = ARENA_ARRAY(job, double, a->section_count), whole = kind_weight(q);

    for (size_t i = 0; i < a->section_count; i++) {
        const struct holding *h = &list[i];

        out[i] = !h->section
                     ? -1
                     : query_sum(h->all, value) + heading_extra * query_sum(h->heading, value) +
                           extra_of(h->kinds & wants) * whole;
    }
    return out;
}
