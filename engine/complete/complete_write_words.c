/* complete_write_words.c - the words of entries, their stems and sounds, what begins with many of
 * them: see complete_writing.h */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "engine/complete/complete_writing.h"

enum { sound_keys = 4 /* of a Latin word are kept */ };

static int by_norm(const void *a, const void *b)
{
    return slice_cmp((*(struct met *const *)a)->norm, (*(struct met *const *)b)->norm);
}

/* Numbers words by their bytes, and gives each its entries. */
void complete_sort_words(struct complete_writer *w)
{
    uint32_t *numbers = ARENA_ARRAY(w->job, uint32_t, w->words.count);

    w->sorted = ARENA_ARRAY(w->job, struct met *, w->words.count);
    for (size_t i = 0; i < w->words.count; i++) {
        w->sorted[i] = w->words.entries[i].value;
        w->sorted[i]->count = 0;
    }
    if (w->words.count)
        qsort(w->sorted, w->words.count, sizeof *w->sorted, by_norm);
    for (size_t i = 0; i < w->words.count; i++) {
        numbers[w->sorted[i]->number] = (uint32_t)i;
        w->sorted[i]->number = (uint32_t)i;
    }
    for (size_t i = 0; i < w->draft_count; i++)
        for (size_t k = 0; k < w->drafts[i].word_count; k++) {
            struct met *m = w->sorted[w->drafts[i].words[k] = numbers[w->drafts[i].words[k]]];

            if (m->count && m->postings[m->count - 1] == i)
                continue;
            m->postings = arena_room(w->job, m->postings, m->count, sizeof *m->postings);
            m->postings[m->count++] = (uint32_t)i;
        }
}

static void put_words(struct complete_writer *w)
{
    for (size_t i = 0; i < w->words.count; i++) {
        const struct met *m = w->sorted[i];
        struct complete_word word = {complete_keep(w, m->norm),
                                     complete_put_numbers(w, PART_POSTINGS, m->postings, m->count)};

        complete_put(w, PART_WORDS, &word);
    }
}

/* A text, and a word that has it as a stem or sound. */
struct named {
    struct slice text;
    uint32_t word, looseness;
};

static int by_name(const void *a, const void *b)
{
    const struct named *p = a, *q = b;
    int order = slice_cmp(p->text, q->text);

    return order ? order : (p->word > q->word) - (p->word < q->word);
}

struct names {
    struct named *items;
    size_t count;
};

static void name(struct complete_writer *w, struct names *n, struct slice text, size_t word,
                 unsigned looseness)
{
    n->items = arena_room(w->job, n->items, n->count, sizeof *n->items);
    n->items[n->count++] = (struct named){slice_copy(w->job, text), (uint32_t)word, looseness};
}

static void put_stems(struct complete_writer *w)
{
    struct names all = {0};

    for (size_t i = 0; i < w->words.count; i++) {
        struct slice stems[stems_max];
        size_t count = stem_all(w->stemmer, w->sorted[i]->norm, w->sorted[i]->script, stems);

        for (size_t k = 0; k < count; k++)
            name(w, &all, stems[k], i, 0);
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_name);
    for (size_t i = 0, from = 0; i < all.count; from = i) {
        struct complete_stem stem = {complete_keep(w, all.items[i].text),
                                     {complete_count_of(w, PART_STEM_WORDS), 0}};

        for (; i < all.count && slice_eq(all.items[i].text, all.items[from].text); i++) {
            complete_put(w, PART_STEM_WORDS, &all.items[i].word);
            stem.words.count++;
        }
        complete_put(w, PART_STEMS, &stem);
    }
}

/* Of Latin words only those of Russian texts are written in Cyrillic letters. */
static void put_sounds(struct complete_writer *w, const struct translit *t)
{
    struct names all = {0};

    for (size_t i = 0; i < w->words.count; i++) {
        const struct met *m = w->sorted[i];
        struct translit_key keys[translit_keys_most];
        struct slice stem = slice_copy(w->job, stem_word(w->stemmer, m->norm, m->script));
        size_t count = 0;

        if (m->script == WORD_CYRILLIC || (m->script == WORD_LATIN && m->in_russian))
            count = translit_keys(t, m->norm, stem, m->script, keys);
        for (size_t k = 0; k < count && k < sound_keys; k++)
            name(w, &all, (struct slice){keys[k].text, keys[k].len}, i, keys[k].looseness);
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_name);
    for (size_t i = 0; i < all.count; i++)
        complete_put(w, PART_KEYS,
                     &(struct complete_sound){complete_keep(w, all.items[i].text),
                                              all.items[i].word, all.items[i].looseness});
}

/* ---- crowded beginnings ---- */

static void put_list(struct complete_writer *w, size_t low, size_t high, uint32_t of)
{
    struct complete_best *best = ARENA_NEW(w->job, struct complete_best);
    struct complete_list list = {(uint32_t)low, (uint32_t)high, of, {0}, 1};
    size_t count;

    for (size_t i = low; i < high; i++)
        for (size_t k = 0; k < w->sorted[i]->count; k++) {
            uint32_t entry = w->sorted[i]->postings[k];
            const struct draft *d = &w->drafts[entry];
            bool begins = d->words[0] >= low && d->words[0] < high;

            if (complete_list_of(d->lang, d->kind == ENTRY_PHRASE) == of)
                complete_best_add(best, (uint32_t)(begins ? CLASS_BEGINS : CLASS_TOGETHER)
                                                << complete_rank_bits |
                                            entry);
        }
    complete_best_finish(best);
    count = best->count < complete_listed_most ? best->count : complete_listed_most;
    list.whole = best->limit == 0 && count == best->count;
    list.keys = complete_put_numbers(w, PART_LISTED, best->keys, count);
    complete_put(w, PART_LISTS, &list);
}

/* The bytes of the first letters of a word; 0 if it has fewer. */
static size_t beginning(struct slice norm, size_t letters)
{
    size_t at = 0;

    while (letters > 0 && at < norm.len) {
        utf8_next(norm, &at);
        letters--;
    }
    return letters ? 0 : at;
}

/* Words from `low` on that have its first letters. */
static size_t end_of_beginning(const struct complete_writer *w, size_t low, size_t bytes,
                               size_t *places)
{
    size_t i = low;

    for (*places = 0; i < w->words.count; i++) {
        struct slice norm = w->sorted[i]->norm;

        if (norm.len < bytes || memcmp(norm.ptr, w->sorted[low]->norm.ptr, bytes) != 0)
            break;
        *places += w->sorted[i]->count;
    }
    return i;
}

/* By first word, longer ranges first; a beginning that has but one way to go on shares its list. */
static void put_lists(struct complete_writer *w)
{
    for (size_t low = 0; low < w->words.count; low++) {
        size_t shorter = 0, bytes, high, places;

        for (size_t n = 1; n <= complete_list_letters; n++) {
            bytes = beginning(w->sorted[low]->norm, n);
            if (bytes == 0)
                break;
            if (low && w->sorted[low - 1]->norm.len >= bytes &&
                memcmp(w->sorted[low - 1]->norm.ptr, w->sorted[low]->norm.ptr, bytes) == 0)
                continue; /* it began before */
            high = end_of_beginning(w, low, bytes, &places);
            if (places <= complete_crowded)
                break;
            if (high != shorter)
                for (uint32_t of = 0; of < 2 * language_count; of++)
                    put_list(w, low, high, of);
            shorter = high;
        }
    }
}

void complete_put_words(struct complete_writer *w, const struct translit *t)
{
    put_words(w);
    put_stems(w);
    put_sounds(w, t);
    put_lists(w);
}
