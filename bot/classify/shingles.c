/* shingles.c - see shingles.h */
#include "bot/classify/shingles.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"

enum { room = word_bytes_max + 2 };

struct list {
    struct arena *job;
    struct shingle *items;
    size_t count;
};

/* Words and pieces with the same letters are different things. */
enum kind { KIND_WORD = 1, KIND_PAIR, KIND_PIECE };

static uint32_t folded(uint64_t hash, enum kind kind)
{
    hash = (hash ^ kind) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32);
}

static void add(struct list *list, uint32_t hash)
{
    list->items = arena_room(list->job, list->items, list->count, sizeof *list->items);
    list->items[list->count++] = (struct shingle){hash, 1};
}

/* The beginnings of the letters of ^word$, and the end. */
static size_t letters_of(struct slice marked, size_t starts[word_max + 3])
{
    size_t n = 0;

    for (size_t at = 0; at < marked.len && n < word_max + 2; n++) {
        starts[n] = at;
        utf8_next(marked, &at);
    }
    starts[n] = marked.len;
    return n;
}

static void add_pieces(struct list *list, struct slice norm)
{
    char text[room];
    size_t starts[word_max + 3], letters;

    text[0] = '^';
    memcpy(text + 1, norm.ptr, norm.len);
    text[norm.len + 1] = '$';
    letters = letters_of((struct slice){text, norm.len + 2}, starts);
    for (size_t n = piece_least; n <= piece_most; n++)
        for (size_t i = 0; i + n <= letters; i++)
            add(list, folded(map_hash((struct slice){text + starts[i], starts[i + n] - starts[i]}),
                             KIND_PIECE));
}

static int by_hash(const void *a, const void *b)
{
    const struct shingle *p = a, *q = b;

    return (p->hash > q->hash) - (p->hash < q->hash);
}

static void count_each_once(struct list *list)
{
    size_t kept = 0;

    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_hash);
    for (size_t i = 0; i < list->count; i++)
        if (kept && list->items[kept - 1].hash == list->items[i].hash)
            list->items[kept - 1].times++;
        else
            list->items[kept++] = list->items[i];
    list->count = kept;
}

struct shingles shingles_of(struct arena *job, struct stemmer *stemmer, struct slice text)
{
    struct words all = words_of(text);
    struct list words = {.job = job}, pieces = {.job = job};
    struct word w;
    uint64_t before = 0;

    for (size_t n = 0; n < shingle_words_max && words_next(&all, &w); n++) {
        uint64_t hash = map_hash(stem_word(stemmer, w.norm, w.script));

        add(&words, folded(hash, KIND_WORD));
        if (n)
            add(&words, folded(before * 31 + hash, KIND_PAIR));
        before = hash;
        add_pieces(&pieces, w.norm);
    }
    count_each_once(&words);
    count_each_once(&pieces);
    return (struct shingles){words.items, pieces.items, words.count, pieces.count};
}
