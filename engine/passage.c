/* passage.c - see passage.h */
#include "engine/passage.h"

#include "base/utf8.h"
#include "text/sentences.h"

static const double heading_extra = 0.5;

/* What is never parted: a sentence of a paragraph, a step, a row. */
struct unit {
    struct slice text;
    const struct block *block;
    bool begins; /* the first unit of its block */
    double value;
    size_t characters; /* as printed */
};

/* The words of the query in a text, a bit each. */
static uint64_t words_in(struct marker *m, struct slice text)
{
    struct marks marks = marker_find(m, text);
    uint64_t seen = 0;

    for (size_t i = 0; i < marks.count; i++)
        seen |= 1ull << (marks.items[i].word % 64);
    return seen;
}

static double weight_of(uint64_t words, const double *rarity)
{
    double sum = 0;

    for (size_t i = 0; words; i++, words >>= 1)
        if (words & 1)
            sum += rarity[i];
    return sum;
}

const struct section *passage_section(struct marker *m, const struct article *a,
                                      const double *rarity)
{
    const struct section *best = NULL;
    double most = -1;

    for (size_t i = 0; i < a->section_count; i++) {
        const struct section *s = &a->sections[i];
        uint64_t heading, all;
        double value;

        if (s->text.len == 0)
            continue;
        heading = words_in(m, s->heading.len ? s->heading : a->title);
        all = heading | words_in(m, s->text);
        value = weight_of(all, rarity) + heading_extra * weight_of(heading, rarity);
        if (value > most * 1.0001) {
            most = value;
            best = s;
        }
    }
    return best;
}

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
                             const double *rarity, size_t *count)
{
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
            u.value = weight_of(words_in(m, u.text), rarity);
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
                              const double *rarity)
{
    struct passage p = {.section = passage_section(m, a, rarity), .text = SLICE("")};
    struct buf out = buf_new(job, article_text_max);
    struct unit *units;
    size_t count, from = 0, to = 0;

    if (!p.section)
        return p;
    units = units_of(job, m, p.section, rarity, &count);
    if (count)
        choose_window(units, count, &from, &to);
    for (size_t i = from; i < to; i++)
        print_unit(&units[i], &out);
    p.text = cut_characters(job, buf_slice(&out), passage_characters_max);
    return p;
}
