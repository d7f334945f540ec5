/*
 * correct.c - see correct.h
 *
 * In three rounds: pieces of the text without spaces in the other layout, since keys that are signs
 * are letters there; words in the other alphabet; then each word that is left for itself. In the
 * first two, words that can be nothing else say what their neighbours are.
 */
#include "engine/correct.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "engine/guess.h"
#include "text/layout.h"

enum {
    strong_least = 4,  /* letters of a word that needs no neighbours to be read otherwise */
    short_most = 3,    /* letters of one that follows them although the index has it */
    layout_least = 3,  /* letters that are looked at in the other layout alone */
    alike_most = 45,   /* the cost up to which a word in the other alphabet is beyond doubt */
    alike_short = 30,  /* the same of a short one */
    unread = 90,       /* nothing the index has, but what is around it is in the other layout… */
    often = 2,         /* so many times more frequent is what a short word is read as than itself */
    edit_least = 5,    /* letters of a word with an edit besides */
    score_window = 60, /* alternatives worse than the best by more are not kept */
    weight_scale = 300 /* the cost at which nothing is left of a weight */
};

static const double weight_least = 0.1;
static const double weight_window = 40; /* a score worse by this has 1/e of the weight */

/* A piece of the text without spaces. */
struct piece {
    size_t start, end, first, count; /* its bytes, its words */
    enum layout from;
    bool open;  /* may be read in the other layout: no sign of an address, nothing fixed */
    bool known; /* the index has its words */
    struct slice reading;
    struct corrected_word words[correction_words_most];
    size_t word_count, letters;
    uint32_t documents;      /* of the word of the reading, if it is one */
    bool reads;              /* the index has the words of the reading */
    bool flipped, supported; /* decided; not read, but what is around it is flipped */
};

/* A word, and what it is in the other alphabet. */
struct item {
    const struct correct_word *word;
    size_t letters, piece;
    bool open, known;
    bool latin; /* may be Russian; a letter written with a digit (po4emu) makes a word mixed */
    struct guesses guesses; /* in the other alphabet at first, then all */
    bool strong, written;   /* beyond doubt; decided to be in the other alphabet */
};

struct work {
    struct arena *job;
    const struct corrector *c;
    struct slice text;
    const struct correct_word *words;
    size_t count;
    struct piece *pieces;
    size_t piece_count;
    struct item *items;
    unsigned foreign; /* what it costs that Latin words of the query are so as they are */
    struct corrections out;
};

/* ---- the other layout ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Each word is in one piece; pieces without words are passed over. */
static void cut_pieces(struct work *w)
{
    w->pieces = ARENA_ARRAY(w->job, struct piece, w->count);
    for (size_t i = 0; i < w->count;) {
        struct piece *p = &w->pieces[w->piece_count++];

        p->first = i;
        p->start = w->words[i].start;
        p->end = w->words[i].end;
        while (p->start > 0 && !is_space(w->text.ptr[p->start - 1]))
            p->start--;
        while (p->end < w->text.len && !is_space(w->text.ptr[p->end]))
            p->end++;
        for (; i < w->count && w->words[i].start < p->end; i++)
            p->count++;
    }
}

/* Numbers, codes and addresses stay as they are. */
static bool is_plain(struct slice piece)
{
    for (size_t i = 0; i < piece.len; i++)
        if ((piece.ptr[i] >= '0' && piece.ptr[i] <= '9') || strchr("@\\_=", piece.ptr[i]) ||
            (piece.ptr[i] == '/' && i + 1 < piece.len && piece.ptr[i + 1] == '/'))
            return false;
    return true;
}

/* Of letters; those of both alphabets may be two words. */
static bool word_is_open(const struct correct_word *word)
{
    for (size_t i = 0; i < word->norm.len; i++)
        if (word->norm.ptr[i] >= '0' && word->norm.ptr[i] <= '9')
            return false;
    return !word->fixed && word->script != WORD_NUMBER;
}

/* Are these known words of the alphabet of the other layout? */
static bool all_known(const struct corrected_word *words, size_t count, enum layout from)
{
    for (size_t i = 0; i < count; i++)
        if (!words[i].known ||
            words[i].script != (from == LAYOUT_QWERTY ? WORD_CYRILLIC : WORD_LATIN))
            return false;
    return count > 0;
}

static size_t letters_of(const struct corrected_word *words, size_t count)
{
    size_t most = 0;

    for (size_t i = 0; i < count; i++) {
        size_t n = utf8_length(words[i].norm);

        most = n > most ? n : most;
    }
    return most;
}

/* Takes the first reading, or the first of known words that has the longest one. */
static void read_piece(struct work *w, struct piece *p)
{
    struct slice typed = {w->text.ptr + p->start, p->end - p->start};
    struct slice readings[layout_readings_most];
    size_t count = p->open ? layout_readings(w->job, typed, readings) : 0;
    bool goes_on = w->words[p->first + p->count - 1].goes_on;

    for (size_t i = 0; i < count; i++) {
        struct corrected_word words[correction_words_most];
        size_t n = guess_words(w->c, w->job, readings[i], goes_on, words);
        bool reads = all_known(words, n, p->from);
        size_t letters = letters_of(words, n);

        if (i && (!reads || (p->reads && letters <= p->letters)))
            continue;
        p->reading = readings[i];
        p->word_count = n;
        p->letters = letters;
        p->documents = n == 1 ? words[0].documents : 0;
        p->reads = reads;
        memcpy(p->words, words, sizeof words);
    }
}

static void look_at_pieces(struct work *w)
{
    for (size_t i = 0; i < w->piece_count; i++) {
        struct piece *p = &w->pieces[i];
        struct slice typed = {w->text.ptr + p->start, p->end - p->start};

        p->from = layout_of(typed);
        p->open = p->from != LAYOUT_NONE && is_plain(typed);
        p->known = true;
        for (size_t k = p->first; k < p->first + p->count; k++) {
            p->open = p->open && !w->words[k].fixed;
            p->known = p->known && w->items[k].known;
            w->items[k].piece = i;
        }
        read_piece(w, p);
    }
}

static size_t count_flipped(const struct work *w, enum layout from)
{
    size_t n = 0;

    for (size_t i = 0; i < w->piece_count; i++)
        n += w->pieces[i].from == from && w->pieces[i].flipped;
    return n;
}

/* Pieces that are right as they were typed. */
static size_t count_unflipped(const struct work *w)
{
    size_t n = 0;

    for (size_t i = 0; i < w->piece_count; i++)
        n += !w->pieces[i].flipped && w->pieces[i].known;
    return n;
}

static bool neighbour_flipped(const struct work *w, size_t at)
{
    const struct piece *p = &w->pieces[at];

    return (at > 0 && p[-1].flipped && p[-1].from == p->from) ||
           (at + 1 < w->piece_count && p[1].flipped && p[1].from == p->from);
}

/* Articles that have the word as it was typed. */
static size_t documents_of(const struct work *w, const struct correct_word *word)
{
    int64_t number = vocabulary_find(w->c->vocabulary, word->norm);

    return number < 0 ? 0 : vocabulary_documents(w->c->vocabulary, (uint32_t)number);
}

/* Does the piece follow those that are in the other layout? */
static bool follows(const struct work *w, size_t at)
{
    const struct piece *p = &w->pieces[at];

    if (!p->open || !p->reads || p->flipped || count_flipped(w, p->from) == 0)
        return false;
    return !p->known || (p->letters <= short_most && neighbour_flipped(w, at) && p->count == 1 &&
                         p->documents > often * documents_of(w, &w->words[p->first]));
}

static void flip_pieces(struct work *w)
{
    bool more = true;

    for (size_t i = 0; i < w->piece_count; i++) {
        struct piece *p = &w->pieces[i];

        p->flipped = p->reads && !p->known && p->letters >= strong_least;
    }
    while (more) {
        more = false;
        for (size_t i = 0; i < w->piece_count; i++)
            if (follows(w, i))
                w->pieces[i].flipped = more = true;
    }
    for (size_t i = 0; i < w->piece_count; i++) {
        struct piece *p = &w->pieces[i];

        p->supported = p->open && !p->known && !p->flipped && p->word_count &&
                       count_flipped(w, p->from) > count_unflipped(w);
    }
}

/* ---- the other alphabet ---- */

static void look_at_words(struct work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        struct item *it = &w->items[i];

        it->word = &w->words[i];
        it->letters = utf8_length(it->word->norm);
        it->open = word_is_open(it->word);
        it->known = guess_knows(w->c, it->word->norm, it->word->stem, it->word->goes_on);
        it->guesses = (struct guesses){.job = w->job, .c = w->c};
    }
}

static bool surely_alike(const struct item *it, unsigned most)
{
    return it->guesses.count && it->guesses.items[0].cost <= most;
}

static bool neighbour_written(const struct work *w, size_t i)
{
    return (i > 0 && w->items[i - 1].written) || (i + 1 < w->count && w->items[i + 1].written);
}

static bool follows_written(const struct work *w, size_t i, size_t strong)
{
    const struct item *it = &w->items[i];

    if (it->written || !it->latin || it->guesses.count == 0)
        return false;
    if (!it->known)
        return surely_alike(it, it->letters > short_most ? alike_most : alike_short);
    return (it->letters <= short_most || strong > 1) && surely_alike(it, alike_short) &&
           neighbour_written(w, i) &&
           it->guesses.items[0].words[0].documents > documents_of(w, it->word);
}

/* Counts words beyond doubt; and whether Latin words that are nothing else are more. */
static size_t count_strong(struct work *w)
{
    size_t strong = 0, latin = 0;

    for (size_t i = 0; i < w->count; i++) {
        struct item *it = &w->items[i];
        const struct piece *p = &w->pieces[it->piece];

        it->latin = !it->word->fixed && !p->flipped && !p->supported &&
                    (it->word->script == WORD_LATIN || it->word->script == WORD_MIXED);
        if (!it->latin)
            continue;
        guess_alike(&it->guesses, CORRECTION_TRANSLIT, it->word->norm, it->word->stem,
                    it->word->script, 0);
        if (it->letters > 1)
            guess_written(&it->guesses, it->word->norm);
        it->strong = !it->known && it->letters >= strong_least && surely_alike(it, alike_most);
        strong += it->strong;
        latin += it->known && it->letters >= layout_least && !it->guesses.count;
    }
    w->foreign = latin > strong ? guess_foreign : latin && latin == strong ? guess_mixed : 0;
    return strong;
}

static void write_words(struct work *w)
{
    size_t strong = count_strong(w);
    bool more = strong > 0 && w->foreign == 0;

    for (size_t i = 0; more && i < w->count; i++)
        w->items[i].written = w->items[i].strong;
    while (more) {
        more = false;
        for (size_t i = 0; i < w->count; i++)
            if (follows_written(w, i, strong))
                w->items[i].written = more = true;
    }
}

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
    if (p->reads && p->letters >= layout_least)
        guess_layout(&it->guesses, p->reading, p->words, p->word_count, guess_short_layout);
    else if (p->word_count == 1 && p->letters >= edit_least)
        guess_spelling(&it->guesses, CORRECTION_LAYOUT, p->words[0].norm, p->words[0].script,
                       spelling_one_edit, guess_flipped_edit);
}

static void guess_latin(struct work *w, struct item *it)
{
    struct slice norm = it->word->norm;
    bool mostly = mostly_written(w);

    for (size_t i = 0; i < it->guesses.count; i++) {
        it->guesses.items[i].cost += w->foreign;
        it->guesses.items[i].score += w->foreign;
    }
    if (it->letters >= edit_least && !w->foreign)
        guess_translit_spelling(&it->guesses, norm,
                                mostly ? guess_flipped_edit_supported : guess_flipped_edit);
    if (mostly)
        guess_unknown(&it->guesses, norm, unread);
}

static void guess_word(struct work *w, struct item *it)
{
    const struct correct_word *word = it->word;

    if (word->script == WORD_LATIN)
        guess_latin(w, it);
    guess_flipped(w, it);
    if (word->script == WORD_CYRILLIC && it->letters >= layout_least)
        guess_alike(&it->guesses, CORRECTION_TRANSLIT, word->norm, word->stem, word->script, 0);
    guess_spelling(&it->guesses, CORRECTION_SPELL, word->norm, word->script,
                   spelling_budget(it->letters), 0);
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

static double weight_of(const struct guess *g, const struct guess *best)
{
    double weight = 1 - (double)g->cost / weight_scale;

    if (g->kind == CORRECTION_SPELL && g->cost > spelling_one_edit)
        weight *= weight; /* two edits may make anything of a word the index has not */
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
                                 .weight = weight_of(g, &from->items[0])};
        memcpy(c->words, g->words, sizeof c->words);
        c->to = g->text.len ? g->text : shown(w->job, g, c->from);
    }
}

static void put_out_piece(struct work *w, const struct piece *p)
{
    struct guesses g = {.job = w->job, .c = w->c};

    if (p->flipped)
        guess_layout(&g, p->reading, p->words, p->word_count, 0);
    else
        guess_piece(w, p, &g);
    put_out(w, &g, p->first, p->count, p->start, p->end);
}

static bool is_guessed(const struct work *w, const struct item *it)
{
    const struct piece *p = &w->pieces[it->piece];

    return !it->known && it->open && !p->flipped && !p->supported && !it->written;
}

static bool has_exactly(const struct work *w, const struct item *it)
{
    return vocabulary_find(w->c->vocabulary, it->word->norm) >= 0;
}

static bool may_join(const struct work *w, const struct item *it)
{
    const struct piece *p = &w->pieces[it->piece];

    return it->open && !it->written && !p->flipped && !p->supported;
}

/* Is there nothing but spaces, or a hyphen, between two words? */
static bool stand_together(const struct work *w, const struct item *a, const struct item *b)
{
    for (size_t i = a->word->end; i < b->word->start; i++)
        if (!is_space(w->text.ptr[i]) && w->text.ptr[i] != '-')
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

struct corrections correct_words(struct arena *job, const struct corrector *c, struct slice text,
                                 const struct correct_word *words, size_t count)
{
    struct work w = {.job = job, .c = c, .text = text, .words = words, .count = count};
    bool all_known = true;

    w.items = ARENA_ARRAY(job, struct item, count);
    look_at_words(&w);
    for (size_t i = 0; i < count; i++)
        all_known = all_known && w.items[i].known;
    if (all_known)
        return w.out;
    cut_pieces(&w);
    look_at_pieces(&w);
    flip_pieces(&w);
    write_words(&w);
    for (size_t i = 0; i < count; i++)
        if (is_guessed(&w, &w.items[i]))
            guess_word(&w, &w.items[i]);
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

const char *correction_name(enum correction_kind kind)
{
    static const char *const names[] = {"layout", "translit", "spell", "split", "join"};

    return names[kind];
}
