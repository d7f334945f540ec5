/*
 * likeness.c - see likeness.h
 *
 * All words that have anything in common with the query are found before the first document is
 * read: those of its stems by the vocabulary, those of its pieces by the table of pieces.
 */
#include "engine/find/likeness.h"

#include <string.h>

#include "engine/index/rarity.h"

enum { hash_slots = 2 * likeness_grams_max, word_slots_max = 8 };

/* A form of a word counts nearly as much as the word as it was typed. */
static const float weight_of_form = 0.97f;

/* A piece that more documents have than one in so many says next to nothing. */
static const double common_piece = 2;

struct entry {
    uint32_t slots, grams; /* where they begin */
    uint16_t slot_count, gram_count;
};

/* A piece of the query. */
struct piece {
    struct vocabulary_list words;
    uint16_t number;
};

struct likeness {
    struct arena *job;
    struct likeness_table *table;
    struct entry *entries;
    size_t count;
    struct likeness_of_slot (*slots)[word_slots_max];
    size_t slot_lists;
    uint16_t *grams;
    uint32_t hashes[hash_slots]; /* of pieces; 0: free */
    struct piece pieces[likeness_grams_max];
    size_t piece_count;
    double rarity[likeness_grams_max];
};

struct likeness_table *likeness_table_new(struct arena *life, const struct vocabulary *v,
                                          const struct grams *g)
{
    struct likeness_table *t = ARENA_NEW(life, struct likeness_table);
    uint32_t words = (uint32_t)vocabulary_size(v);

    *t = (struct likeness_table){.life = life,
                                 .vocabulary = v,
                                 .grams = g,
                                 .words = words,
                                 .places = ARENA_ARRAY(life, uint32_t, words),
                                 .marked = ARENA_ARRAY(life, uint32_t, words),
                                 .any = ARENA_ARRAY(life, uint64_t, words / 64 + 1),
                                 .standing = ARENA_ARRAY(life, uint64_t, words / 64 + 1)};
    return t;
}

static bool is_marked(const uint64_t *bits, uint32_t word)
{
    return bits[word / 64] >> word % 64 & 1;
}

static void mark(uint64_t *bits, uint32_t word)
{
    bits[word / 64] |= 1ull << word % 64;
}

static struct entry *entry_of(struct likeness *l, uint32_t word)
{
    struct likeness_table *t = l->table;

    if (!is_marked(t->any, word)) {
        mark(t->any, word);
        t->marked[t->marked_count++] = word;
        t->places[word] = (uint32_t)l->count;
        l->entries = arena_room(l->job, l->entries, l->count, sizeof *l->entries);
        l->entries[l->count++] = (struct entry){0};
    }
    return &l->entries[t->places[word]];
}

/* The best reason for a word to stand for a slot is kept. */
static void add_slot(struct likeness *l, uint32_t word, struct likeness_of_slot s)
{
    struct entry *e = entry_of(l, word);
    struct likeness_of_slot *list;

    mark(l->table->standing, word);
    if (e->slot_count == 0) {
        l->slots = arena_room(l->job, l->slots, l->slot_lists, sizeof *l->slots);
        e->slots = (uint32_t)l->slot_lists++;
    }
    list = l->slots[e->slots];
    for (size_t i = 0; i < e->slot_count; i++)
        if (list[i].slot == s.slot) {
            if (list[i].weight / (float)list[i].parts < s.weight / (float)s.parts)
                list[i] = s;
            return;
        }
    if (e->slot_count < word_slots_max)
        list[e->slot_count++] = s;
}

static void add_stem(struct likeness *l, struct slice stem, struct likeness_of_slot s)
{
    const struct vocabulary *v = l->table->vocabulary;
    int64_t number = vocabulary_find_stem(v, stem);
    struct vocabulary_list words;

    if (number < 0)
        return;
    words = vocabulary_words_with(v, (uint32_t)number);
    for (size_t i = 0; i < words.count; i++)
        if (words.items[i] < l->table->words)
            add_slot(l, words.items[i], s);
}

static void add_option(struct likeness *l, const struct query_word *w, size_t option, uint8_t slot)
{
    const struct query_option *o = &w->options[option];

    for (size_t i = 0; i < o->count; i++)
        for (size_t k = 0; k < o->parts[i].count; k++)
            add_stem(l, o->parts[i].stems[k],
                     (struct likeness_of_slot){slot, (uint8_t)option, (uint8_t)i, (uint8_t)o->count,
                                               (float)o->weight});
}

static void add_word(struct likeness *l, const struct query_word *w, uint8_t slot)
{
    int64_t typed = vocabulary_find(l->table->vocabulary, w->norm);

    for (size_t i = 0; i < w->stem_count; i++)
        add_stem(l, w->stems[i], (struct likeness_of_slot){slot, 0, 0, 1, weight_of_form});
    for (size_t i = 0; i < w->option_count; i++)
        add_option(l, w, i, slot);
    if (typed >= 0)
        add_slot(l, (uint32_t)typed, (struct likeness_of_slot){slot, 0, 0, 1, 1});
}

/* ---- pieces ---- */

/* False if it is there already. */
static bool take_hash(struct likeness *l, uint32_t hash)
{
    size_t i = hash % hash_slots;

    while (l->hashes[i] && l->hashes[i] != hash)
        i = (i + 1) % hash_slots;
    if (l->hashes[i])
        return false;
    l->hashes[i] = hash;
    return true;
}

static void add_pieces(struct likeness *l, struct slice norm, double documents)
{
    uint32_t hashes[grams_of_word_max];
    size_t n = grams_of(norm, hashes);

    for (size_t i = 0; i < n && l->piece_count < likeness_grams_max; i++) {
        double with = grams_documents(l->table->grams, hashes[i]);

        if (with * common_piece > documents || !take_hash(l, hashes[i]))
            continue;
        l->pieces[l->piece_count] =
            (struct piece){grams_words(l->table->grams, hashes[i]), (uint16_t)l->piece_count};
        l->rarity[l->piece_count++] = rarity_among(documents, with);
    }
}

/* Counted first, then put where the counts say. */
static void list_pieces(struct likeness *l)
{
    uint32_t total = 0;

    for (size_t i = 0; i < l->piece_count; i++)
        for (size_t k = 0; k < l->pieces[i].words.count; k++)
            if (l->pieces[i].words.items[k] < l->table->words)
                entry_of(l, l->pieces[i].words.items[k])->gram_count++;
    for (size_t i = 0; i < l->count; i++) {
        l->entries[i].grams = total;
        total += l->entries[i].gram_count;
        l->entries[i].gram_count = 0;
    }
    l->grams = ARENA_ARRAY(l->job, uint16_t, total);
    for (size_t i = 0; i < l->piece_count; i++)
        for (size_t k = 0; k < l->pieces[i].words.count; k++)
            if (l->pieces[i].words.items[k] < l->table->words) {
                struct entry *e = entry_of(l, l->pieces[i].words.items[k]);

                l->grams[e->grams + e->gram_count++] = l->pieces[i].number;
            }
}

/* What the query before has left is taken away. */
static void clear_table(struct likeness_table *t)
{
    for (size_t i = 0; i < t->marked_count; i++)
        t->any[t->marked[i] / 64] = t->standing[t->marked[i] / 64] = 0;
    t->marked_count = 0;
}

struct likeness *likeness_new(struct arena *job, struct likeness_table *table,
                              const struct likeness_slot *slots, size_t count, double documents)
{
    struct likeness *l = ARENA_NEW(job, struct likeness);

    l->job = job;
    l->table = table;
    clear_table(table);
    for (size_t i = 0; i < count; i++) {
        add_word(l, slots[i].word, (uint8_t)i);
        add_pieces(l, slots[i].word->whole, documents);
    }
    list_pieces(l);
    return l;
}

struct forward_wanted likeness_any(const struct likeness *l)
{
    return (struct forward_wanted){l->table->any, l->table->words};
}

struct forward_wanted likeness_standing(const struct likeness *l)
{
    return (struct forward_wanted){l->table->standing, l->table->words};
}

bool likeness_judge(const struct likeness *l, uint32_t word, struct likeness_verdict *out)
{
    const struct likeness_table *t = l->table;
    const struct entry *e;

    if (word >= t->words || !is_marked(t->any, word))
        return false;
    e = &l->entries[t->places[word]];
    *out = (struct likeness_verdict){e->slot_count ? l->slots[e->slots] : NULL, l->grams + e->grams,
                                     e->slot_count, e->gram_count};
    return true;
}

const double *likeness_gram_rarity(const struct likeness *l, size_t *count)
{
    *count = l->piece_count;
    return l->rarity;
}
