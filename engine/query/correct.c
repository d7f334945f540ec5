/*
 * correct.c - see correct.h
 *
 * In three rounds: pieces of the text without spaces in the other layout, since keys that are signs
 * are letters there; words in the other alphabet; then each word that is left for itself. In the
 * first two, words that can be nothing else say what their neighbours are.
 */
#include "engine/query/correct.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "engine/query/correct_rounds.h"

enum {
    far_fetched = 3, /* times its cost is added to what sounds Russian among English words */
    unread =
        90, /* nothing the index has, but what is around it is in the other layout or alphabet */
    edit_least = 5,    /* letters of a word with an edit besides */
    score_window = 60, /* alternatives worse than the best by more are not kept */
    weight_scale = 300 /* the cost at which nothing is left of a weight */
};

static const double weight_least = 0.1;
static const double weight_window = 40; /* a score worse by this has 1/e of the weight */

/* ---- each word for itself ---- */

/* Are most of the Latin words Russian? */
static bool mostly_written(const struct work *w)
{
    size_t written = 0, latin = 0;

    for (size_t i = 0; i < w->count; i++) {
        written += w->items[i].written;
        latin += w->items[i].latin;
    }
    return 2 * written > latin;
}

/* The other layout alone, of three letters, or with an edit. */
static void guess_flipped(struct work *w, struct item *it)
{
    const struct piece *p = &w->pieces[it->piece];

    if (!p->open || p->count != 1 || p->known)
        return;
    if (p->reads == READS_WELL && p->letters >= layout_least)
        guess_layout(&it->guesses, p->reading, p->words, p->word_count, guess_short_layout);
    else if (p->word_count == 1 && p->letters >= edit_least)
        guess_spelling(&it->guesses, CORRECTION_LAYOUT, p->words[0].norm, p->words[0].script,
                       spelling_one_edit, guess_flipped_edit);
}

/* A word alone that is none of the index as it is read is left as it is. A short one is read letter
 * by letter or not at all: qqq is not к. */
static void drop_unlikely(struct item *it)
{
    size_t kept = 0;

    if (it->guesses.count && !it->guesses.items[0].words[0].known)
        it->guesses.count = 0;

    for (size_t i = 0; i < it->guesses.count; i++) {
        const struct corrected_word *word = &it->guesses.items[i].words[0];

        if (word->known && (it->letters > short_most || utf8_length(word->norm) == it->letters))
            it->guesses.items[kept++] = it->guesses.items[i];
    }
    it->guesses.count = kept;
}

static void guess_latin(struct work *w, struct item *it)
{
    struct slice norm = it->word->norm;
    bool mostly = mostly_written(w);

    drop_unlikely(it);
    if (it->letters == 1 && !mostly)
        it->guesses.count = 0; /* "can u tell me" */
    for (size_t i = 0; i < it->guesses.count; i++) {
        struct guess *g = &it->guesses.items[i];
        unsigned extra =
            w->foreign == guess_foreign ? far_fetched * g->cost + w->foreign : w->foreign;

        g->cost += extra;
        g->score += extra;
    }
    if (it->letters >= edit_least && !w->foreign)
        guess_translit_spelling(&it->guesses, norm,
                                mostly ? guess_flipped_edit_supported : guess_flipped_edit);
    if (mostly)
        guess_unknown(&it->guesses, norm, unread);
}

static void guess_alone(struct work *w, struct item *it)
{
    const struct correct_word *word = it->word;

    if (word->script == WORD_LATIN)
        guess_latin(w, it);
    guess_flipped(w, it);
    if (word->script == WORD_CYRILLIC)
        guess_alike(&it->guesses, CORRECTION_TRANSLIT, word->norm, word->stem, word->script, 0);
    guess_spelling(&it->guesses, CORRECTION_SPELL, word->norm, word->script,
                   spelling_budget(it->letters), 0);
    if (word->script == WORD_CYRILLIC || word->script == WORD_LATIN)
        guess_language(&it->guesses, CORRECTION_SPELL, word->norm, word->script, 0);
    guess_split(&it->guesses, word->norm, word->script);
}

/* A piece among pieces of the other layout, of words the index has not: as it reads, or what is
 * near to that. */
static void guess_piece(const struct work *w, const struct piece *p, struct guesses *g)
{
    *g = (struct guesses){.job = w->job, .c = w->c};
    if (p->word_count == 1 && p->letters >= edit_least)
        guess_spelling(g, CORRECTION_LAYOUT, p->words[0].norm, p->words[0].script,
                       spelling_one_edit, guess_flipped_edit_supported);
    guess_layout(g, p->reading, p->words, p->word_count, unread);
}

/* ---- what comes out ---- */

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0x410 && c <= 0x42F) || c == 0x401;
}

static uint32_t capital_of(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x44F) ? c - 0x20 : c;
}

/* How many of the letters at the start of a text are capitals, and whether all of it is. */
static size_t leading_capitals(struct slice text, bool *all)
{
    size_t n = 0, letters = 0, capitals = 0;

    for (size_t i = 0; i < text.len; letters++) {
        bool is = is_capital(utf8_next(text, &i));

        capitals += is;
        n += is && n == letters;
    }
    *all = letters > 1 && capitals == letters;
    return n;
}

static struct slice shown(struct arena *job, const struct guess *g, struct slice from)
{
    struct buf out = buf_new(job, correction_words_most * (word_bytes_max + 1));
    bool all, first;

    first = leading_capitals(from, &all) > 0;
    for (size_t i = 0; i < g->count; i++) {
        struct slice norm = g->words[i].norm;
        char bytes[4];

        if (i)
            buf_char(&out, ' ');
        for (size_t at = 0; at < norm.len; first = false) {
            uint32_t c = utf8_next(norm, &at);

            buf_add(&out, (struct slice){bytes, utf8_put(first || all ? capital_of(c) : c, bytes)});
        }
    }
    return buf_slice(&out);
}

static double weight_of(const struct corrector *c, const struct guess *g, const struct guess *best)
{
    double weight = 1 - (double)g->cost / weight_scale;

    if (c->surely && g->kind == CORRECTION_SPELL && g->words[0].script == WORD_LATIN &&
        g->cost > spelling_one_edit)
        weight *= weight;
    weight *= exp((best->score - g->score) / weight_window);
    return weight < weight_least ? weight_least : weight;
}

/* The best guesses of the words from `first` on, which stand at these bytes. */
static void put_out(struct work *w, const struct guesses *from, size_t first, size_t count,
                    size_t start, size_t end)
{
    for (size_t i = 0; i < from->count && i < correct_alternatives_most; i++) {
        const struct guess *g = &from->items[i];
        struct correction *c;

        if (g->score > from->items[0].score + score_window)
            return;
        w->out.items = arena_room(w->job, w->out.items, w->out.count, sizeof *w->out.items);
        c = &w->out.items[w->out.count++];
        *c = (struct correction){.kind = g->kind,
                                 .first = first,
                                 .count = count,
                                 .start = start,
                                 .end = end,
                                 .from = {w->text.ptr + start, end - start},
                                 .word_count = g->count,
                                 .cost = g->cost,
                                 .weight = weight_of(w->c, g, &from->items[0])};
        memcpy(c->words, g->words, sizeof c->words);
        c->to = g->text.len ? g->text : shown(w->job, g, c->from);
    }
}

/* The key of a comma is that of a question mark: inside a text it was meant as one. */
static struct slice with_comma(const struct work *w, const struct piece *p)
{
    struct slice text = p->reading;

    if (p + 1 == w->pieces + w->piece_count || p->from != LAYOUT_QWERTY || text.len == 0 ||
        text.ptr[text.len - 1] != '?' || w->text.ptr[p->end - 1] != '?')
        return text;
    return slice_of(arena_printf(w->job, "%.*s,", (int)text.len - 1, text.ptr));
}

static void put_out_piece(struct work *w, const struct piece *p)
{
    struct guesses g = {.job = w->job, .c = w->c};

    if (p->flipped)
        guess_layout(&g, with_comma(w, p), p->words, p->word_count, 0);
    else
        guess_piece(w, p, &g);
    put_out(w, &g, p->first, p->count, p->start, p->end);
}

static bool is_guessed(const struct work *w, const struct item *it)
{
    const struct piece *p = &w->pieces[it->piece];

    return !it->known && it->open && !p->is_address && !p->flipped && !p->supported && !it->written;
}

static bool has_exactly(const struct work *w, const struct item *it)
{
    return guess_number(w->c, it->word->norm) >= 0;
}

static bool may_join(const struct work *w, const struct item *it)
{
    const struct piece *p = &w->pieces[it->piece];

    return it->open && !it->written && !p->is_address && !p->flipped && !p->supported;
}

/* Is there nothing but spaces, or a hyphen, between two words? */
static bool stand_together(const struct work *w, const struct item *a, const struct item *b)
{
    for (size_t i = a->word->end; i < b->word->start; i++)
        if (!correct_is_space(w->text.ptr[i]) && w->text.ptr[i] != '-')
            return false;
    return true;
}

/* Is what an unknown word may be alone better than what both are together? */
static bool reads_better(const struct item *it, const struct guesses *joined)
{
    return !it->known && it->guesses.count && it->guesses.items[0].score < joined->items[0].score;
}

/* Two words that are one: tried where the index has not got one of them as it is. */
static bool join_here(struct work *w, size_t i)
{
    struct item *a = &w->items[i], *b = a + 1;
    struct guesses joined = {.job = w->job, .c = w->c};

    if (i + 1 == w->count || !may_join(w, a) || !may_join(w, b) || !stand_together(w, a, b) ||
        (has_exactly(w, a) && has_exactly(w, b)))
        return false;
    guess_join(&joined, a->word, b->word);
    if (joined.count == 0 || reads_better(a, &joined) || reads_better(b, &joined))
        return false;
    put_out(w, &joined, i, 2, a->word->start, b->word->end);
    return true;
}

/* The words from `i` on; returns how many are done. */
static size_t correct_here(struct work *w, size_t i)
{
    struct item *it = &w->items[i];
    const struct piece *p = &w->pieces[it->piece];

    if (p->flipped || p->supported) {
        put_out_piece(w, p);
        return p->first + p->count - i;
    }
    if (join_here(w, i))
        return 2;
    if (it->written || is_guessed(w, it))
        put_out(w, &it->guesses, i, 1, it->word->start, it->word->end);
    return 1;
}

struct correct_word *correct_typed(struct arena *job, const struct query *q)
{
    struct correct_word *words = ARENA_ARRAY(job, struct correct_word, q->word_count);

    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];

        words[i] = (struct correct_word){.norm = w->norm,
                                         .stem = w->stem,
                                         .script = w->script,
                                         .start = w->start,
                                         .end = w->end,
                                         .goes_on = w->goes_on,
                                         .fixed = w->excluded};
    }
    return words;
}

struct corrections correct_words(struct arena *job, const struct corrector *c, struct slice text,
                                 const struct correct_word *words, size_t count)
{
    struct work w = {.job = job, .c = c, .text = text, .words = words, .count = count};
    bool all_known = true;

    w.items = ARENA_ARRAY(job, struct item, count);
    correct_look(&w);
    for (size_t i = 0; i < count; i++)
        all_known = all_known && w.items[i].known;
    if (all_known)
        return w.out;
    correct_flip(&w);
    correct_write(&w);
    for (size_t i = 0; i < count; i++)
        if (is_guessed(&w, &w.items[i]))
            guess_alone(&w, &w.items[i]);
    for (size_t i = 0; i < count;)
        i += correct_here(&w, i);
    return w.out;
}

struct slice correct_text(struct arena *job, struct slice text, const struct corrections *found)
{
    size_t room = text.len + 1, at = 0;
    struct buf out;

    for (size_t i = 0; i < found->count; i++)
        room += found->items[i].to.len;
    out = buf_new(job, room);
    for (size_t i = 0; i < found->count; i++) {
        const struct correction *c = &found->items[i];

        if (c->start < at)
            continue; /* not the best at this place */
        buf_add(&out, (struct slice){text.ptr + at, c->start - at});
        buf_add(&out, c->to);
        at = c->end;
    }
    buf_add(&out, (struct slice){text.ptr + at, text.len - at});
    return buf_slice(&out);
}

struct corrections correct_shown(struct arena *job, const struct corrections *found)
{
    struct corrections out = {ARENA_ARRAY(job, struct correction, found->count), 0};
    size_t end = 0;

    for (size_t i = 0; i < found->count; i++) {
        const struct correction *c = &found->items[i];

        if (c->start < end)
            continue; /* not the best of its place */
        end = c->end;
        if (c->kind != CORRECTION_SPELL || c->words[0].known)
            out.items[out.count++] = *c;
    }
    return out;
}

const char *correction_name(enum correction_kind kind)
{
    static const char *const names[] = {"layout", "translit", "spell", "split", "join"};

    return names[kind];
}
