/*
 * grams.c - see grams.h
 *
 * The file: a header; a hash table with open addressing, its size a power of two; the words of each
 * piece, one list after another.
 */
#include "engine/index/grams.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
#include "engine/index/table.h"

enum { magic = 0x32474A4B, slots_least = 1024, room_max = word_bytes_max + 3 };

static const size_t file_max = (size_t)1 << 32;

struct header {
    uint32_t magic, slots, words;
};

struct slot {
    uint32_t hash;         /* 0: free */
    float documents;       /* while the table is built: the sum of logarithms */
    uint32_t first, count; /* its words */
};

struct grams {
    const struct header *header;
    const struct slot *slots;
    const uint32_t *words;
};

static uint32_t hash_of(const char *from, const char *to)
{
    uint64_t h = map_hash((struct slice){from, (size_t)(to - from)});
    uint32_t folded = (uint32_t)(h ^ (h >> 32));

    return folded ? folded : 1;
}

size_t grams_of(struct slice norm, uint32_t hashes[grams_of_word_max])
{
    char text[room_max];
    size_t starts[word_max + 3], letters = 0, n = 0;
    struct slice marked = {text, norm.len + 2};

    if (norm.len == 0 || norm.len > word_bytes_max)
        return 0;
    text[0] = '^';
    memcpy(text + 1, norm.ptr, norm.len);
    text[norm.len + 1] = '$';
    for (size_t at = 0; at < marked.len && letters < word_max + 2; letters++) {
        starts[letters] = at;
        utf8_next(marked, &at);
    }
    starts[letters] = marked.len;
    if (letters < gram_letters)
        hashes[n++] = hash_of(text, text + marked.len);
    for (size_t i = 0; i + gram_letters <= letters && n < grams_of_word_max; i++)
        hashes[n++] = hash_of(text + starts[i], text + starts[i + gram_letters]);
    return n;
}

/* The slot of a hash, or the free one where it belongs. */
static size_t find(const struct slot *slots, uint32_t count, uint32_t hash)
{
    size_t i = hash & (count - 1);

    while (slots[i].hash && slots[i].hash != hash)
        i = (i + 1) & (count - 1);
    return i;
}

/* ---- building ---- */

struct builder {
    struct arena *job;
    struct slot *slots;
    uint32_t count, used;
};

static void grow(struct builder *b)
{
    struct slot *old = b->slots;
    uint32_t count = b->count;

    b->count = count ? count * 2 : slots_least;
    b->slots = ARENA_ARRAY(b->job, struct slot, b->count);
    for (uint32_t i = 0; i < count; i++)
        if (old[i].hash)
            b->slots[find(b->slots, b->count, old[i].hash)] = old[i];
}

static void add(struct builder *b, uint32_t hash, double missing)
{
    struct slot *s;

    if (2 * (b->used + 1) > b->count)
        grow(b);
    s = &b->slots[find(b->slots, b->count, hash)];
    b->used += s->hash == 0;
    s->hash = hash;
    s->documents += (float)missing;
    s->count++;
}

/* The pieces of a word, each once. */
static size_t pieces_of(const struct vocabulary *v, uint32_t word,
                        uint32_t hashes[grams_of_word_max])
{
    size_t n = grams_of(vocabulary_word(v, word), hashes), kept = 0;

    for (size_t i = 0; i < n; i++) {
        size_t k = 0;

        while (k < kept && hashes[k] != hashes[i])
            k++;
        if (k == kept)
            hashes[kept++] = hashes[i];
    }
    return kept;
}

static void count_word(struct builder *b, const struct vocabulary *v, uint32_t word,
                       double documents)
{
    uint32_t hashes[grams_of_word_max];
    size_t n = pieces_of(v, word, hashes);
    double missing = log(1 - vocabulary_documents(v, word) / (documents + 1));

    for (size_t i = 0; i < n; i++)
        add(b, hashes[i], missing);
}

/* Where the list of each piece begins; how long all of them are. */
static uint32_t place_lists(struct builder *b, double documents)
{
    uint32_t total = 0;

    for (uint32_t i = 0; i < b->count; i++) {
        struct slot *s = &b->slots[i];

        s->documents = (float)(documents * (1 - exp(s->documents)));
        s->first = total;
        total += s->count;
        s->count = 0;
    }
    return total;
}

static void list_word(struct builder *b, const struct vocabulary *v, uint32_t word, uint32_t *words)
{
    uint32_t hashes[grams_of_word_max];
    size_t n = pieces_of(v, word, hashes);

    for (size_t i = 0; i < n; i++) {
        struct slot *s = &b->slots[find(b->slots, b->count, hashes[i])];

        words[s->first + s->count++] = word;
    }
}

static bool save(const char *path, const struct header *h, const struct slot *slots,
                 const uint32_t *words, struct err *err)
{
    struct slice parts[] = {{(const char *)h, sizeof *h},
                            {(const char *)slots, h->slots * sizeof *slots},
                            {(const char *)words, h->words * sizeof *words}};

    if (parts[1].len + parts[2].len > file_max)
        return err_set(err, ERR_INPUT, "the pieces of words take more than 4 GiB");
    return file_replace_parts(path, parts, sizeof parts / sizeof *parts, 0666, err);
}

bool grams_build(const struct vocabulary *v, size_t documents, const char *path, struct err *err)
{
    struct builder b = {.job = arena_new()};
    struct header h = {.magic = magic};
    uint32_t *words;
    bool ok;

    grow(&b);
    for (size_t i = 0; i < vocabulary_size(v); i++)
        count_word(&b, v, (uint32_t)i, (double)documents);
    h.slots = b.count;
    h.words = place_lists(&b, (double)documents);
    words = ARENA_ARRAY(b.job, uint32_t, h.words);
    for (size_t i = 0; i < vocabulary_size(v); i++)
        list_word(&b, v, (uint32_t)i, words);
    ok = save(path, &h, b.slots, words, err);
    arena_free(b.job);
    return ok;
}

/* ---- reading ---- */

bool grams_open(struct arena *life, const char *path, struct grams **out, struct err *err)
{
    struct grams *g = ARENA_NEW(life, struct grams);
    struct slice file;

    if (!table_open(life, path, "a table of grams", magic, sizeof *g->header, &file, err))
        return false;
    g->header = (const void *)file.ptr;
    if (!table_fits(path, file,
                    sizeof *g->header + g->header->slots * sizeof *g->slots +
                        g->header->words * sizeof *g->words,
                    err))
        return false;
    g->slots = (const void *)(file.ptr + sizeof *g->header);
    g->words = (const void *)(g->slots + g->header->slots);
    *out = g;
    return true;
}

/* NULL if no word has it. */
static const struct slot *look_up(const struct grams *g, uint32_t hash)
{
    uint32_t count = g->header->slots, at = hash & (count - 1);

    for (uint32_t tried = 0; tried < count; tried++) {
        const struct slot *s = &g->slots[(at + tried) & (count - 1)];

        if (s->hash == hash)
            return s;
        if (s->hash == 0)
            break;
    }
    return NULL;
}

double grams_documents(const struct grams *g, uint32_t hash)
{
    const struct slot *s = look_up(g, hash);

    return s && s->documents > 0 && isfinite(s->documents) ? s->documents : 0;
}

struct vocabulary_list grams_words(const struct grams *g, uint32_t hash)
{
    const struct slot *s = look_up(g, hash);

    if (!s || s->first > g->header->words || s->count > g->header->words - s->first)
        return (struct vocabulary_list){0};
    return (struct vocabulary_list){g->words + s->first, s->count};
}
