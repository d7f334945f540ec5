/*
 * spelling.c - see spelling.h
 *
 * The file: a header; for each bucket where its deletes begin (one more than there are buckets);
 * the deletes by bucket, each with a part of its hash and the number of its word; the
 * most frequent word of each stem by hash; words by hash of their keys in the other alphabet.
 *
 * A delete is the first letters of a word without up to two of them. 12 bits of its hash stand in
 * it and up to 17 in its bucket, so that few words are looked at in vain; each is compared anyway.
 */
#include "engine/spelling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/distance.h"

enum {
    magic = 0x31534B4B,
    prefix_letters = 7, /* deletes are made of */
    letters_least = 3,  /* shorter words are no candidates */
    deep_least = 5,     /* words from so many letters on are looked up with two edits */
    deletes_most = 1 + prefix_letters + prefix_letters * (prefix_letters - 1) / 2,
    words_most = 200000,  /* of the vocabulary that are candidates, the frequent ones… */
    words_always = 50000, /* …and behind so many only those with enough documents: a word */
    documents_least = 2,  /* that one article has is as likely a typing error itself */
    number_bits = 20,
    entries_per_bucket = 8,
    bucket_bits_most = 20,
    latin_least = 3,       /* letters of a Latin word that is found by its sound */
    ending_cost = 15,      /* of a Russian word found by its stem… */
    ending_read_cost = 40, /* …of a Latin one found by that of its Russian writing */
    distance_share = 5,    /* by which the distance of sounds is divided where people write as they
                              like: Russian in Latin letters */
    rest_least = 3,        /* sounds that must stay when an ending is taken off */
    file_max = 1 << 30,
    seen_slots = 1024 /* words already compared are remembered, as far as there is room */
};

/* What a frequent word gains: documents e times as many are worth so much of an edit. */
static const double prior = 6;

struct header {
    uint32_t magic, words, bucket_bits, deletes, stems, keys;
};

struct named {
    uint32_t hash, word;
};

struct spelling {
    const struct vocabulary *vocabulary;
    const struct header *header;
    const uint32_t *starts, *deletes;
    const struct named *stems, *keys;
    struct translit *translit;
};

/* The first place in a list sorted by hash that is not before `hash`. */
static size_t lower_bound(const struct named *list, size_t count, uint32_t hash)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (list[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static int64_t find_stem(const struct named *stems, size_t count, uint32_t hash)
{
    size_t at = lower_bound(stems, count, hash);

    return at < count && stems[at].hash == hash ? (int64_t)stems[at].word : -1;
}

/* ---- deletes ---- */

static uint32_t hash_letters(const uint32_t *letters, size_t count, size_t skip, size_t skip_too)
{
    uint32_t h = 2166136261U;

    for (size_t i = 0; i < count; i++)
        if (i != skip && i != skip_too)
            h = (h ^ letters[i]) * 16777619U;
    h ^= h >> 15; /* the low bits of FNV are the better mixed: buckets are made of the high ones */
    h *= 2246822519U;
    return h ^ h >> 13;
}

static void add_hash(uint32_t *hashes, size_t *count, uint32_t hash)
{
    for (size_t i = 0; i < *count; i++)
        if (hashes[i] == hash)
            return;
    hashes[(*count)++] = hash;
}

/* Hashes of what the first letters become without up to `most` of them. */
static size_t deletes_of(const uint32_t *letters, size_t count, unsigned most,
                         uint32_t hashes[deletes_most])
{
    size_t n = count < prefix_letters ? count : prefix_letters, found = 0;

    add_hash(hashes, &found, hash_letters(letters, n, n, n));
    for (size_t i = 0; most >= 1 && i < n; i++) {
        add_hash(hashes, &found, hash_letters(letters, n, i, n));
        for (size_t j = i + 1; most >= 2 && j < n; j++)
            add_hash(hashes, &found, hash_letters(letters, n, i, j));
    }
    return found;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0x430 && c < 0x450) || c == '\'';
}

/* The letters of a word that is made of nothing else, of one alphabet; 0 for any other. */
static size_t letters_of(struct slice norm, uint32_t letters[distance_letters_max])
{
    size_t count = distance_letters(norm, letters);

    for (size_t i = 0; i < count; i++)
        if (!is_letter(letters[i]) ||
            (letters[i] != '\'' && (letters[i] < 0x80) != (letters[0] < 0x80)))
            return 0;
    return count;
}

/* ---- building ---- */

struct builder {
    struct arena *job;
    const struct vocabulary *v;
    struct stemmer *stemmer;
    struct translit *translit;
    uint32_t *candidates; /* words that deletes are made of */
    size_t candidate_count;
    uint32_t *starts, *deletes;
    unsigned bucket_bits;
    struct named *stems, *keys;
    size_t stem_count, key_count;
};

static void choose_candidates(struct builder *b)
{
    size_t words = vocabulary_size(b->v);
    uint32_t letters[distance_letters_max];

    if (words > 1U << number_bits)
        words = 1U << number_bits;
    b->candidates = ARENA_ARRAY(b->job, uint32_t, words < words_most ? words : words_most);
    for (uint32_t i = 0; i < words && b->candidate_count < words_most; i++) {
        if (b->candidate_count >= words_always && vocabulary_documents(b->v, i) < documents_least)
            break;
        if (letters_of(vocabulary_word(b->v, i), letters) >= letters_least)
            b->candidates[b->candidate_count++] = i;
    }
}

static size_t deletes_of_word(const struct builder *b, uint32_t word, uint32_t hashes[deletes_most])
{
    uint32_t letters[distance_letters_max];
    size_t count = letters_of(vocabulary_word(b->v, word), letters);

    return deletes_of(letters, count, count < deep_least ? 1 : 2, hashes);
}

static uint32_t bucket_of(unsigned bits, uint32_t hash)
{
    return (uint32_t)((uint64_t)hash >> (32 - bits));
}

/* Counted first, then put where the counts say: words stay in order of frequency. */
static void fill_buckets(struct builder *b, size_t total)
{
    uint32_t hashes[deletes_most];
    size_t buckets;

    while (b->bucket_bits < bucket_bits_most && total >> b->bucket_bits > entries_per_bucket)
        b->bucket_bits++;
    buckets = (size_t)1 << b->bucket_bits;
    b->starts = ARENA_ARRAY(b->job, uint32_t, buckets + 2);
    b->deletes = ARENA_ARRAY(b->job, uint32_t, total);
    for (size_t i = 0; i < b->candidate_count; i++)
        for (size_t k = deletes_of_word(b, b->candidates[i], hashes); k-- > 0;)
            b->starts[bucket_of(b->bucket_bits, hashes[k]) + 2]++;
    for (size_t k = 0; k < buckets; k++)
        b->starts[k + 2] += b->starts[k + 1];
    for (size_t i = 0; i < b->candidate_count; i++)
        for (size_t k = deletes_of_word(b, b->candidates[i], hashes); k-- > 0;)
            b->deletes[b->starts[bucket_of(b->bucket_bits, hashes[k]) + 1]++] =
                hashes[k] << number_bits | b->candidates[i];
}

static void build_deletes(struct builder *b)
{
    uint32_t hashes[deletes_most];
    size_t total = 0;

    choose_candidates(b);
    for (size_t i = 0; i < b->candidate_count; i++)
        total += deletes_of_word(b, b->candidates[i], hashes);
    fill_buckets(b, total);
}

static int by_hash(const void *a, const void *b)
{
    const struct named *p = a, *q = b;

    if (p->hash != q->hash)
        return p->hash < q->hash ? -1 : 1;
    return (p->word > q->word) - (p->word < q->word);
}

static void build_stems(struct builder *b)
{
    size_t words = vocabulary_size(b->v), kept = 0;

    b->stems = ARENA_ARRAY(b->job, struct named, words);
    for (uint32_t i = 0; i < words; i++)
        b->stems[i] = (struct named){vocabulary_stem(b->v, i), i};
    if (words)
        qsort(b->stems, words, sizeof *b->stems, by_hash);
    for (size_t i = 0; i < words; i++)
        if (kept == 0 || b->stems[kept - 1].hash != b->stems[i].hash)
            b->stems[kept++] = b->stems[i];
    b->stem_count = kept;
}

/* A word of one alphabet and a stem with the same key are told apart by the sort of key. */
enum sort_of_key { KEY_CYRILLIC = 'w', KEY_STEM = 's', KEY_LATIN = 'l' };

static uint32_t hash_key(enum sort_of_key sort, const struct translit_key *key)
{
    uint64_t h = map_hash((struct slice){key->text, key->len}) * 31 + (uint64_t)sort;

    h *= 0x9E3779B97F4A7C15U;
    return (uint32_t)(h >> 32);
}

static void add_keys(struct builder *b, uint32_t word, enum sort_of_key sort, struct slice norm,
                     struct slice stem, enum word_script script)
{
    struct translit_key keys[translit_keys_most];
    size_t count = translit_keys(b->translit, norm, stem, script, keys);

    for (size_t i = 0; i < count; i++) {
        b->keys = arena_room(b->job, b->keys, b->key_count, sizeof *b->keys);
        b->keys[b->key_count++] = (struct named){hash_key(sort, &keys[i]), word};
    }
}

static void add_keys_of_word(struct builder *b, uint32_t number)
{
    uint32_t letters[distance_letters_max];
    struct slice norm = vocabulary_word(b->v, number), stem;
    size_t count = letters_of(norm, letters);

    if (count && letters[0] >= 0x430) {
        stem = slice_copy(b->job, stem_word(b->stemmer, norm, WORD_CYRILLIC));
        add_keys(b, number, KEY_CYRILLIC, norm, stem, WORD_CYRILLIC);
        if (find_stem(b->stems, b->stem_count, vocabulary_stem(b->v, number)) == number)
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

static void add_bytes(struct buf *out, const void *bytes, size_t size)
{
    buf_add(out, (struct slice){bytes, size});
}

static bool write_file(struct builder *b, const char *path, struct err *err)
{
    size_t buckets = (size_t)1 << b->bucket_bits;
    struct header h = {magic,
                       (uint32_t)vocabulary_size(b->v),
                       b->bucket_bits,
                       b->starts[buckets],
                       (uint32_t)b->stem_count,
                       (uint32_t)b->key_count};
    struct buf out = buf_new(b->job, file_max);

    add_bytes(&out, &h, sizeof h);
    add_bytes(&out, b->starts, (buckets + 1) * sizeof *b->starts);
    add_bytes(&out, b->deletes, h.deletes * sizeof *b->deletes);
    add_bytes(&out, b->stems, b->stem_count * sizeof *b->stems);
    add_bytes(&out, b->keys, b->key_count * sizeof *b->keys);
    if (out.too_big)
        return err_set(err, ERR_INPUT, "the spelling of the words takes more than 1 GiB");
    return file_replace(path, buf_slice(&out), 0666, err);
}

bool spelling_build(const struct vocabulary *v, struct stemmer *stemmer, const char *path,
                    struct err *err)
{
    struct builder b = {.job = arena_new(), .v = v, .stemmer = stemmer};
    bool ok = translit_new(b.job, stemmer, &b.translit, err);

    if (ok) {
        build_deletes(&b);
        build_stems(&b);
        build_keys(&b);
        ok = write_file(&b, path, err);
    }
    arena_free(b.job);
    return ok;
}

/* ---- reading ---- */

static bool check_size(const struct spelling *s, struct slice file, const char *path,
                       struct err *err)
{
    const struct header *h = s->header;
    size_t need = sizeof *h;

    if (h->words != vocabulary_size(s->vocabulary) || h->bucket_bits > bucket_bits_most)
        return err_set(err, ERR_STALE, "%s does not belong to the vocabulary beside it", path);
    need += (((size_t)1 << h->bucket_bits) + 1 + h->deletes) * sizeof(uint32_t) +
            ((size_t)h->stems + h->keys) * sizeof(struct named);
    if (file.len != need)
        return err_set(err, ERR_STALE, "%s is damaged: %zu bytes instead of %zu", path, file.len,
                       need);
    return true;
}

bool spelling_open(struct arena *life, struct stemmer *stemmer, const struct vocabulary *v,
                   const char *path, struct spelling **out, struct err *err)
{
    struct spelling *s = ARENA_NEW(life, struct spelling);
    struct slice file;

    s->vocabulary = v;
    if (!translit_new(life, stemmer, &s->translit, err) || !file_map(life, path, &file, err))
        return false;
    s->header = (const void *)file.ptr;
    if (file.len < sizeof *s->header || s->header->magic != magic)
        return err_set(err, ERR_STALE, "%s is not a spelling table of this version", path);
    if (!check_size(s, file, path, err))
        return false;
    s->starts = (const void *)(file.ptr + sizeof *s->header);
    s->deletes = s->starts + ((size_t)1 << s->header->bucket_bits) + 1;
    s->stems = (const void *)(s->deletes + s->header->deletes);
    s->keys = s->stems + s->header->stems;
    *out = s;
    return true;
}

int64_t spelling_of_stem(const struct spelling *s, uint32_t stem_hash)
{
    int64_t word = find_stem(s->stems, s->header->stems, stem_hash);

    return word < (int64_t)s->header->words ? word : -1;
}

double spelling_score(const struct spelling *s, uint32_t word, unsigned cost)
{
    return cost - prior * log(1.0 + vocabulary_documents(s->vocabulary, word));
}

unsigned spelling_budget(size_t letters)
{
    return letters < 4 ? 0 : letters < 7 ? spelling_one_edit : spelling_two_edits;
}

/* The best so far, no two with the same stem. */
struct ranking {
    const struct spelling *s;
    struct spelling_match *best;
    size_t most, count;
};

static bool better(const struct spelling_match *a, const struct spelling_match *b)
{
    return a->score < b->score || (a->score <= b->score && a->word < b->word);
}

static void offer(struct ranking *r, uint32_t word, unsigned cost)
{
    struct spelling_match new = {word, cost, spelling_score(r->s, word, cost)};
    uint32_t stem = vocabulary_stem(r->s->vocabulary, word);
    size_t at;

    for (at = 0; at < r->count; at++) {
        if (vocabulary_stem(r->s->vocabulary, r->best[at].word) != stem)
            continue;
        if (!better(&new, &r->best[at]))
            return;
        memmove(&r->best[at], &r->best[at + 1], (r->count - at - 1) * sizeof new);
        r->count--;
        break;
    }
    for (at = r->count; at > 0 && better(&new, &r->best[at - 1]); at--)
        ;
    if (at >= r->most)
        return;
    if (r->count == r->most)
        r->count--;
    memmove(&r->best[at + 1], &r->best[at], (r->count - at) * sizeof new);
    r->best[at] = new;
    r->count++;
}

/* ---- near ---- */

struct search {
    struct ranking ranking;
    const uint32_t *letters; /* as typed */
    size_t count;
    unsigned max;
    uint32_t seen[seen_slots]; /* word + 1 */
};

/* Was the word looked at before? Some may be forgotten and are then looked at again. */
static bool seen_before(struct search *q, uint32_t word)
{
    uint32_t *slot = &q->seen[word * 2654435761U >> 22];

    if (*slot == word + 1)
        return true;
    *slot = word + 1;
    return false;
}

static void compare(struct search *q, uint32_t word)
{
    uint32_t letters[distance_letters_max];
    size_t count = distance_letters(vocabulary_word(q->ranking.s->vocabulary, word), letters);
    size_t apart = count > q->count ? count - q->count : q->count - count;
    unsigned cost;

    if (count < letters_least || apart > 2)
        return;
    cost = distance_between(q->letters, q->count, letters, count, q->max);
    if (cost <= q->max)
        offer(&q->ranking, word, cost);
}

static void look_up(struct search *q, uint32_t hash)
{
    const struct spelling *s = q->ranking.s;
    uint32_t bucket = bucket_of(s->header->bucket_bits, hash);
    uint32_t start = s->starts[bucket], end = s->starts[bucket + 1];

    if (end > s->header->deletes)
        return;
    for (uint32_t i = start; i < end; i++) {
        uint32_t word = s->deletes[i] & ((1U << number_bits) - 1);

        if (s->deletes[i] >> number_bits == (hash & ((1U << (32 - number_bits)) - 1)) &&
            !seen_before(q, word))
            compare(q, word);
    }
}

size_t spelling_near(const struct spelling *s, struct slice norm, unsigned max, size_t most,
                     struct spelling_match *out)
{
    uint32_t letters[distance_letters_max], hashes[deletes_most];
    struct search q = {.ranking = {s, out, most, 0}, .letters = letters, .max = max};
    size_t count;

    q.count = letters_of(norm, letters);
    if (q.count < letters_least || max == 0 || most == 0)
        return 0;
    count = deletes_of(letters, q.count, max > spelling_one_edit ? 2 : 1, hashes);
    for (size_t i = 0; i < count; i++)
        look_up(&q, hashes[i]);
    return q.ranking.count;
}

/* ---- alike ---- */

struct alike {
    struct ranking ranking;
    struct slice norm; /* as typed, or its stem */
};

/* What two words with a key in common still cost. Russian in Latin letters is written by taste, a
 * foreign word in Russian ones nearly always the same. */
static unsigned cost_of_sounds(const struct alike *a, const struct translit_key *key,
                               struct slice word, enum sort_of_key sort)
{
    if (key->text[0] == '=')
        return 0;
    if (sort == KEY_LATIN)
        return key->looseness + translit_distance(word, a->norm);
    return key->looseness + translit_distance(a->norm, word) / distance_share;
}

/* Words of the other alphabet with this key. */
static void offer_key(struct alike *a, enum sort_of_key sort, const struct translit_key *key,
                      unsigned cost)
{
    const struct spelling *s = a->ranking.s;
    uint32_t hash = hash_key(sort, key);

    for (size_t i = lower_bound(s->keys, s->header->keys, hash);
         i < s->header->keys && s->keys[i].hash == hash; i++) {
        struct slice word = vocabulary_word(s->vocabulary, s->keys[i].word);

        if (word.len && (word.ptr[0] > 0) == (sort == KEY_LATIN))
            offer(&a->ranking, s->keys[i].word, cost + cost_of_sounds(a, key, word, sort));
    }
}

static void offer_stems(struct alike *a, const struct translit_key *key)
{
    struct translit_key rest;
    size_t at = 0;

    offer_key(a, KEY_STEM, key, ending_cost);
    while (translit_without_ending(key, &at, &rest))
        if (rest.len >= rest_least)
            offer_key(a, KEY_STEM, &rest, ending_cost);
}

size_t spelling_alike(const struct spelling *s, struct slice norm, struct slice stem,
                      enum word_script script, size_t most, struct spelling_match *out)
{
    struct alike a = {{s, out, most, 0}, norm};
    struct translit_key keys[translit_keys_most];
    size_t count = translit_keys(s->translit, norm, stem, script, keys);

    if (most == 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (script == WORD_CYRILLIC) {
            offer_key(&a, KEY_LATIN, &keys[i], 0);
        } else {
            offer_key(&a, KEY_CYRILLIC, &keys[i], 0);
            offer_stems(&a, &keys[i]);
        }
    if (script == WORD_CYRILLIC) {
        a.norm = stem;
        count = translit_keys(s->translit, stem, stem, script, keys);
        for (size_t i = 0; i < count; i++)
            offer_key(&a, KEY_LATIN, &keys[i], ending_read_cost);
    }
    return a.ranking.count;
}
