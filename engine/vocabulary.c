/*
 * vocabulary.c - see vocabulary.h
 *
 * The file: a header; by number: start of the word in the texts (one more than there are
 * words), hash of its stem, documents; numbers in the byte order of their words; texts.
 */
#include "engine/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "engine/table.h"

enum { magic = 0x31565A4B, words_max = 50 << 20, file_max = 1 << 30, walked_most = 5000 };

struct header {
    uint32_t magic, words, texts_size, unused;
};

struct vocabulary {
    const struct header *header;
    const uint32_t *starts, *stems, *documents, *sorted;
    const char *texts;
};

uint32_t vocabulary_stem_hash(struct slice stem)
{
    uint64_t h = map_hash(stem);

    return (uint32_t)(h ^ (h >> 32));
}

/* ---- building ---- */

static int by_frequency(const void *a, const void *b)
{
    const struct xap_tally *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return slice_cmp(x->text, y->text);
}

static int by_bytes(const void *a, const void *b, void *words)
{
    const struct xap_tally *list = words;

    return slice_cmp(list[*(const uint32_t *)a].text, list[*(const uint32_t *)b].text);
}

static uint32_t stem_of(struct stemmer *stemmer, struct slice text)
{
    struct words words = words_of(text);
    struct word w;

    if (!words_next(&words, &w))
        return vocabulary_stem_hash(text);
    return vocabulary_stem_hash(stem_word(stemmer, w.norm, w.script));
}

static void add_bytes(struct buf *out, const void *bytes, size_t size)
{
    buf_add(out, (struct slice){bytes, size});
}

/* Terms that begin with a capital have prefixes; words are folded and never do. */
static size_t keep_words(struct xap_tally *terms, size_t count)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (terms[i].text.len && !(terms[i].text.ptr[0] >= 'A' && terms[i].text.ptr[0] <= 'Z'))
            terms[n++] = terms[i];
    return n;
}

static bool write_file(struct arena *job, struct stemmer *stemmer, struct xap_tally *words,
                       size_t count, const char *path, struct err *err)
{
    struct header h = {magic, (uint32_t)count, 0, 0};
    uint32_t *starts = ARENA_ARRAY(job, uint32_t, count + 1);
    uint32_t *stems = ARENA_ARRAY(job, uint32_t, count);
    uint32_t *documents = ARENA_ARRAY(job, uint32_t, count);
    uint32_t *sorted = ARENA_ARRAY(job, uint32_t, count);
    struct buf out = buf_new(job, file_max);

    for (size_t i = 0; i < count; i++) {
        starts[i + 1] = starts[i] + (uint32_t)words[i].text.len;
        stems[i] = stem_of(stemmer, words[i].text);
        documents[i] = (uint32_t)words[i].count;
        sorted[i] = (uint32_t)i;
    }
    if (count)
        qsort_r(sorted, count, sizeof *sorted, by_bytes, words);
    h.texts_size = starts[count];
    add_bytes(&out, &h, sizeof h);
    add_bytes(&out, starts, (count + 1) * sizeof *starts);
    add_bytes(&out, stems, count * sizeof *stems);
    add_bytes(&out, documents, count * sizeof *documents);
    add_bytes(&out, sorted, count * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        buf_add(&out, words[i].text);
    if (out.too_big)
        return err_set(err, ERR_INPUT, "the words of the articles take more than 1 GiB");
    return file_replace(path, buf_slice(&out), 0666, err);
}

bool vocabulary_build(struct xap_reader *index, struct stemmer *stemmer, const char *path,
                      struct err *err)
{
    struct arena *job = arena_new();
    struct xap_tally *terms;
    size_t count;
    bool ok = xap_terms(index, job, SLICE(""), words_max, &terms, &count, err);

    if (ok) {
        count = keep_words(terms, count);
        if (count)
            qsort(terms, count, sizeof *terms, by_frequency);
        ok = write_file(job, stemmer, terms, count, path, err);
    }
    arena_free(job);
    return ok;
}

/* ---- reading ---- */

bool vocabulary_open(struct arena *life, const char *path, struct vocabulary **out, struct err *err)
{
    struct vocabulary *v = ARENA_NEW(life, struct vocabulary);
    struct slice file;
    size_t n, need;

    if (!table_open(life, path, "a vocabulary", magic, sizeof *v->header, &file, err))
        return false;
    v->header = (const void *)file.ptr;
    n = v->header->words;
    need = sizeof *v->header + (4 * n + 1) * sizeof(uint32_t) + v->header->texts_size;
    if (!table_fits(path, file, need, err))
        return false;
    v->starts = (const void *)(file.ptr + sizeof *v->header);
    v->stems = v->starts + n + 1;
    v->documents = v->stems + n;
    v->sorted = v->documents + n;
    v->texts = (const char *)(v->sorted + n);
    *out = v;
    return true;
}

size_t vocabulary_size(const struct vocabulary *v)
{
    return v->header->words;
}

struct slice vocabulary_word(const struct vocabulary *v, uint32_t number)
{
    uint32_t start, end;

    if (number >= v->header->words)
        return SLICE("");
    start = v->starts[number];
    end = v->starts[number + 1];
    if (start > end || end > v->header->texts_size)
        return SLICE("");
    return (struct slice){v->texts + start, end - start};
}

uint32_t vocabulary_documents(const struct vocabulary *v, uint32_t number)
{
    return number < v->header->words ? v->documents[number] : 0;
}

uint32_t vocabulary_stem(const struct vocabulary *v, uint32_t number)
{
    return number < v->header->words ? v->stems[number] : 0;
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

    if (at == v->header->words || !slice_eq(vocabulary_word(v, v->sorted[at]), norm))
        return -1;
    return v->sorted[at];
}

size_t vocabulary_beginning(const struct vocabulary *v, struct slice prefix, size_t most,
                            uint32_t *numbers)
{
    size_t count = 0;

    for (size_t i = lower_bound(v, prefix), n = 0; i < v->header->words && n < walked_most;
         i++, n++) {
        uint32_t number = v->sorted[i];
        struct slice word = vocabulary_word(v, number);
        size_t at = count;

        if (word.len < prefix.len || memcmp(word.ptr, prefix.ptr, prefix.len) != 0)
            break;
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
