/* passage.c - see passage.h */
#include "engine/passage.h"

#include <math.h>

#include "base/utf8.h"
#include "text/sentences.h"

/* Of a section's value: its heading counts half as much again, being of the kind that is
 * wanted as much as two fifths of all words. By measurement: docs/adr/0009-passages.md. */
static const double heading_extra = 0.5, kind_extra = 0.2;

/* What is never parted: a sentence of a paragraph, a step, a row. */
struct unit {
    struct slice text;
    const struct block *block;
    bool begins; /* the first unit of its block */
    double value;
    size_t characters; /* as printed */
};

/* Of all words of the query. */
static double whole_weight(const struct passage_query *q)
{
    double sum = 0;

    for (size_t i = 0; i < q->count; i++)
        sum += q->rarity[i];
    return sum;
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

const struct section *passage_section(struct arena *job, struct marker *m, const struct article *a,
                                      const struct passage_query *q)
{
    const struct section *best = NULL;
    struct holding *list = holdings_of(m, job, a, q->wants);
    size_t words = q->count < 64 ? q->count : 64;
    uint64_t title = words_in(m, a->title);
    double *value = tellings(job, list, a->section_count, title, q->rarity, words);
    double most = -1, whole = whole_weight(q);

    for (size_t i = 0; i < a->section_count; i++) {
        const struct holding *h = &list[i];
        double sum;

        if (!h->section)
            continue;
        sum = query_sum(h->all, value) + heading_extra * query_sum(h->heading, value) +
              (h->kinds & q->wants ? kind_extra * whole : 0);
        if (sum > most * 1.0001) {
            most = sum;
            best = h->section;
        }
    }
    return best;
}

/* ---- its sentences ---- */

static size_t marker_length(const struct block *b)
{
    return b->kind == BLOCK_STEP ? 4 : b->kind == BLOCK_BULLET ? 3 : 0; /* "12. ", "– " */
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
    double extra = kind_extra * whole_weight(q);
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
            u.value = query_sum(words_in(m, u.text), q->rarity) +
                      (wants_in_text(u.text) & q->wants ? extra : 0);
            u.characters = utf8_length(u.text) + 1 + (begins ? marker_length(b) : 0);
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

/* A window of units within the limit. What comes in is what follows (an answer goes on), and
 * for a step the steps before it (a procedure begins at its beginning). */
static void choose_window(const struct unit *units, size_t count, size_t *from, size_t *to)
{
    size_t best = 0, used;

    for (size_t i = 1; i < count; i++)
        if (units[i].value > units[best].value * 1.0001)
            best = i;
    *from = best;
    *to = best + 1;
    used = units[best].characters;
    while (*from > 0 && same_list(&units[*from - 1], &units[best]) &&
           used + units[*from - 1].characters <= passage_characters_max)
        used += units[--*from].characters;
    while (*to < count && used + units[*to].characters <= passage_characters_max)
        used += units[(*to)++].characters;
    while (*from > 0 && used + units[*from - 1].characters <= passage_characters_max)
        used += units[--*from].characters;
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

struct passage passage_choose(struct arena *job, struct marker *m, const struct article *a,
                              const struct passage_query *q)
{
    struct passage p = {.section = passage_section(job, m, a, q), .text = SLICE("")};
    struct buf out = buf_new(job, article_text_max);
    struct unit *units;
    size_t count, from = 0, to = 0;

    if (!p.section)
        return p;
    units = units_of(job, m, p.section, q, &count);
    if (count)
        choose_window(units, count, &from, &to);
    for (size_t i = from; i < to; i++)
        print_unit(&units[i], &out);
    p.text = cut_characters(job, buf_slice(&out), passage_characters_max);
    return p;
}
