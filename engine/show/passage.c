/* passage.c - see passage.h */
#include "engine/show/passage.h"

#include "base/utf8.h"
#include "engine/show/passage_value.h"
#include "text/sentences.h"

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

/* ---- the section ---- */

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
    return take_best(a, value_of_sections(job, m, a, q));
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
    double extra = value_of_kind(q);
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
            u.words = value_words(m, u.text);
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
    uint64_t words = value_words(m, s->heading);
    double whole = value_of_all(q);
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
    double *values = value_of_sections(job, m, a, q);
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
