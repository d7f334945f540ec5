/* spelling.c - see spelling.h; spelling_file.h tells how the file is laid out. */
#include "engine/query/spelling.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "engine/index/spelling_file.h"

enum {
    ending_cost = 15,      /* of a Russian word found by its stem… */
    ending_read_cost = 40, /* …of a Latin one found by that of its Russian writing */
    distance_share = 5,    /* by which the distance of sounds is divided where people write as they
                              like: Russian in Latin letters */
    cyrillic_least = 4,    /* letters of a Cyrillic word that is looked up by its sound */
    rest_least = 3,        /* sounds that must stay when an ending is taken off */
    seen_slots = 1024      /* words already compared are remembered, as far as there is room */
};

/* What a frequent word gains: documents e times as many are worth so much of an edit. */
static const double prior = 6;

struct spelling {
    const struct vocabulary *vocabulary;
    const struct spelling_header *header;
    const uint32_t *starts, *deletes;
    const struct spelling_named *keys;
    struct translit *translit;
};

static bool check_size(const struct spelling *s, struct slice file, const char *path,
                       struct err *err)
{
    const struct spelling_header *h = s->header;
    size_t need = sizeof *h;

    if (h->words != vocabulary_size(s->vocabulary) || h->bucket_bits > spelling_bucket_bits_most)
        return err_set(err, ERR_STALE, "%s does not belong to the vocabulary beside it", path);
    need += (((size_t)1 << h->bucket_bits) + 1 + h->deletes) * sizeof(uint32_t) +
            h->keys * sizeof(struct spelling_named);
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
    if (file.len < sizeof *s->header || s->header->magic != spelling_magic)
        return err_set(err, ERR_STALE, "%s is not a spelling table of this version", path);
    if (!check_size(s, file, path, err))
        return false;
    s->starts = (const void *)(file.ptr + sizeof *s->header);
    s->deletes = s->starts + ((size_t)1 << s->header->bucket_bits) + 1;
    s->keys = (const void *)(s->deletes + s->header->deletes);
    *out = s;
    return true;
}

double spelling_score(const struct spelling *s, uint32_t word, unsigned cost)
{
    return cost - prior * log(1.0 + vocabulary_documents(s->vocabulary, word));
}

const struct translit *spelling_translit(const struct spelling *s)
{
    return s->translit;
}

unsigned spelling_budget(size_t letters)
{
    return letters < 4 ? 0 : letters < 6 ? spelling_one_edit : spelling_two_edits;
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
    uint32_t stem = vocabulary_stem_of(r->s->vocabulary, word);
    size_t at;

    for (at = 0; at < r->count; at++) {
        if (vocabulary_stem_of(r->s->vocabulary, r->best[at].word) != stem)
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

    if (count < spelling_letters_least || apart > 2)
        return;
    cost = distance_between(q->letters, q->count, letters, count, q->max);
    if (cost <= q->max)
        offer(&q->ranking, word, cost);
}

static void look_up(struct search *q, uint32_t hash)
{
    const struct spelling *s = q->ranking.s;
    uint32_t bucket = spelling_bucket(s->header->bucket_bits, hash);
    uint32_t start = s->starts[bucket], end = s->starts[bucket + 1];

    if (end > s->header->deletes)
        return;
    for (uint32_t i = start; i < end; i++) {
        uint32_t word = s->deletes[i] & ((1U << spelling_number_bits) - 1);

        if (s->deletes[i] >> spelling_number_bits ==
                (hash & ((1U << (32 - spelling_number_bits)) - 1)) &&
            !seen_before(q, word))
            compare(q, word);
    }
}

size_t spelling_near(const struct spelling *s, struct slice norm, unsigned max, size_t most,
                     struct spelling_match *out)
{
    uint32_t letters[distance_letters_max], hashes[spelling_deletes_most];
    struct search q = {.ranking = {s, out, most, 0}, .letters = letters, .max = max};
    size_t count;

    q.count = spelling_letters(norm, letters);
    if (q.count < spelling_letters_least || max == 0 || most == 0)
        return 0;
    count = spelling_deletes(letters, q.count, max > spelling_one_edit ? 2 : 1, hashes);
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
                               struct slice word, enum spelling_key sort)
{
    if (key->text[0] == '=')
        return 0;
    if (sort == KEY_LATIN)
        return key->looseness + translit_distance(word, a->norm);
    return key->looseness + translit_distance(a->norm, word) / distance_share;
}

/* Words of the other alphabet with this key. */
static void offer_key(struct alike *a, enum spelling_key sort, const struct translit_key *key,
                      unsigned cost)
{
    const struct spelling *s = a->ranking.s;
    uint32_t hash = spelling_hash_key(sort, key);

    for (size_t i = spelling_lower_bound(s->keys, s->header->keys, hash);
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

/* Latin words for a Cyrillic one, or for its stem. Short words sound like something by chance;
 * they are only looked up as names. */
static void offer_latin(struct alike *a, const struct translit_key *keys, size_t count,
                        unsigned cost)
{
    bool is_short = utf8_length(a->norm) < cyrillic_least;

    for (size_t i = 0; i < count; i++)
        if (keys[i].text[0] == '=')
            offer_key(a, KEY_LATIN, &keys[i], 0);
        else if (!is_short)
            offer_key(a, KEY_LATIN, &keys[i], cost);
}

size_t spelling_alike(const struct spelling *s, struct slice norm, struct slice stem,
                      enum word_script script, size_t most, struct spelling_match *out)
{
    struct alike a = {{s, out, most, 0}, norm};
    struct translit_key keys[translit_keys_most];
    size_t count = translit_keys(s->translit, norm, stem, script, keys);

    if (most == 0)
        return 0;
    if (script == WORD_CYRILLIC) {
        offer_latin(&a, keys, count, 0);
        a.norm = stem;
        count = translit_keys(s->translit, stem, stem, script, keys);
        offer_latin(&a, keys, count, ending_read_cost);
        return a.ranking.count;
    }
    for (size_t i = 0; i < count; i++) {
        offer_key(&a, KEY_CYRILLIC, &keys[i], 0);
        offer_stems(&a, &keys[i]);
    }
    return a.ranking.count;
}
