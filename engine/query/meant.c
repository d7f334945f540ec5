/* meant.c - see meant.h */
#include "engine/query/meant.h"

#include "text/layout.h"
#include "text/translit.h"

/* Below these weights a typing error may be a word that the knowledge base has not got. Of Latin
 * words no dictionary says whether they are words ("drone" is not "done"): only long ones are
 * corrected, where a letter is doubled, left single, or two are swapped. */
static const double sure = 0.6, sure_latin = 0.75;
enum { latin_least = 6 };

static bool is_reading(enum correction_kind kind)
{
    return kind == CORRECTION_LAYOUT || kind == CORRECTION_TRANSLIT;
}

static size_t count_words(struct slice text)
{
    struct words all = words_of(text);
    struct word w;
    size_t n = 0;

    while (words_next(&all, &w))
        n++;
    return n;
}

/* Are half of the words corrected so? */
static bool is_mostly(const struct corrections *found, enum correction_kind kind, size_t words)
{
    size_t n = 0;

    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].kind == kind &&
            (i == 0 || found->items[i].first != found->items[i - 1].first))
            n += found->items[i].count;
    return n > 0 && 2 * n >= words;
}

/* The words that are still in Latin letters, in Cyrillic ones. */
static struct slice without_latin(struct arena *job, struct slice text)
{
    struct buf out = buf_new(job, text.len * 2 + 1);
    struct words all = words_of(text);
    struct word w;
    size_t at = 0;

    while (words_next(&all, &w)) {
        char room[translit_key_max];

        if (w.script != WORD_LATIN)
            continue;
        buf_add(&out, (struct slice){text.ptr + at, w.start - at});
        buf_add(&out, translit_to_cyrillic(w.norm, room));
        at = w.end;
    }
    buf_add(&out, (struct slice){text.ptr + at, text.len - at});
    return buf_slice(&out);
}

static bool same_place(const struct correction *a, const struct correction *b)
{
    return a->first == b->first && a->count == b->count;
}

static bool is_sure(const struct corrections *found, size_t i)
{
    const struct correction *c = &found->items[i];
    bool latin = c->words[0].script == WORD_LATIN;

    if (latin &&
        (c->kind != CORRECTION_SPELL || c->weight < sure_latin || c->from.len < latin_least))
        return false;
    return c->weight >= sure && (i == 0 || !same_place(c, c - 1)) &&
           (i + 1 == found->count || !same_place(c, c + 1));
}

/* The text with the corrections of its letters and, if `words`, the sure ones of its words. */
static struct slice corrected(struct arena *job, struct slice text, const struct corrections *found,
                              bool words)
{
    struct corrections kept = {ARENA_ARRAY(job, struct correction, found->count + 1), 0};

    for (size_t i = 0; i < found->count; i++)
        if (is_reading(found->items[i].kind) || (words && is_sure(found, i)))
            kept.items[kept.count++] = found->items[i];
    return correct_text(job, text, &kept);
}

struct slice meant_letters(struct arena *job, struct slice text, const struct corrections *found)
{
    size_t words = count_words(text);

    if (is_mostly(found, CORRECTION_LAYOUT, words))
        return layout_flip(job, text, layout_of(text));
    text = corrected(job, text, found, false);
    return is_mostly(found, CORRECTION_TRANSLIT, words) ? without_latin(job, text) : text;
}

struct slice meant_words(struct arena *job, struct slice text, const struct corrections *found)
{
    return corrected(job, text, found, true);
}
