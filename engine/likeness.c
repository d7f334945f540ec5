/* likeness.c - see likeness.h */
#include "engine/likeness.h"

#include <string.h>

#include "engine/xap.h"

enum { gram_slots = 2 * likeness_grams_max, word_slots_max = 8 };

/* A form of a word counts nearly as much as the word as it was typed. */
static const float weight_of_form = 0.97f;

/* A verdict that can still be added to. */
struct entry {
    struct likeness_verdict verdict;
    struct likeness_of_slot slots[word_slots_max];
    bool pieces_known;
};

struct likeness {
    struct arena *job;
    struct likeness_table *table;
    uint32_t base;           /* places from here on are of this query */
    struct entry **entries;  /* by place - base - 1; place base: nothing in common */
    size_t count;
    uint32_t hashes[gram_slots]; /* of pieces; 0: free */
    uint16_t numbers[gram_slots];
    double rarity[likeness_grams_max];
    size_t gram_count;
};

static const struct likeness_verdict nothing;

struct likeness_table *likeness_table_new(struct arena *life, const struct vocabulary *v,
                                          const struct grams *g)
{
    struct likeness_table *t = ARENA_NEW(life, struct likeness_table);

    *t = (struct likeness_table){v, g, ARENA_ARRAY(life, uint32_t, vocabulary_size(v)), 1};
    return t;
}

static struct entry *entry_of(struct likeness *l, uint32_t word)
{
    uint32_t *place = &l->table->places[word];
    struct entry *e;

    if (*place > l->base)
        return l->entries[*place - l->base - 1];
    e = ARENA_NEW(l->job, struct entry);
    e->verdict.slots = e->slots;
    l->entries = arena_room(l->job, l->entries, l->count, sizeof *l->entries);
    l->entries[l->count++] = e;
    *place = l->base + (uint32_t)l->count;
    return e;
}

/* The best reason for a word to stand for a slot is kept. */
static void add_slot(struct likeness *l, uint32_t word, struct likeness_of_slot s)
{
    struct entry *e = entry_of(l, word);
    size_t n = e->verdict.slot_count;

    for (size_t i = 0; i < n; i++)
        if (e->slots[i].slot == s.slot) {
            if (e->slots[i].weight < s.weight)
                e->slots[i] = s;
            return;
        }
    if (n < word_slots_max) {
        e->slots[n] = s;
        e->verdict.slot_count++;
    }
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
        if (words.items[i] < vocabulary_size(v))
            add_slot(l, words.items[i], s);
}

static void add_option(struct likeness *l, const struct query_option *o, uint8_t slot)
{
    for (size_t i = 0; i < o->count; i++)
        for (size_t k = 0; k < o->parts[i].count; k++)
            add_stem(l, o->parts[i].stems[k],
                     (struct likeness_of_slot){slot, (uint8_t)i, (uint8_t)o->count,
                                               (float)o->weight});
}

static void add_word(struct likeness *l, const struct query_word *w, uint8_t slot)
{
    int64_t typed = vocabulary_find(l->table->vocabulary, w->norm);

    for (size_t i = 0; i < w->stem_count; i++)
        add_stem(l, w->stems[i], (struct likeness_of_slot){slot, 0, 1, weight_of_form});
    for (size_t i = 0; i < w->option_count; i++)
        add_option(l, &w->options[i], slot);
    if (typed >= 0)
        add_slot(l, (uint32_t)typed, (struct likeness_of_slot){slot, 0, 1, 1});
}

static size_t gram_slot(const struct likeness *l, uint32_t hash)
{
    size_t i = hash % gram_slots;

    while (l->hashes[i] && l->hashes[i] != hash)
        i = (i + 1) % gram_slots;
    return i;
}

static void add_grams(struct likeness *l, struct slice norm, double documents)
{
    uint32_t hashes[grams_of_word_max];
    size_t n = grams_of(norm, hashes);

    for (size_t i = 0; i < n && l->gram_count < likeness_grams_max; i++) {
        size_t slot = gram_slot(l, hashes[i]);

        if (l->hashes[slot])
            continue;
        l->hashes[slot] = hashes[i];
        l->numbers[slot] = (uint16_t)l->gram_count;
        l->rarity[l->gram_count++] =
            xap_rarity(documents, grams_documents(l->table->grams, hashes[i]));
    }
}

/* Places of earlier queries stay, below the base; when numbers run out, they are cleared. */
static void take_table(struct likeness *l)
{
    struct likeness_table *t = l->table;

    if (t->used > UINT32_MAX / 2) {
        memset(t->places, 0, vocabulary_size(t->vocabulary) * sizeof *t->places);
        t->used = 1;
    }
    l->base = ++t->used;
}

struct likeness *likeness_new(struct arena *job, struct likeness_table *table,
                              const struct likeness_slot *slots, size_t count, double documents)
{
    struct likeness *l = ARENA_NEW(job, struct likeness);

    l->job = job;
    l->table = table;
    take_table(l);
    for (size_t i = 0; i < count; i++) {
        const struct query_word *w = slots[i].word;

        add_word(l, w, (uint8_t)i);
        add_grams(l, w->norm, documents);
    }
    table->used = l->base + (uint32_t)l->count;
    return l;
}

/* The query's pieces a word has. */
static void judge_pieces(struct likeness *l, uint32_t word)
{
    uint32_t hashes[grams_of_word_max], *place = &l->table->places[word];
    uint16_t found[grams_of_word_max], *kept;
    size_t n = grams_of(vocabulary_word(l->table->vocabulary, word), hashes), count = 0;
    struct entry *e;

    for (size_t i = 0; i < n; i++) {
        size_t slot = gram_slot(l, hashes[i]);

        if (l->hashes[slot])
            found[count++] = l->numbers[slot];
    }
    if (count == 0 && *place <= l->base) {
        *place = l->base;
        return;
    }
    e = entry_of(l, word);
    kept = ARENA_ARRAY(l->job, uint16_t, count);
    memcpy(kept, found, count * sizeof *kept);
    e->verdict.grams = kept;
    e->verdict.gram_count = count;
    e->pieces_known = true;
    l->table->used = l->base + (uint32_t)l->count;
}

const struct likeness_verdict *likeness_judge(struct likeness *l, uint32_t word)
{
    const uint32_t *places = l->table->places;

    if (word >= vocabulary_size(l->table->vocabulary))
        return &nothing;
    if (places[word] < l->base ||
        (places[word] > l->base && !l->entries[places[word] - l->base - 1]->pieces_known))
        judge_pieces(l, word);
    if (places[word] == l->base)
        return &nothing;
    return &l->entries[places[word] - l->base - 1]->verdict;
}

const double *likeness_gram_rarity(const struct likeness *l, size_t *count)
{
    *count = l->gram_count;
    return l->rarity;
}
