/* spelling_file.c - see spelling_file.h */
#include "engine/index/spelling_file.h"

#include "base/map.h"

size_t spelling_lower_bound(const struct spelling_named *list, size_t count, uint32_t hash)
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

size_t spelling_deletes(const uint32_t *letters, size_t count, unsigned most,
                        uint32_t hashes[spelling_deletes_most])
{
    size_t n = count < spelling_prefix ? count : spelling_prefix, found = 0;

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

size_t spelling_letters(struct slice norm, uint32_t letters[distance_letters_max])
{
    size_t count = distance_letters(norm, letters);

    for (size_t i = 0; i < count; i++)
        if (!is_letter(letters[i]) ||
            (letters[i] != '\'' && (letters[i] < 0x80) != (letters[0] < 0x80)))
            return 0;
    return count;
}

uint32_t spelling_bucket(unsigned bits, uint32_t hash)
{
    return (uint32_t)((uint64_t)hash >> (32 - bits));
}

uint32_t spelling_hash_key(enum spelling_key sort, const struct translit_key *key)
{
    uint64_t h = map_hash((struct slice){key->text, key->len}) * 31 + (uint64_t)sort;

    h *= 0x9E3779B97F4A7C15U;
    return (uint32_t)(h >> 32);
}
