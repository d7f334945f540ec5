/* correct_rounds.c - see correct_rounds.h */
#include "engine/query/correct_rounds.h"

#include <string.h>

#include "base/utf8.h"

enum {
    strong_least = 4, /* letters of a word that needs no neighbours to be read otherwise */
    alike_most = 45,  /* the cost up to which a word in the other alphabet is beyond doubt */
    alike_short = 30, /* the same of a short one */
    often = 2         /* so many times more frequent is what a short word is read as than itself */
};

/* ---- the other layout ---- */

bool correct_is_space(char c)
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
        while (p->start > 0 && !correct_is_space(w->text.ptr[p->start - 1]))
            p->start--;
        while (p->end < w->text.len && !correct_is_space(w->text.ptr[p->end]))
            p->end++;
        for (; i < w->count && w->words[i].start < p->end; i++)
            p->count++;
    }
}

static bool is_latin(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Has it digits? Then it is a number or a code. */
static bool has_digits(struct slice piece)
{
    for (size_t i = 0; i < piece.len; i++)
        if (piece.ptr[i] >= '0' && piece.ptr[i] <= '9')
            return true;
    return false;
}

/* Is there a sign that only addresses have within them: @, //, a backslash? */
static bool has_sign_of_address(struct slice piece)
{
    for (size_t i = 0; i < piece.len; i++)
        if (strchr("@\\", piece.ptr[i]) ||
            (piece.ptr[i] == '/' && i + 1 < piece.len && piece.ptr[i + 1] == '/'))
            return true;
    return false;
}

/* example.com; in the other layout the full stop is a letter. */
static bool has_inner_stop(struct slice piece)
{
    for (size_t i = 1; i + 1 < piece.len; i++)
        if (piece.ptr[i] == '.' && is_latin(piece.ptr[i - 1]) && is_latin(piece.ptr[i + 1]))
            return true;
    return false;
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
        p->open = p->from != LAYOUT_NONE && !has_digits(typed) && !has_sign_of_address(typed);
        p->is_address = has_sign_of_address(typed) || has_inner_stop(typed);
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
    int64_t number = guess_number(w->c, word->norm);

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

void correct_flip(struct work *w)
{
    bool more = true;

    cut_pieces(w);
    look_at_pieces(w);
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

void correct_look(struct work *w)
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

/* Of a word of both alphabets only some letters are heard; it is not what is much shorter. */
static void drop_shorter(struct item *it)
{
    size_t kept = 0;

    for (size_t i = 0; i < it->guesses.count; i++)
        if (2 * utf8_length(it->guesses.items[i].words[0].norm) > it->letters)
            it->guesses.items[kept++] = it->guesses.items[i];
    it->guesses.count = kept;
}

/* Counts words beyond doubt; and whether Latin words that are nothing else are more. */
static size_t count_strong(struct work *w)
{
    size_t strong = 0, latin = 0;

    for (size_t i = 0; i < w->count; i++) {
        struct item *it = &w->items[i];
        const struct piece *p = &w->pieces[it->piece];

        it->latin = !it->word->fixed && !p->flipped && !p->supported && !p->is_address &&
                    (it->word->script == WORD_LATIN || it->word->script == WORD_MIXED);
        if (!it->latin)
            continue;
        guess_alike(&it->guesses, CORRECTION_TRANSLIT, it->word->norm, it->word->stem,
                    it->word->script, 0);
        if (it->letters > 1)
            guess_written(&it->guesses, it->word->norm, it->word->goes_on);
        if (it->word->script == WORD_MIXED)
            drop_shorter(it);
        it->strong = !it->known && it->letters >= strong_least && surely_alike(it, alike_most);
        strong += it->strong;
        latin += it->known && it->letters >= layout_least && !it->guesses.count;
    }
    w->foreign = latin > strong ? guess_foreign : latin && latin == strong ? guess_mixed : 0;
    return strong;
}

void correct_write(struct work *w)
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
