/*
 * complete_correct.c - what was meant, where nothing begins as typed: see complete_inside.h
 *
 * A piece without spaces is read in the other layout first; then its words in the other alphabet;
 * then with a letter wrong. All must become something known.
 */
#include "base/utf8.h"
#include "engine/complete/complete_inside.h"
#include "text/layout.h"

enum {
    pieces_most = typed_words_most,
    layout_least = 2, /* letters of a piece that is read in the other layout alone */
    follows_most = 2  /* letters of one that follows others although it is known */
};

/* A part of the text without spaces. */
struct piece {
    struct slice text;
    const struct typed_word *words;
    size_t count, letters;
    bool last, known;
    struct slice reads; /* as corrected; ptr NULL: not yet */
};

struct correcting {
    const struct seeker *s;
    struct piece pieces[pieces_most];
    size_t count;
    bool all;
    enum correction_kind kind; /* the first that was needed, in their order */
    bool corrected;
};

static void read_as(struct correcting *w, struct piece *p, struct slice text,
                    enum correction_kind kind)
{
    p->reads = text;
    if (!w->corrected || kind < w->kind)
        w->kind = kind;
    w->corrected = true;
}

/* ---- pieces ---- */

static bool all_known(const struct seeker *s, const struct typed_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!words[i].optional && !seeker_knows(s, &words[i]))
            return false;
    return count > 0;
}

static bool split(struct correcting *w, const struct typed *typed)
{
    size_t next = 0;

    while (next < typed->count) {
        struct piece *p = &w->pieces[w->count];
        size_t start = typed->words[next].start, end = typed->words[next].end;

        if (w->count++ == pieces_most)
            return false;
        while (start > 0 && typed->text.ptr[start - 1] != ' ')
            start--;
        while (end < typed->text.len && typed->text.ptr[end] != ' ')
            end++;
        *p = (struct piece){.text = {typed->text.ptr + start, end - start},
                            .words = &typed->words[next],
                            .last = end == typed->text.len};
        while (next < typed->count && typed->words[next].start < end) {
            p->letters += utf8_length(typed->words[next].norm);
            p->count++;
            next++;
        }
        p->known = all_known(w->s, p->words, p->count);
    }
    return true;
}

/* ---- layout ---- */

static bool reads_known(const struct seeker *s, struct slice text, bool last)
{
    struct typed typed = typed_parse(s, text);

    if (!last && typed.count) {
        typed.words[typed.count - 1].goes_on = false;
        typed_look_up(s, &typed.words[typed.count - 1]);
    }
    return all_known(s, typed.words, typed.count);
}

static bool flip(struct correcting *w, struct piece *p)
{
    struct slice readings[layout_readings_most];
    size_t count = layout_readings(w->s->job, p->text, readings);

    for (size_t i = 0; i < count; i++)
        if (reads_known(w->s, readings[i], p->last)) {
            read_as(w, p, readings[i], CORRECTION_LAYOUT);
            return true;
        }
    return false;
}

/* Pieces of one or two letters follow the others. */
static void flip_pieces(struct correcting *w)
{
    bool flipped = false;

    for (size_t i = 0; i < w->count; i++)
        if ((!w->pieces[i].known || w->all) && w->pieces[i].letters >= layout_least)
            flipped = flip(w, &w->pieces[i]) || flipped;
    for (size_t i = 0; i < w->count && flipped; i++)
        if (!w->pieces[i].reads.ptr && w->pieces[i].letters <= follows_most)
            flip(w, &w->pieces[i]);
}

/* ---- all together ---- */

/* Each word of a piece that is not known, on its own. */
static bool read_words(struct correcting *w, struct piece *p)
{
    struct buf out = buf_new(w->s->job, complete_text_max * 4);
    enum correction_kind kind = CORRECTION_TRANSLIT;

    for (size_t i = 0; i < p->count; i++) {
        const struct typed_word *word = &p->words[i];
        struct slice meant = word->norm;

        if (w->all || (!word->optional && !seeker_knows(w->s, word)))
            meant = typed_in_other_alphabet(w->s, word);
        if (!meant.ptr && !w->all) {
            meant = typed_with_letter_wrong(w->s, word);
            kind = CORRECTION_SPELL;
        }
        if (!meant.ptr)
            return false;
        if (i)
            buf_char(&out, ' ');
        buf_add(&out, meant);
    }
    read_as(w, p, buf_slice(&out), kind);
    return true;
}

/* The words of all pieces as they are meant. */
static struct slice join(const struct correcting *w, size_t max)
{
    struct buf out = buf_new(w->s->job, max);

    for (size_t i = 0; i < w->count; i++) {
        const struct piece *p = &w->pieces[i];

        if (i)
            buf_char(&out, ' ');
        buf_add(&out, words_join(w->s->job, p->reads.ptr ? p->reads : p->text, max));
    }
    return out.too_big ? SLICE("") : buf_slice(&out);
}

bool seeker_correct(const struct seeker *s, const struct typed *typed, bool all, struct typed *out,
                    enum correction_kind *kind)
{
    struct correcting w = {.s = s, .all = all};
    struct slice text;

    if (!split(&w, typed))
        return false;
    flip_pieces(&w);
    for (size_t i = 0; i < w.count; i++)
        if (!w.pieces[i].reads.ptr && (!w.pieces[i].known || all) && !read_words(&w, &w.pieces[i]))
            return false;
    text = join(&w, 2 * complete_text_max);
    if (!w.corrected || text.len == 0)
        return false;
    if (slice_ends(typed->text, " "))
        text = slice_of(arena_printf(s->job, "%.*s ", SLICE_ARG(text)));
    *out = typed_parse(s, text);
    out->text = slice_trim(out->text);
    *kind = w.kind;
    return out->count > 0;
}
