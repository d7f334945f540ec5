/*
 * complete_phrases.c - see complete_phrases.h
 *
 * Headlines are gone through twice: at first only hashes are counted, so that of the many sequences
 * that stand in a single article nothing is kept. Sequences that share a hash cost time, no more:
 * what is kept for it is counted itself.
 */
#include "engine/complete/complete_phrases.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "engine/complete/complete_file.h"
#include "text/function_words.h"

enum {
    phrase_words = 3,
    headings_most = 100,    /* of an article are looked at */
    tokens_most = 24,       /* words of a headline */
    single_letters = 4,     /* of a phrase of one word */
    single_least = 3,       /* articles that must have it */
    forms_most = 6,         /* of a phrase are counted… */
    forms_kept = 2,         /* …and kept */
    sketch_bits_least = 10, /* a hash for two bytes, up to a limit */
    sketch_bits_most = 22
};

struct token {
    struct slice norm, stem;
    size_t start, end;
    bool joins;   /* a space or hyphen is all that stands before it */
    bool carries; /* may begin or end a phrase */
};

struct form {
    struct slice norm, text;
    struct complete_holders holders;
    struct form *next;
};

struct candidate {
    struct complete_holders all;
    struct form *forms;
    size_t form_count, words;
    size_t longer; /* articles of the most frequent phrase that this one is the start or end of */
    struct slice key;
};

/* How many articles have sequences of a hash, and the last of them, from 1. */
struct tally {
    uint32_t count, last;
};

struct gathering {
    struct arena *job, *passing; /* the second one for an article */
    struct stemmer *stemmer;
    struct tally *tallies; /* by the first `bits` of a hash */
    unsigned bits;
    bool counting;
    struct map candidates;
    uint32_t article;
};

/* ---- the words of a headline ---- */

static bool is_one_space(struct slice text, size_t from, size_t to)
{
    struct slice between = {text.ptr + from, to - from};

    return slice_is(between, " ") || slice_is(between, "-") || slice_is(between, "\u00a0");
}

static size_t read_tokens(struct gathering *g, struct slice text, struct token tokens[tokens_most])
{
    struct words words = words_of(text);
    size_t count = 0;
    struct word w;

    while (count < tokens_most && words_next(&words, &w)) {
        struct token *t = &tokens[count];
        bool letters = w.script == WORD_CYRILLIC || w.script == WORD_LATIN;

        t->norm = slice_copy(g->passing, w.norm);
        t->stem = slice_copy(g->passing, stem_word(g->stemmer, w.norm, w.script));
        t->start = w.start;
        t->end = w.end;
        t->joins = count && is_one_space(text, tokens[count - 1].end, w.start);
        t->carries = letters && !is_function_word(w.norm);
        count++;
    }
    return count;
}

static bool is_phrase(const struct token *t, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (!t[i].joins)
            return false;
    if (!t[0].carries || !t[count - 1].carries)
        return false;
    return count > 1 || utf8_length(t->norm) >= single_letters;
}

static struct slice join(struct gathering *g, const struct token *t, size_t count, bool stems)
{
    struct buf out = buf_new(g->passing, phrase_words * (word_bytes_max + 1));

    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(&out, ' ');
        buf_add(&out, stems ? t[i].stem : t[i].norm);
    }
    return buf_slice(&out);
}

/* ---- counting ---- */

static void hold(struct gathering *g, struct complete_holders *h)
{
    if (h->count && h->items[h->count - 1] == g->article)
        return;
    h->items = arena_room(g->job, h->items, h->count, sizeof *h->items);
    h->items[h->count++] = g->article;
}

static bool begins_small(struct slice text)
{
    size_t at = 0;
    uint32_t c = utf8_next(text, &at);

    return !(c >= 'A' && c <= 'Z') && !(c >= 0x410 && c <= 0x42F) && c != 0x401;
}

static void add_form(struct gathering *g, struct candidate *c, struct slice norm, struct slice text)
{
    struct form **f = &c->forms;

    while (*f && !slice_eq((*f)->norm, norm))
        f = &(*f)->next;
    if (!*f) {
        if (c->form_count == forms_most)
            return;
        *f = ARENA_NEW(g->job, struct form);
        **f = (struct form){.norm = slice_copy(g->job, norm), .text = text};
        c->form_count++;
    }
    if (begins_small(text) && !begins_small((*f)->text))
        (*f)->text = text;
    hold(g, &(*f)->holders);
}

static void keep(struct gathering *g, struct slice key, const struct token *t, size_t count,
                 struct slice text)
{
    struct candidate *c = map_find(&g->candidates, key);

    if (!c) {
        c = ARENA_NEW(g->job, struct candidate);
        c->words = count;
        c->key = slice_copy(g->job, key);
        map_put(&g->candidates, c->key, c);
    }
    hold(g, &c->all);
    add_form(g, c, join(g, t, count, false),
             (struct slice){text.ptr + t->start, t[count - 1].end - t->start});
}

static void meet(struct gathering *g, const struct token *t, size_t count, struct slice text)
{
    struct slice key = join(g, t, count, true);
    struct tally *of = &g->tallies[map_quick_hash(key) >> (32 - g->bits)];

    if (!g->counting) {
        if (of->count >= complete_phrase_least)
            keep(g, key, t, count, text);
    } else if (of->last != g->article + 1) {
        of->last = g->article + 1;
        of->count++;
    }
}

static void read_text(struct gathering *g, struct slice text)
{
    struct token tokens[tokens_most];
    size_t count = read_tokens(g, text, tokens);

    for (size_t i = 0; i < count; i++)
        for (size_t n = 1; n <= phrase_words && i + n <= count; n++)
            if (is_phrase(tokens + i, n))
                meet(g, tokens + i, n, text);
}

/* Sequences are fewer than half the bytes. */
static unsigned bits_for(size_t bytes)
{
    unsigned bits = sketch_bits_least;

    while (bits < sketch_bits_most && ((size_t)2 << bits) < bytes)
        bits++;
    return bits;
}

static size_t bytes_of(const struct texts *texts)
{
    size_t bytes = 0;

    for (size_t i = 0; i < texts->count; i++)
        bytes += texts->items[i].len;
    return bytes;
}

static size_t headline_bytes(const struct complete_source *articles, size_t count,
                             enum language lang)
{
    size_t bytes = 0;

    for (size_t i = 0; i < count; i++)
        if (articles[i].lang == lang)
            bytes += articles[i].title.len + bytes_of(&articles[i].headings) +
                     bytes_of(&articles[i].tags);
    return bytes;
}

static void read_articles(struct gathering *g, const struct complete_source *articles, size_t count,
                          enum language lang)
{
    for (size_t i = 0; i < count; i++) {
        const struct complete_source *a = &articles[i];

        if (a->lang != lang)
            continue;
        g->article = (uint32_t)i;
        g->passing = arena_new();
        read_text(g, a->title);
        for (size_t k = 0; k < a->headings.count && k < headings_most; k++)
            read_text(g, a->headings.items[k]);
        for (size_t k = 0; k < a->tags.count; k++)
            read_text(g, a->tags.items[k]);
        arena_free(g->passing);
    }
}

/* Hashes are forgotten when they have said what is kept. */
static void gather(struct gathering *g, const struct complete_source *articles, size_t count,
                   enum language lang)
{
    struct arena *hashes = arena_new();

    g->bits = bits_for(headline_bytes(articles, count, lang));
    g->tallies = ARENA_ARRAY(hashes, struct tally, (size_t)1 << g->bits);
    g->counting = true;
    read_articles(g, articles, count, lang);
    g->counting = false;
    read_articles(g, articles, count, lang);
    arena_free(hashes);
}

/* ---- choosing ---- */

static void note_longer(struct gathering *g, struct slice part, size_t count)
{
    struct candidate *c = map_find(&g->candidates, part);

    if (c && c->longer < count)
        c->longer = count;
}

/* Tells the phrases of one word less at both ends. */
static void note_parts(struct gathering *g, const struct candidate *c)
{
    struct slice rest = c->key;
    size_t last = c->key.len;

    if (c->words < 2)
        return;
    while (c->key.ptr[last - 1] != ' ')
        last--;
    note_longer(g, (struct slice){c->key.ptr, last - 1}, c->all.count);
    slice_cut(&rest, ' ');
    note_longer(g, rest, c->all.count);
}

static bool is_kept(const struct candidate *c)
{
    size_t least = c->words > 1 ? complete_phrase_least : single_least;

    return c->all.count >= least && 5 * c->longer < 4 * c->all.count;
}

static int by_articles(const void *a, const void *b)
{
    const struct candidate *p = *(struct candidate *const *)a, *q = *(struct candidate *const *)b;

    if (p->all.count != q->all.count)
        return p->all.count < q->all.count ? 1 : -1;
    return slice_cmp(p->key, q->key);
}

static const struct form *best_form(const struct candidate *c, const struct form *but)
{
    const struct form *best = NULL;

    for (const struct form *f = c->forms; f; f = f->next)
        if (f != but && (!best || f->holders.count > best->holders.count))
            best = f;
    return best;
}

static void put_out(struct gathering *g, const struct candidate *c, struct complete_phrases *out)
{
    const struct form *f = NULL;

    for (int n = 0; n < forms_kept && (f = best_form(c, f)); n++) {
        out->items = arena_room(g->job, out->items, out->count, sizeof *out->items);
        out->items[out->count++] = (struct complete_phrase){f->text, f->holders, &c->all};
    }
}

struct complete_phrases complete_phrases_of(struct arena *job, struct stemmer *stemmer,
                                            const struct complete_source *articles, size_t count,
                                            enum language lang)
{
    struct gathering g = {.job = job, .stemmer = stemmer};
    struct complete_phrases out = {0};
    struct candidate **kept;
    size_t n = 0;

    g.candidates = map_new(job);
    gather(&g, articles, count, lang);
    kept = ARENA_ARRAY(job, struct candidate *, g.candidates.count);
    for (size_t i = 0; i < g.candidates.count; i++)
        note_parts(&g, g.candidates.entries[i].value);
    for (size_t i = 0; i < g.candidates.count; i++)
        if (is_kept(g.candidates.entries[i].value))
            kept[n++] = g.candidates.entries[i].value;
    if (n)
        qsort(kept, n, sizeof *kept, by_articles);
    for (size_t i = 0; i < n && i < complete_phrases_most; i++)
        put_out(&g, kept[i], &out);
    return out;
}
