/* spelling_build.c - writes the table: see spelling.h, spelling_file.h */
#include <stdlib.h>

#include "base/file.h"
#include "engine/index/spelling_file.h"

enum {
    deep_least = 5,       /* words from so many letters on are looked up with two edits */
    words_most = 200000,  /* of the vocabulary that are candidates, the frequent ones… */
    words_always = 50000, /* …and behind so many only those with enough documents: a word */
    documents_least = 2,  /* that one article has is as likely a typing error itself */
    entries_per_bucket = 8,
    rest_least = 3,  /* bytes of a key without its ending */
    latin_least = 3, /* letters of a Latin word that is found by its sound */
    file_max = 1 << 30
};

struct builder {
    struct arena *job;
    const struct vocabulary *v;
    struct stemmer *stemmer;
    struct translit *translit;
    uint32_t *candidates; /* words that deletes are made of */
    size_t candidate_count;
    uint32_t *starts, *deletes;
    unsigned bucket_bits;
    struct spelling_named *keys;
    size_t key_count;
};

static void choose_candidates(struct builder *b)
{
    size_t words = vocabulary_size(b->v);
    uint32_t letters[distance_letters_max];

    if (words > 1U << spelling_number_bits)
        words = 1U << spelling_number_bits;
    b->candidates = ARENA_ARRAY(b->job, uint32_t, words < words_most ? words : words_most);
    for (uint32_t i = 0; i < words && b->candidate_count < words_most; i++) {
        if (b->candidate_count >= words_always && vocabulary_documents(b->v, i) < documents_least)
            break;
        if (spelling_letters(vocabulary_word(b->v, i), letters) >= spelling_letters_least)
            b->candidates[b->candidate_count++] = i;
    }
}

static size_t deletes_of_word(const struct builder *b, uint32_t word,
                              uint32_t hashes[spelling_deletes_most])
{
    uint32_t letters[distance_letters_max];
    size_t count = spelling_letters(vocabulary_word(b->v, word), letters);

    return spelling_deletes(letters, count, count < deep_least ? 1 : 2, hashes);
}

/* Counted first, then put where the counts say: words stay in order of frequency. */
static void fill_buckets(struct builder *b, size_t total)
{
    uint32_t hashes[spelling_deletes_most];
    size_t buckets;

    while (b->bucket_bits < spelling_bucket_bits_most &&
           total >> b->bucket_bits > entries_per_bucket)
        b->bucket_bits++;
    buckets = (size_t)1 << b->bucket_bits;
    b->starts = ARENA_ARRAY(b->job, uint32_t, buckets + 2);
    b->deletes = ARENA_ARRAY(b->job, uint32_t, total);
    for (size_t i = 0; i < b->candidate_count; i++)
        for (size_t k = deletes_of_word(b, b->candidates[i], hashes); k-- > 0;)
            b->starts[spelling_bucket(b->bucket_bits, hashes[k]) + 2]++;
    for (size_t k = 0; k < buckets; k++)
        b->starts[k + 2] += b->starts[k + 1];
    for (size_t i = 0; i < b->candidate_count; i++)
        for (size_t k = deletes_of_word(b, b->candidates[i], hashes); k-- > 0;)
            b->deletes[b->starts[spelling_bucket(b->bucket_bits, hashes[k]) + 1]++] =
                hashes[k] << spelling_number_bits | b->candidates[i];
}

static void build_deletes(struct builder *b)
{
    uint32_t hashes[spelling_deletes_most];
    size_t total = 0;

    choose_candidates(b);
    for (size_t i = 0; i < b->candidate_count; i++)
        total += deletes_of_word(b, b->candidates[i], hashes);
    fill_buckets(b, total);
}

static int by_hash(const void *a, const void *b)
{
    const struct spelling_named *p = a, *q = b;

    if (p->hash != q->hash)
        return p->hash < q->hash ? -1 : 1;
    return (p->word > q->word) - (p->word < q->word);
}

static void add_key(struct builder *b, uint32_t word, enum spelling_key sort,
                    const struct translit_key *key)
{
    b->keys = arena_room(b->job, b->keys, b->key_count, sizeof *b->keys);
    b->keys[b->key_count++] = (struct spelling_named){spelling_hash_key(sort, key), word};
}

static void add_keys(struct builder *b, uint32_t word, enum spelling_key sort, struct slice norm,
                     struct slice stem, enum word_script script)
{
    struct translit_key keys[translit_keys_most];
    size_t count = translit_keys(b->translit, norm, stem, script, keys);

    for (size_t i = 0; i < count; i++) {
        struct translit_key rest;
        size_t at = 0;

        add_key(b, word, sort, &keys[i]);
        while (sort == KEY_STEM && translit_without_ending(&keys[i], &at, &rest))
            if (rest.len >= rest_least) /* a lemma has an ending of its own */
                add_key(b, word, sort, &rest);
    }
}

/* Is it the most frequent word of its stem? */
static bool is_first_of_stem(const struct vocabulary *v, uint32_t number)
{
    struct vocabulary_list words = vocabulary_words_with(v, vocabulary_stem_of(v, number));

    return words.count && words.items[0] == number;
}

static void add_keys_of_word(struct builder *b, uint32_t number)
{
    uint32_t letters[distance_letters_max];
    struct slice norm = vocabulary_word(b->v, number), stem;
    size_t count = spelling_letters(norm, letters);

    if (count && letters[0] >= 0x430) {
        stem = slice_copy(b->job, stem_word(b->stemmer, norm, WORD_CYRILLIC));
        add_keys(b, number, KEY_CYRILLIC, norm, stem, WORD_CYRILLIC);
        if (is_first_of_stem(b->v, number))
            add_keys(b, number, KEY_STEM, stem, stem, WORD_CYRILLIC);
    } else if (count >= latin_least) {
        stem = slice_copy(b->job, stem_word(b->stemmer, norm, WORD_LATIN));
        add_keys(b, number, KEY_LATIN, norm, stem, WORD_LATIN);
    }
}

static void build_keys(struct builder *b)
{
    for (uint32_t i = 0; i < vocabulary_size(b->v); i++)
        add_keys_of_word(b, i);
    if (b->key_count)
        qsort(b->keys, b->key_count, sizeof *b->keys, by_hash);
}

static bool write_file(struct builder *b, const char *path, struct err *err)
{
    size_t buckets = (size_t)1 << b->bucket_bits, size = 0;
    struct spelling_header h = {spelling_magic, (uint32_t)vocabulary_size(b->v), b->bucket_bits,
                                b->starts[buckets], (uint32_t)b->key_count};
    struct slice parts[] = {{(const char *)&h, sizeof h},
                            {(const char *)b->starts, (buckets + 1) * sizeof *b->starts},
                            {(const char *)b->deletes, h.deletes * sizeof *b->deletes},
                            {(const char *)b->keys, b->key_count * sizeof *b->keys}};
    size_t count = sizeof parts / sizeof *parts;

    for (size_t i = 0; i < count; i++)
        size += parts[i].len;
    if (size > file_max)
        return err_set(err, ERR_INPUT, "the spelling of the words takes more than 1 GiB");
    return file_replace_parts(path, parts, count, 0666, err);
}

bool spelling_build(const struct vocabulary *v, struct stemmer *stemmer, const char *path,
                    struct err *err)
{
    struct builder b = {.job = arena_new(), .v = v, .stemmer = stemmer};
    bool ok = translit_new(b.job, stemmer, &b.translit, err);

    if (ok) {
        build_deletes(&b);
        build_keys(&b);
        ok = write_file(&b, path, err);
    }
    arena_free(b.job);
    return ok;
}
