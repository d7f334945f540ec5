/*
 * complete_correct.c - what was meant, where nothing begins as typed: see complete_inside.h
 *
 * Only words that entries to be seen have are corrected to, so that no correction tells of others.
 * A piece without spaces is read in the other layout first; then its words in the other alphabet;
 * then with a letter wrong. All must become something known.
 */
#include <string.h>

#include "base/utf8.h"
#include "engine/complete/complete_inside.h"
#include "text/distance.h"
#include "text/layout.h"

enum {
    pieces_most = typed_words_most,
    layout_least = 2, /* letters of a piece that is read in the other layout alone */
    follows_most = 2, /* letters of one that follows others although it is known */
    sound_least = 3,  /* letters of an unfinished word in the other alphabet… */
    sound_whole_least = 2,
    edit_least = 5, /* …of one with a letter wrong */
    edit_whole_least = 4,
    sounds_looked_at = 100
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

/* ---- the other alphabet ---- */

struct found {
    struct slice text; /* ptr NULL: nothing */
    unsigned cost;
    size_t places;
};

static void offer(struct found *best, struct slice text, unsigned cost, size_t places)
{
    if (best->text.ptr && (best->cost < cost || (best->cost == cost && best->places >= places)))
        return;
    *best = (struct found){text, cost, places};
}

static bool starts_with(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

/* As much of a Cyrillic word as sounds like what was typed of it; a Latin word as a whole, since its
 * letters are not its sounds. */
static struct slice part_that_sounds(const struct seeker *s, struct slice norm, struct slice sound)
{
    struct translit_key keys[translit_keys_most];

    for (size_t at = 0; at < norm.len;) {
        struct slice part = norm;

        utf8_next(norm, &at);
        part.len = at;
        if (translit_keys(s->translit, part, part, WORD_CYRILLIC, keys) &&
            starts_with((struct slice){keys[0].text, keys[0].len}, sound))
            return part;
    }
    return norm;
}

static void offer_sound(const struct seeker *s, const struct typed_word *w,
                        const struct complete_sound *sound, struct slice key, unsigned looseness,
                        bool goes_on, struct found *best)
{
    const struct complete_word *word = complete_word(s->c, sound->word);
    struct slice norm = complete_text(s->c, word->text);
    bool to_cyrillic = w->script == WORD_LATIN;
    unsigned cost = looseness + sound->looseness;

    if (norm.len == 0 || (norm.ptr[0] < 0) != to_cyrillic || !seeker_knows_word(s, sound->word))
        return;
    if (to_cyrillic) {
        norm = goes_on ? part_that_sounds(s, norm, key) : norm;
        cost += translit_distance(w->norm, norm);
    }
    offer(best, norm, cost, word->postings.count);
}

static void offer_sounds(const struct seeker *s, const struct typed_word *w,
                         const struct translit_key *key, bool goes_on, struct found *best)
{
    struct slice text = {key->text, key->len};
    size_t first = complete_lower_bound(s->c, PART_KEYS, text);

    for (size_t i = first; i < s->c->header->counts[PART_KEYS] && i - first < sounds_looked_at;
         i++) {
        const struct complete_sound *sound = complete_at(s->c, PART_KEYS, i);
        struct slice has = complete_text(s->c, sound->text);

        if (!starts_with(has, text))
            return;
        if (goes_on || has.len == text.len)
            offer_sound(s, w, sound, text, key->looseness, goes_on, best);
    }
}

/* A form that no entry has, of a word that some have. */
static void offer_written(const struct seeker *s, const struct typed_word *w, struct found *best)
{
    char room[translit_key_max];
    struct typed_word written = {.script = WORD_CYRILLIC};

    if (w->script != WORD_LATIN || w->goes_on || best->text.ptr)
        return;
    written.norm = slice_copy(s->job, translit_to_cyrillic(w->norm, room));
    typed_look_up(s, &written);
    if (written.norm.len && seeker_knows(s, &written))
        offer(best, written.norm, 0, 0);
}

static struct found in_other_alphabet(const struct seeker *s, const struct typed_word *w)
{
    struct translit_key keys[translit_keys_most];
    struct found best = {0};
    struct slice stem;
    size_t count;

    if ((w->script != WORD_LATIN && w->script != WORD_CYRILLIC) ||
        utf8_length(w->norm) < (w->goes_on ? (size_t)sound_least : (size_t)sound_whole_least))
        return best;
    stem = slice_copy(s->job, stem_word(s->stemmer, w->norm, w->script));
    count = translit_keys(s->translit, w->norm, stem, w->script, keys);
    for (size_t i = 0; i < count; i++)
        offer_sounds(s, w, &keys[i], w->goes_on, &best);
    offer_written(s, w, &best);
    for (size_t i = 0; i < count && !best.text.ptr && !w->goes_on; i++)
        offer_sounds(s, w, &keys[i], true, &best);
    return best;
}

/* ---- a letter wrong ---- */

struct letters {
    uint32_t items[distance_letters_max];
    size_t count;
};

static bool same(const struct letters *typed, size_t from, const struct letters *word, size_t at)
{
    size_t rest = typed->count - from;

    return at + rest <= word->count &&
           memcmp(typed->items + from, word->items + at, rest * sizeof *word->items) == 0;
}

/* How many letters of the word were typed with one of them wrong; 0: it was not this word. */
static size_t letters_meant(const struct letters *typed, const struct letters *word, bool whole)
{
    const uint32_t *t = typed->items, *w = word->items;
    size_t n = typed->count, c = 0, meant = 0;

    while (c < n && c < word->count && t[c] == w[c])
        c++;
    if (c == n)
        return 0;
    if (same(typed, c + 1, word, c + 1))
        meant = n;
    else if (c + 1 < n && c + 1 < word->count && t[c] == w[c + 1] && t[c + 1] == w[c] &&
             same(typed, c + 2, word, c + 2))
        meant = n;
    else if (same(typed, c, word, c + 1))
        meant = n + 1;
    else if (same(typed, c + 1, word, c))
        meant = n - 1;
    return meant <= word->count && (!whole || meant == word->count) ? meant : 0;
}

static struct slice first_letters(struct slice norm, size_t letters)
{
    size_t at = 0;

    while (letters-- > 0 && at < norm.len)
        utf8_next(norm, &at);
    return (struct slice){norm.ptr, at};
}

static void offer_near(const struct seeker *s, const struct typed_word *w,
                       const struct letters *typed, uint32_t number, struct found *best)
{
    const struct complete_word *word = complete_word(s->c, number);
    struct slice norm = complete_text(s->c, word->text);
    struct letters letters;
    size_t meant;
    unsigned cost;

    letters.count = distance_letters(norm, letters.items);
    meant = letters_meant(typed, &letters, !w->goes_on);
    if (meant == 0)
        return;
    cost = distance_between(typed->items, typed->count, letters.items, meant, spelling_one_edit);
    if (cost <= spelling_one_edit && (!best->text.ptr || cost <= best->cost) &&
        seeker_knows_word(s, number))
        offer(best, first_letters(norm, meant), cost, word->postings.count);
}

/* Among words with the same first letter: it is rarely the wrong one. */
static struct found with_a_letter_wrong(const struct seeker *s, const struct typed_word *w)
{
    struct complete_range range = complete_beginning(s->c, first_letters(w->norm, 1));
    struct found best = {0};
    struct letters typed;

    typed.count = distance_letters(w->norm, typed.items);
    if (typed.count < (w->goes_on ? (size_t)edit_least : (size_t)edit_whole_least) ||
        w->script == WORD_NUMBER || w->script == WORD_MIXED)
        return best;
    for (uint32_t i = range.low; i < range.high && i - range.low < complete_scan_most; i++)
        offer_near(s, w, &typed, i, &best);
    return best;
}

/* ---- all together ---- */

/* Each word of a piece that is not known, on its own. */
static bool read_words(struct correcting *w, struct piece *p)
{
    struct buf out = buf_new(w->s->job, complete_text_max * 4);
    enum correction_kind kind = CORRECTION_TRANSLIT;

    for (size_t i = 0; i < p->count; i++) {
        const struct typed_word *word = &p->words[i];
        struct found found = {.text = word->norm};

        if (w->all || (!word->optional && !seeker_knows(w->s, word)))
            found = in_other_alphabet(w->s, word);
        if (!found.text.ptr && !w->all) {
            found = with_a_letter_wrong(w->s, word);
            kind = CORRECTION_SPELL;
        }
        if (!found.text.ptr)
            return false;
        if (i)
            buf_char(&out, ' ');
        buf_add(&out, found.text);
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
