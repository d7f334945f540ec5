/* correct_rounds.c - see correct_rounds.h */
#include "engine/query/correct_rounds.h"

#include "base/utf8.h"
#include "text/function_words.h"

enum {
    everywhere_most = 100, /* numbers of the vocabulary of words that stand everywhere */
    strong_least = 4,      /* letters of a word that needs no neighbours to be read otherwise… */
    strong_elsewhere = 7,  /* …of one that the index has not got */
    alike_most = 45,       /* the cost up to which a word in the other alphabet is beyond doubt */
    alike_short = 30,      /* the same of a short one */
    often = 2 /* so many times more frequent is what a short word is read as than itself */
};

/* ---- the other layout ---- */

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

static bool most_flipped(const struct work *w, enum layout from)
{
    return count_flipped(w, from) > count_unflipped(w);
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

/* VPN, SmartTV: capitals that are no beginning. */
static bool is_name(const struct work *w, const struct piece *p)
{
    for (size_t i = p->start + 1; i < p->end && p->from == LAYOUT_QWERTY; i++)
        if (w->text.ptr[i] >= 'A' && w->text.ptr[i] <= 'Z')
            return true;
    return false;
}

/* Does the piece follow those that are in the other layout? */
static bool follows(const struct work *w, size_t at)
{
    const struct piece *p = &w->pieces[at];

    if (!p->open || !p->reads || p->flipped || count_flipped(w, p->from) == 0 ||
        (p->reads == READS_AS_LANGUAGE && is_name(w, p)))
        return false;
    if (!p->known)
        return true;
    return p->letters <= short_most && p->count == 1 &&
           (most_flipped(w, p->from) ||
            (neighbour_flipped(w, at) &&
             p->documents > often * documents_of(w, &w->words[p->first])));
}

static bool is_strange(const struct work *w, const struct piece *p)
{
    for (size_t k = p->first; k < p->first + p->count; k++)
        if (w->items[k].letters > short_most &&
            guess_is_word(w->c, w->words[k].norm, w->words[k].script))
            return false;
    return !p->known;
}

/* Two short pieces side by side that are nothing as they are: xnj pf. */
static bool reads_with(const struct piece *a, const struct piece *b)
{
    return b->reads == READS_WELL && !b->known && a->from == b->from &&
           a->letters + b->letters > strong_least;
}

/* Something long that is nothing, in this layout or the other: not all of it is flipped. */
static bool has_unread(const struct work *w)
{
    for (size_t i = 0; i < w->piece_count; i++)
        if (w->pieces[i].letters >= strong_least && !w->pieces[i].reads &&
            is_strange(w, &w->pieces[i]))
            return true;
    return false;
}

static bool surely_flipped(const struct work *w, size_t at)
{
    const struct piece *p = &w->pieces[at];

    if (!is_strange(w, p))
        return false;
    if (p->reads == READS_AS_LANGUAGE)
        return p->letters > strong_least;
    if (!p->reads || p->letters >= strong_least)
        return p->reads;
    return ((at > 0 && reads_with(p, p - 1)) ||
            (at + 1 < w->piece_count && reads_with(p, p + 1))) &&
           !has_unread(w);
}

void correct_flip(struct work *w)
{
    bool more = true;

    correct_cut(w);
    for (size_t i = 0; i < w->piece_count; i++)
        w->pieces[i].flipped = surely_flipped(w, i);
    while (more) {
        more = false;
        for (size_t i = 0; i < w->piece_count; i++)
            if (follows(w, i))
                w->pieces[i].flipped = more = true;
    }
    for (size_t i = 0; i < w->piece_count; i++) {
        struct piece *p = &w->pieces[i];

        p->supported = p->open && !p->flipped && p->word_count && !is_name(w, p) &&
                       is_strange(w, p) && most_flipped(w, p->from);
    }
}

/* ---- the other alphabet ---- */

static bool surely_alike(const struct item *it, unsigned most)
{
    return it->guesses.count && it->guesses.items[0].cost <= most;
}

static bool neighbour_written(const struct work *w, size_t i)
{
    return (i > 0 && w->items[i - 1].written) || (i + 1 < w->count && w->items[i + 1].written);
}

/* Words like на and до are written among others of their language. */
static bool is_everywhere(const struct work *w, const struct guess *g)
{
    int64_t number = guess_number(w->c, g->words[0].norm);

    return is_function_word(g->words[0].norm) || (number >= 0 && number < everywhere_most);
}

static bool follows_written(const struct work *w, size_t i, size_t strong)
{
    const struct item *it = &w->items[i];
    const struct guess *best = it->guesses.items;

    if (it->written || !it->latin || it->guesses.count == 0)
        return false;
    if (!it->known)
        return surely_alike(it, it->letters > short_most ? alike_most : alike_short);
    if ((it->letters > short_most && strong < 2) || !surely_alike(it, alike_short))
        return false;
    return (strong > 1 && it->letters <= short_most && is_everywhere(w, best)) ||
           (neighbour_written(w, i) &&
            guess_documents(w->c, &best->words[0]) > documents_of(w, it->word));
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

/* Is it Russian, as it is read, and nothing else? */
static bool reads_russian(const struct work *w, const struct item *it)
{
    return it->latin && !it->known &&
           surely_alike(it, it->letters < strong_least ? alike_short : alike_most) &&
           !guess_is_word(w->c, it->word->norm, it->word->script);
}

/* What it may be in the other alphabet; returns whether the index has it as it is and nothing else. */
static bool look_written(const struct work *w, struct item *it)
{
    const struct piece *p = &w->pieces[it->piece];
    bool latin;

    it->latin = !it->word->fixed && !p->flipped && !p->supported && !p->is_address &&
                (it->word->script == WORD_LATIN || it->word->script == WORD_MIXED);
    if (!it->latin)
        return false;
    guess_alike(&it->guesses, CORRECTION_TRANSLIT, it->word->norm, it->word->stem, it->word->script,
                0);
    if (it->letters > 1)
        guess_written(&it->guesses, it->word->norm, it->word->goes_on);
    latin = it->known && it->letters >= layout_least && !it->guesses.count;
    if (!it->known || it->letters <= short_most)
        guess_romanised(&it->guesses, it->word->norm);
    if (it->word->script == WORD_MIXED)
        drop_shorter(it);
    return latin;
}

/* Counts words beyond doubt; and whether Latin words that are nothing else are more. Of words that
 * the index has not got in either alphabet one is not beyond doubt, unless it is long. */
static size_t count_strong(struct work *w)
{
    size_t strong = 0, latin = 0, russian = 0;

    for (size_t i = 0; i < w->count; i++) {
        latin += look_written(w, &w->items[i]);
        russian += reads_russian(w, &w->items[i]);
    }
    for (size_t i = 0; i < w->count; i++) {
        struct item *it = &w->items[i];

        it->strong =
            it->letters >= strong_least && reads_russian(w, it) &&
            (it->guesses.items[0].words[0].known || russian > 1 || it->letters >= strong_elsewhere);
        strong += it->strong;
    }
    if (strong)
        strong = russian; /* short ones count then */
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
