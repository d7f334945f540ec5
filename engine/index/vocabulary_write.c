/* vocabulary_write.c - see vocabulary.h: the file is made. */
#include <stdlib.h>

#include "base/file.h"
#include "base/map.h"
#include "engine/index/vocabulary.h"
#include "engine/index/vocabulary_file.h"

enum { file_max = 1 << 30 };

/* A pair of a word and a stem, in the order of the words. */
struct link {
    uint32_t word, stem;
};

struct writer {
    struct arena *job;
    const struct vocabulary_entry *words;
    size_t count;
    struct map stems;   /* text -> its place in `stems` + 1 */
    struct link *links; /* `stem` is a place in the map, then a number */
    size_t link_count;
    struct buf out;
};

static int by_frequency(const void *a, const void *b)
{
    const struct vocabulary_entry *x = a, *y = b;

    if (x->documents != y->documents)
        return x->documents < y->documents ? 1 : -1;
    return slice_cmp(x->text, y->text);
}

static int by_bytes(const void *a, const void *b, void *words)
{
    const struct vocabulary_entry *list = words;

    return slice_cmp(list[*(const uint32_t *)a].text, list[*(const uint32_t *)b].text);
}

static int stem_by_bytes(const void *a, const void *b, void *stems)
{
    const struct map *m = stems;

    return slice_cmp(m->entries[*(const uint32_t *)a].key, m->entries[*(const uint32_t *)b].key);
}

static void link_word(struct writer *w, uint32_t number, struct slice stem)
{
    uintptr_t place = (uintptr_t)map_find(&w->stems, stem);

    if (!place) {
        place = w->stems.count + 1;
        map_put(&w->stems, slice_copy(w->job, stem), (void *)place);
    }
    w->links = arena_room(w->job, w->links, w->link_count, sizeof *w->links);
    w->links[w->link_count++] = (struct link){number, (uint32_t)place - 1};
}

static void link_stems(struct writer *w, struct stemmer *stemmer)
{
    struct slice stems[stems_max];

    for (size_t i = 0; i < w->count; i++) {
        struct words words = words_of(w->words[i].text);
        struct word word;
        size_t n;

        if (!words_next(&words, &word))
            continue;
        n = stem_all(stemmer, word.norm, word.script, stems);
        for (size_t k = 0; k < n; k++)
            link_word(w, (uint32_t)i, stems[k]);
    }
}

static void add_bytes(struct writer *w, const void *bytes, size_t size)
{
    buf_add(&w->out, (struct slice){bytes, size});
}

static void add_numbers(struct writer *w, const uint32_t *numbers, size_t count)
{
    add_bytes(w, numbers, count * sizeof *numbers);
}

static uint32_t add_words(struct writer *w)
{
    uint32_t *starts = ARENA_ARRAY(w->job, uint32_t, w->count + 1);
    uint32_t *documents = ARENA_ARRAY(w->job, uint32_t, w->count);
    uint32_t *sorted = ARENA_ARRAY(w->job, uint32_t, w->count);

    for (size_t i = 0; i < w->count; i++) {
        starts[i + 1] = starts[i] + (uint32_t)w->words[i].text.len;
        documents[i] = w->words[i].documents;
        sorted[i] = (uint32_t)i;
    }
    if (w->count)
        qsort_r(sorted, w->count, sizeof *sorted, by_bytes, (void *)w->words);
    add_numbers(w, starts, w->count + 1);
    add_numbers(w, documents, w->count);
    add_numbers(w, sorted, w->count);
    return starts[w->count];
}

/* Stems get their numbers; `order` lists them by number. */
static void number_stems(struct writer *w, uint32_t *order)
{
    uint32_t *numbers = ARENA_ARRAY(w->job, uint32_t, w->stems.count);

    for (size_t i = 0; i < w->stems.count; i++)
        order[i] = (uint32_t)i;
    if (w->stems.count)
        qsort_r(order, w->stems.count, sizeof *order, stem_by_bytes, &w->stems);
    for (size_t i = 0; i < w->stems.count; i++)
        numbers[order[i]] = (uint32_t)i;
    for (size_t i = 0; i < w->link_count; i++)
        w->links[i].stem = numbers[w->links[i].stem];
}

static void add_links(struct writer *w)
{
    uint32_t *at = ARENA_ARRAY(w->job, uint32_t, w->count + 1);
    uint32_t *stems = ARENA_ARRAY(w->job, uint32_t, w->link_count);

    for (size_t i = 0; i < w->link_count; i++) {
        at[w->links[i].word + 1] = (uint32_t)i + 1;
        stems[i] = w->links[i].stem;
    }
    for (size_t i = 0; i < w->count; i++) /* a word without stems ends where it begins */
        if (at[i + 1] < at[i])
            at[i + 1] = at[i];
    add_numbers(w, at, w->count + 1);
    add_numbers(w, stems, w->link_count);
}

/* The other way round, by counting; links are in the order of words, so each list is too. */
static void add_links_back(struct writer *w)
{
    uint32_t *at = ARENA_ARRAY(w->job, uint32_t, w->stems.count + 2);
    uint32_t *words = ARENA_ARRAY(w->job, uint32_t, w->link_count);

    for (size_t i = 0; i < w->link_count; i++)
        at[w->links[i].stem + 2]++;
    for (size_t i = 2; i < w->stems.count + 2; i++)
        at[i] += at[i - 1];
    for (size_t i = 0; i < w->link_count; i++)
        words[at[w->links[i].stem + 1]++] = w->links[i].word;
    add_numbers(w, at, w->stems.count + 1);
    add_numbers(w, words, w->link_count);
}

static uint32_t add_stems(struct writer *w, const uint32_t *order)
{
    uint32_t *starts = ARENA_ARRAY(w->job, uint32_t, w->stems.count + 1);

    for (size_t i = 0; i < w->stems.count; i++)
        starts[i + 1] = starts[i] + (uint32_t)w->stems.entries[order[i]].key.len;
    add_numbers(w, starts, w->stems.count + 1);
    return starts[w->stems.count];
}

static bool write_file(struct writer *w, const char *path, struct err *err)
{
    struct vocabulary_header h = {vocabulary_magic,
                                  (uint32_t)w->count,
                                  (uint32_t)w->stems.count,
                                  (uint32_t)w->link_count,
                                  0,
                                  0};
    uint32_t *order = ARENA_ARRAY(w->job, uint32_t, w->stems.count);

    add_bytes(w, &h, sizeof h);
    h.texts_size = add_words(w);
    number_stems(w, order);
    add_links(w);
    h.stem_texts_size = add_stems(w, order);
    add_links_back(w);
    for (size_t i = 0; i < w->count; i++)
        buf_add(&w->out, w->words[i].text);
    for (size_t i = 0; i < w->stems.count; i++)
        buf_add(&w->out, w->stems.entries[order[i]].key);
    if (w->out.too_big)
        return err_set(err, ERR_INPUT, "the words of the articles take more than 1 GiB");
    *(struct vocabulary_header *)(void *)w->out.ptr = h;
    return file_replace(path, buf_slice(&w->out), 0666, err);
}

bool vocabulary_write(struct vocabulary_entry *words, size_t count, struct stemmer *stemmer,
                      const char *path, struct err *err)
{
    struct arena *job = arena_new();
    struct writer w = {job, words, count, map_new(job), NULL, 0, buf_new(job, file_max)};
    bool ok;

    if (count)
        qsort(words, count, sizeof *words, by_frequency);
    link_stems(&w, stemmer);
    ok = write_file(&w, path, err);
    arena_free(job);
    return ok;
}
