/* passage.c - see passage.h */
#include "engine/show/passage.h"

#include <math.h>

#include "base/utf8.h"
#include "text/sentences.h"

/* Of a section's value: its heading counts half as much again, being of the kind that is wanted as
 * much as a fifth of all words, two fifths for steps, a tenth for "what to do". By measurement:
 * docs/adr/0009-passages.md. */
static const double heading_extra = 0.5, kind_extra = 0.2, steps_extra = 0.4, action_extra = 0.1;

/* A long question is about no more for its length. */
static const double whole_most = 8;

/* What is never parted: a sentence of a paragraph, a step, a row. */
struct unit {
    struct slice text;
    const struct block *block;
    bool begins;    /* the first unit of its block */
    uint64_t words; /* of the query */
    double value;
    size_t characters; /* as printed */
    bool taken;        /* by a passage before */
};

/* Of all words of the query. */
static double whole_weight(const struct passage_query *q)
{
    double sum = 0;

    for (size_t i = 0; i < q->count; i++)
        sum += q->rarity[i];
    return sum;
}

/* What the kind of an answer is weighed against. */
static double kind_weight(const struct passage_query *q)
{
    return fmin(whole_weight(q), whole_most);
}

/* The words of the query in a text, a bit each. */
static uint64_t words_in(struct marker *m, struct slice text)
{
    struct marks marks = marker_find(m, text);
    uint64_t seen = 0;

    for (size_t i = 0; i < marks.count; i++)
        seen |= 1ull << (marks.items[i].word % 64);
    return seen;
}

/* ---- the section ---- */

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
        list[i].heading = words_in(m, s->heading);
        list[i].all = list[i].heading | words_in(m, s->text);
        list[i].kinds = wants ? kinds_of(s) : 0;
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

static double *values_of(struct arena *job, struct marker *m, const struct article *a,
                         const struct passage_query *q)
{
    unsigned wants = wants_of_section(a, q);
    struct holding *list = holdings_of(m, job, a, wants);
    size_t words = q->count < 64 ? q->count : 64;
    uint64_t title = words_in(m, a->title);
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

/* The section of the highest value, which is taken out; NULL if none is left. */
static const struct section *take_best(const struct article *a, double *values)
{
    const struct section *best = NULL;
    double most = -1;
    size_t at = 0;

    for (size_t i = 0; i < a->section_count; i++) {
        if (values[i] < 0 || values[i] <= most * 1.0001)
            continue;
        most = values[i];
        best = &a->sections[i];
        at = i;
    }
    if (best)
        values[at] = -1;
    return best;
}

const struct section *passage_section(struct arena *job, struct marker *m, const struct article *a,
                                      const struct passage_query *q)
{
    return take_best(a, values_of(job, m, a, q));
}

/* ---- its sentences ---- */

static size_t marker_length(const struct block *b)
{
    return b->kind == BLOCK_STEP ? 4 : b->kind == BLOCK_BULLET ? 3 : 0; /* "12. ", "– " */
}

/* Beside the first: each is printed with two characters more. */
static size_t cells_in(struct slice text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\t';
    return n;
}

static void add_unit(struct arena *job, struct unit **units, size_t *count, struct unit u)
{
    *units = arena_room(job, *units, *count, sizeof **units);
    (*units)[(*count)++] = u;
}

static struct slice block_text(const struct section *s, size_t i)
{
    size_t start = s->blocks[i].start;
    size_t end = i + 1 < s->block_count ? s->blocks[i + 1].start : s->text.len;

    return slice_trim((struct slice){s->text.ptr + start, end - start});
}

static struct unit *units_of(struct arena *job, struct marker *m, const struct section *s,
                             const struct passage_query *q, size_t *count)
{
    double extra = kind_extra * kind_weight(q);
    struct unit *units = NULL;

    *count = 0;
    for (size_t i = 0; i < s->block_count; i++) {
        const struct block *b = &s->blocks[i];
        struct slice rest = block_text(s, i), part;
        bool begins = true;

        while (b->kind == BLOCK_PARAGRAPH ? sentences_next(&rest, &part) : rest.len > 0) {
            struct unit u = {.block = b, .begins = begins};

            u.text = part;
            if (b->kind != BLOCK_PARAGRAPH) {
                u.text = rest;
                rest.len = 0;
            }
            u.words = words_in(m, u.text);
            u.value =
                query_sum(u.words, q->rarity) + (wants_in_text(u.text) & q->wants ? extra : 0);
            u.characters =
                utf8_length(u.text) + 1 + (begins ? marker_length(b) : 0) + 2 * cells_in(u.text);
            add_unit(job, &units, count, u);
            begins = false;
        }
    }
    return units;
}

static bool same_list(const struct unit *a, const struct unit *b)
{
    return a->block->kind == b->block->kind && a->block->level > 0 && b->block->level > 0;
}

static bool fits(const struct unit *units, size_t at, size_t used)
{
    return !units[at].taken && used + units[at].characters <= passage_characters_max;
}

/* A window of units within the limit, around the best one that is not taken. What comes in is what
 * follows (an answer goes on), and for a step the steps before it (a procedure begins at its
 * beginning). False if all are taken. */
static bool choose_window(const struct unit *units, size_t count, size_t *from, size_t *to)
{
    size_t best = 0, used;

    while (best < count && units[best].taken)
        best++;
    for (size_t i = best; i < count; i++)
        if (!units[i].taken && units[i].value > units[best].value * 1.0001)
            best = i;
    *from = *to = best;
    if (best == count)
        return false;
    used = units[(*to)++].characters;
    while (*from > 0 && same_list(&units[*from - 1], &units[best]) && fits(units, *from - 1, used))
        used += units[--*from].characters;
    while (*to < count && fits(units, *to, used))
        used += units[(*to)++].characters;
    while (*from > 0 && fits(units, *from - 1, used))
        used += units[--*from].characters;
    return true;
}

static void print_unit(const struct unit *u, struct buf *out)
{
    if (out->len)
        buf_char(out, u->begins ? '\n' : ' ');
    if (u->begins && u->block->kind == BLOCK_STEP)
        buf_printf(out, "%d. ", u->block->number);
    else if (u->begins && u->block->kind == BLOCK_BULLET)
        buf_text(out, "– ");
    for (size_t i = 0; i < u->text.len; i++) {
        if (u->text.ptr[i] == '\t')
            buf_text(out, " | "); /* cells of a row */
        else
            buf_char(out, u->text.ptr[i]);
    }
}

/* A single sentence can be longer than a passage may be. */
static struct slice cut_characters(struct arena *job, struct slice text, size_t most)
{
    size_t at = 0, n = 0, space = 0;

    if (utf8_length(text) <= most)
        return text;
    while (at < text.len && n < most - 1) {
        if (text.ptr[at] == ' ')
            space = at;
        utf8_next(text, &at);
        n++;
    }
    if (space)
        at = space;
    return slice_of(arena_printf(job, "%.*s…", (int)at, text.ptr));
}

/* What has not been taken of a section; takes it. */
static bool take_passage(struct arena *job, struct marker *m, const struct section *s,
                         const struct passage_query *q, struct unit *units, size_t count,
                         struct passage *out)
{
    struct buf text = buf_new(job, article_text_max);
    uint64_t words = words_in(m, s->heading);
    double whole = whole_weight(q);
    size_t from, to;

    if (!choose_window(units, count, &from, &to))
        return false;
    for (size_t i = from; i < to; i++) {
        print_unit(&units[i], &text);
        words |= units[i].words;
        units[i].taken = true;
    }
    out->section = s;
    out->text = cut_characters(job, buf_slice(&text), passage_characters_max);
    out->share = whole > 0 ? query_sum(words, q->rarity) / whole : 0;
    return true;
}

struct passage passage_next(struct arena *job, struct marker *m, const struct article *a,
                            const struct passage_query *q,
                            bool (*used)(void *self, struct slice text), void *self)
{
    double *values = values_of(job, m, a, q);
    struct passage p = {.text = SLICE("")};
    const struct section *s;

    while ((s = take_best(a, values)) != NULL) {
        size_t count;
        struct unit *units = units_of(job, m, s, q, &count);

        while (take_passage(job, m, s, q, units, count, &p))
            if (!used(self, p.text))
                return p;
    }
    return (struct passage){.text = SLICE("")};
}

static bool never(void *self, struct slice text)
{
    (void)self, (void)text;
    return false;
}

struct passage passage_choose(struct arena *job, struct marker *m, const struct article *a,
                              const struct passage_query *q)
{
    return passage_next(job, m, a, q, never, NULL);
}
