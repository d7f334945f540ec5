/* vocabulary.c - see vocabulary.h: the file is read. Its layout: vocabulary_file.h */
#include "engine/index/vocabulary.h"

#include <string.h>

#include "engine/index/table.h"
#include "engine/index/vocabulary_file.h"

enum { walked_most = 5000 };

struct vocabulary {
    const struct vocabulary_header *header;
    const uint32_t *starts, *documents, *sorted, *stems_at, *stems;
    const uint32_t *stem_starts, *words_at, *words;
    const char *texts, *stem_texts;
};

static const uint32_t *take(const uint32_t **at, size_t count)
{
    const uint32_t *array = *at;

    *at += count;
    return array;
}

bool vocabulary_open(struct arena *life, const char *path, struct vocabulary **out, struct err *err)
{
    struct vocabulary *v = ARENA_NEW(life, struct vocabulary);
    const struct vocabulary_header *h;
    const uint32_t *at;
    struct slice file;
    size_t numbers;

    if (!table_open(life, path, "a vocabulary", vocabulary_magic, sizeof *h, &file, err))
        return false;
    h = v->header = (const void *)file.ptr;
    numbers = 4 * (size_t)h->words + 2 * (size_t)h->stems + 2 * (size_t)h->links + 4;
    if (!table_fits(path, file,
                    sizeof *h + numbers * sizeof *at + h->texts_size + h->stem_texts_size, err))
        return false;
    at = (const void *)(file.ptr + sizeof *h);
    v->starts = take(&at, (size_t)h->words + 1);
    v->documents = take(&at, h->words);
    v->sorted = take(&at, h->words);
    v->stems_at = take(&at, (size_t)h->words + 1);
    v->stems = take(&at, h->links);
    v->stem_starts = take(&at, (size_t)h->stems + 1);
    v->words_at = take(&at, (size_t)h->stems + 1);
    v->words = take(&at, h->links);
    v->texts = (const void *)at;
    v->stem_texts = v->texts + h->texts_size;
    *out = v;
    return true;
}

size_t vocabulary_size(const struct vocabulary *v)
{
    return v->header->words;
}

/* Text `i` of those that begin at `starts`; empty if the file is damaged there. */
static struct slice text_at(const uint32_t *starts, const char *texts, uint32_t size, uint32_t i)
{
    uint32_t start = starts[i], end = starts[i + 1];

    if (start > end || end > size)
        return SLICE("");
    return (struct slice){texts + start, end - start};
}

struct slice vocabulary_word(const struct vocabulary *v, uint32_t number)
{
    if (number >= v->header->words)
        return SLICE("");
    return text_at(v->starts, v->texts, v->header->texts_size, number);
}

uint32_t vocabulary_documents(const struct vocabulary *v, uint32_t number)
{
    if (number >= v->header->words)
        return 0;
    return v->documents[number] ? v->documents[number] : 1; /* none has no word: a damaged file */
}

struct slice vocabulary_stem(const struct vocabulary *v, uint32_t stem)
{
    if (stem >= v->header->stems)
        return SLICE("");
    return text_at(v->stem_starts, v->stem_texts, v->header->stem_texts_size, stem);
}

static struct vocabulary_list list_at(const uint32_t *starts, const uint32_t *items, uint32_t size,
                                      uint32_t i)
{
    uint32_t start = starts[i], end = starts[i + 1];

    if (start > end || end > size)
        return (struct vocabulary_list){0};
    return (struct vocabulary_list){items + start, end - start};
}

struct vocabulary_list vocabulary_stems_of(const struct vocabulary *v, uint32_t number)
{
    if (number >= v->header->words)
        return (struct vocabulary_list){0};
    return list_at(v->stems_at, v->stems, v->header->links, number);
}

uint32_t vocabulary_stem_of(const struct vocabulary *v, uint32_t number)
{
    struct vocabulary_list stems = vocabulary_stems_of(v, number);

    return stems.count ? stems.items[0] : UINT32_MAX;
}

struct vocabulary_list vocabulary_words_with(const struct vocabulary *v, uint32_t stem)
{
    if (stem >= v->header->stems)
        return (struct vocabulary_list){0};
    return list_at(v->words_at, v->words, v->header->links, stem);
}

int64_t vocabulary_find_stem(const struct vocabulary *v, struct slice stem)
{
    size_t low = 0, high = v->header->stems;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = slice_cmp(vocabulary_stem(v, (uint32_t)mid), stem);

        if (order == 0)
            return (int64_t)mid;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return -1;
}

/* The first place in byte order whose word is not before `norm`. */
static size_t lower_bound(const struct vocabulary *v, struct slice norm)
{
    size_t low = 0, high = v->header->words;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (slice_cmp(vocabulary_word(v, v->sorted[mid]), norm) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

int64_t vocabulary_find(const struct vocabulary *v, struct slice norm)
{
    size_t at = lower_bound(v, norm);

    if (norm.len == 0 || at == v->header->words ||
        !slice_eq(vocabulary_word(v, v->sorted[at]), norm))
        return -1;
    return v->sorted[at];
}

/* Where the words that begin so end, in byte order: they are together from `from` on, and end at
 * `end` at the latest. */
static size_t end_of_beginning(const struct vocabulary *v, struct slice prefix, size_t from,
                               size_t end)
{
    while (from < end) {
        size_t mid = from + (end - from) / 2;
        struct slice word = vocabulary_word(v, v->sorted[mid]);

        if (word.len >= prefix.len && memcmp(word.ptr, prefix.ptr, prefix.len) == 0)
            from = mid + 1;
        else
            end = mid;
    }
    return end;
}

size_t vocabulary_beginning(const struct vocabulary *v, struct slice prefix, size_t most,
                            uint32_t *numbers)
{
    size_t from = lower_bound(v, prefix), left = v->header->words - from, count = 0;
    size_t end =
        end_of_beginning(v, prefix, from, from + (left < walked_most ? left : walked_most));

    for (size_t i = from; i < end && v->sorted[i] < v->header->words; i++) {
        uint32_t number = v->sorted[i];
        size_t at = count;

        while (at > 0 && numbers[at - 1] > number) /* lower numbers are more frequent */
            at--;
        if (at >= most)
            continue;
        if (count < most)
            count++;
        memmove(&numbers[at + 1], &numbers[at], (count - at - 1) * sizeof *numbers);
        numbers[at] = number;
    }
    return count;
}
