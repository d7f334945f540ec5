/* english.c - see english.h */
#include "text/build/english.h"

#include <stdlib.h>

#include "text/build/table.h"

static void add_stem(struct arena *job, struct english *e, struct slice word, struct slice stem)
{
    struct english_word *w = (struct english_word *)english_find(e, word);

    if (!w) {
        e->words = arena_room(job, e->words, e->count, sizeof *e->words);
        w = &e->words[e->count++];
        *w = (struct english_word){.word = word};
    }
    for (size_t i = 0; i < w->count; i++)
        if (slice_eq(w->stems[i], stem))
            return;
    if (w->count < morph_lemmas_max)
        w->stems[w->count++] = stem;
}

const struct english_word *english_find(const struct english *e, struct slice word)
{
    for (size_t i = 0; i < e->count; i++)
        if (slice_eq(e->words[i].word, word))
            return &e->words[i];
    return NULL;
}

static bool add_line(struct arena *job, struct english *e, struct slice line,
                     struct snowball *snowball, struct err *err)
{
    struct slice all = line, head = slice_trim(slice_cut(&line, ':')), stem = head;

    for (size_t i = 0; i < head.len; i++)
        if (head.ptr[i] < 'a' || head.ptr[i] > 'z')
            return err_set(err, ERR_INPUT, "%.*s: a line is a word, a colon, its forms",
                           SLICE_ARG(all));
    if (snowball)
        stem = slice_copy(job, snowball_stem(snowball, head, WORD_LATIN));
    add_stem(job, e, head, stem);
    while (line.ptr) {
        struct slice word = slice_trim(slice_cut(&line, ' '));

        if (word.len)
            add_stem(job, e, word, stem);
    }
    return true;
}

static int by_labels(const void *a, const void *b)
{
    return table_order(((const struct english_word *)a)->word,
                       ((const struct english_word *)b)->word);
}

bool english_build(struct arena *job, const struct sets *lists, struct snowball *snowball,
                   struct english *out, struct err *err)
{
    const struct set *apart = sets_find(lists, "apart"), *forms = sets_find(lists, "forms");
    struct english e = {0};

    for (size_t i = 0; apart && i < apart->count; i++)
        if (!add_line(job, &e, apart->lines[i], NULL, err))
            return false;
    for (size_t i = 0; forms && i < forms->count; i++)
        if (!add_line(job, &e, forms->lines[i], snowball, err))
            return false;
    qsort(e.words, e.count, sizeof *e.words, by_labels);
    *out = e;
    return true;
}
