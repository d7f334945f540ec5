/* correct_pieces.c - see correct_rounds.h */
#include <string.h>

#include "base/utf8.h"
#include "engine/query/correct_rounds.h"

bool correct_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
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

/* Widens a piece to the text around it that has no spaces, and no hyphens where `hyphens` end it. */
static void widen(struct slice text, struct piece *p, bool hyphens)
{
    while (p->start > 0 && !correct_is_space(text.ptr[p->start - 1]) &&
           !(hyphens && text.ptr[p->start - 1] == '-'))
        p->start--;
    while (p->end < text.len && !correct_is_space(text.ptr[p->end]) &&
           !(hyphens && text.ptr[p->end] == '-'))
        p->end++;
}

/* Words on both sides of a hyphen are pieces of their own, but in numbers and addresses. */
static void find_ends(const struct work *w, struct piece *p)
{
    struct piece whole = *p;
    struct slice text;

    widen(w->text, &whole, false);
    text = (struct slice){w->text.ptr + whole.start, whole.end - whole.start};
    if (has_digits(text) || has_sign_of_address(text) || has_inner_stop(text))
        *p = whole;
    else
        widen(w->text, p, true);
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
        find_ends(w, p);
        for (; i < w->count && w->words[i].start < p->end; i++)
            p->count++;
    }
}

/* Of letters; those of both alphabets may be two words. */
static bool word_is_open(const struct correct_word *word)
{
    for (size_t i = 0; i < word->norm.len; i++)
        if (word->norm.ptr[i] >= '0' && word->norm.ptr[i] <= '9')
            return false;
    return !word->fixed && word->script != WORD_NUMBER;
}

/* How well are these words known, all of them of the alphabet of the other layout? */
static enum reads reads_as(const struct corrector *c, const struct corrected_word *words,
                           size_t count, enum layout from)
{
    enum word_script script = from == LAYOUT_QWERTY ? WORD_CYRILLIC : WORD_LATIN;
    enum reads reads = count ? READS_WELL : READS_NOT;

    for (size_t i = 0; i < count; i++) {
        if (words[i].script != script ||
            (!words[i].known && !guess_is_word(c, words[i].norm, script)))
            return READS_NOT;
        if (!words[i].known)
            reads = READS_AS_LANGUAGE;
    }
    return reads;
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

/* Takes the first reading, or the first of the best known words that has the longest one. */
static void read_piece(struct work *w, struct piece *p)
{
    struct slice typed = {w->text.ptr + p->start, p->end - p->start};
    struct slice readings[layout_readings_most];
    size_t count = p->open ? layout_readings(w->job, typed, readings) : 0;
    bool goes_on = w->words[p->first + p->count - 1].goes_on;

    for (size_t i = 0; i < count; i++) {
        struct corrected_word words[correction_words_most];
        size_t n = guess_words(w->c, w->job, readings[i], goes_on, words);
        enum reads reads = reads_as(w->c, words, n, p->from);
        size_t letters = letters_of(words, n);

        if (i && (reads < p->reads || (reads == p->reads && letters <= p->letters)))
            continue;
        p->reading = readings[i];
        p->word_count = n;
        p->letters = letters;
        p->documents = n == 1 ? words[0].documents : 0;
        p->reads = reads;
        memcpy(p->words, words, sizeof words);
    }
}

/* «[f,f», «e;t»: letters between signs are words of one letter, which the index may have. */
static bool is_crumbled(const struct work *w, const struct piece *p)
{
    for (size_t k = p->first; k < p->first + p->count; k++)
        if (w->items[k].letters > 1)
            return false;
    return p->count > 1;
}

static void look_at_pieces(struct work *w)
{
    for (size_t i = 0; i < w->piece_count; i++) {
        struct piece *p = &w->pieces[i];
        struct slice typed = {w->text.ptr + p->start, p->end - p->start};

        p->from = layout_of(typed);
        p->open = p->from != LAYOUT_NONE && !has_digits(typed) && !has_sign_of_address(typed);
        p->is_address = has_sign_of_address(typed) || has_inner_stop(typed);
        p->known = !is_crumbled(w, p);
        for (size_t k = p->first; k < p->first + p->count; k++) {
            p->open = p->open && !w->words[k].fixed;
            p->known = p->known && w->items[k].known;
            w->items[k].piece = i;
        }
        read_piece(w, p);
    }
}

void correct_cut(struct work *w)
{
    cut_pieces(w);
    look_at_pieces(w);
}

void correct_look(struct work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        struct item *it = &w->items[i];

        it->word = &w->words[i];
        it->letters = utf8_length(it->word->norm);
        it->open = word_is_open(it->word);
        it->known =
            it->word->named || guess_knows(w->c, it->word->norm, it->word->stem, it->word->goes_on);
        it->guesses = (struct guesses){.job = w->job, .c = w->c};
    }
}
