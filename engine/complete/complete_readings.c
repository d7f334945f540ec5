/*
 * complete_readings.c - what a word that is not known may have been meant as: see complete_inside.h
 *
 * Only words that entries to be seen have are offered, so that no correction tells of others.
 */
#include <string.h>

#include "base/utf8.h"
#include "engine/complete/complete_inside.h"
#include "text/distance.h"

enum {
    sound_least = 3, /* letters of an unfinished word in the other alphabet… */
    sound_whole_least = 2,
    edit_least = 5, /* …of one with a letter wrong */
    edit_whole_least = 4,
    sounds_looked_at = 100
};

struct reading {
    struct slice text; /* ptr NULL: nothing */
    unsigned cost;
    size_t places;
};

static void offer(struct reading *best, struct slice text, unsigned cost, size_t places)
{
    if (best->text.ptr && (best->cost < cost || (best->cost == cost && best->places >= places)))
        return;
    *best = (struct reading){text, cost, places};
}

/* ---- the other alphabet ---- */

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
                        bool goes_on, struct reading *best)
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
                         const struct translit_key *key, bool goes_on, struct reading *best)
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
static void offer_written(const struct seeker *s, const struct typed_word *w, struct reading *best)
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

struct slice typed_in_other_alphabet(const struct seeker *s, const struct typed_word *w)
{
    struct translit_key keys[translit_keys_most];
    struct reading best = {0};
    struct slice stem;
    size_t count;

    if ((w->script != WORD_LATIN && w->script != WORD_CYRILLIC) ||
        utf8_length(w->norm) < (w->goes_on ? (size_t)sound_least : (size_t)sound_whole_least))
        return best.text;
    stem = slice_copy(s->job, stem_word(s->stemmer, w->norm, w->script));
    count = translit_keys(s->translit, w->norm, stem, w->script, keys);
    for (size_t i = 0; i < count; i++)
        offer_sounds(s, w, &keys[i], w->goes_on, &best);
    offer_written(s, w, &best);
    for (size_t i = 0; i < count && !best.text.ptr && !w->goes_on; i++)
        offer_sounds(s, w, &keys[i], true, &best);
    return best.text;
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
                       const struct letters *typed, uint32_t number, struct reading *best)
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
struct slice typed_with_letter_wrong(const struct seeker *s, const struct typed_word *w)
{
    struct complete_range range = complete_beginning(s->c, first_letters(w->norm, 1));
    struct reading best = {0};
    struct letters typed;

    typed.count = distance_letters(w->norm, typed.items);
    if (typed.count < (w->goes_on ? (size_t)edit_least : (size_t)edit_whole_least) ||
        w->script == WORD_NUMBER || w->script == WORD_MIXED)
        return best.text;
    for (uint32_t i = range.low; i < range.high && i - range.low < complete_scan_most; i++)
        offer_near(s, w, &typed, i, &best);
    return best.text;
}
