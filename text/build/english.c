/* english.c - see english.h */
#include "text/build/english.h"

#include <stdlib.h>

#include "text/build/table.h"

static void add_stem(struct arena *job, struct english *e, struct slice word, struct slice stem)
{
    struct english_word *w = map_find(&e->by_word, word);

    if (!w) {
        w = ARENA_NEW(job, struct english_word);
        *w = (struct english_word){.word = word};
        map_put(&e->by_word, word, w);
        e->words = arena_room(job, e->words, e->count, sizeof *e->words);
        e->words[e->count++] = w;
    }
    for (size_t i = 0; i < w->count; i++)
        if (slice_eq(w->stems[i], stem))
            return;
    if (w->count < morph_lemmas_max)
        w->stems[w->count++] = stem;
}

const struct english_word *english_find(const struct english *e, struct slice word)
{
    return map_find(&e->by_word, word);
}

static bool is_of_letters(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return false;
    return word.len < morph_word_max;
}

/* NE, Na, EST: what is short and has a capital is an abbreviation. */
static bool is_abbreviation(struct slice written)
{
    enum { short_most = 3 };

    return written.len && written.ptr[0] >= 'A' && written.ptr[0] <= 'Z' &&
           (written.len <= short_most || (written.ptr[1] >= 'A' && written.ptr[1] <= 'Z'));
}

/* Words that hunspell does not suggest are left out: they might be shown. */
static void add_entry(struct arena *job, struct english *e, const struct entry *entry,
                      struct snowball *snowball)
{
    if (slice_find(entry->flags, '!') < entry->flags.len || is_abbreviation(entry->written))
        return;
    for (size_t i = 0; i < entry->form_count; i++) {
        struct slice form = entry->forms[i];

        if (is_of_letters(form) && !english_find(e, form))
            add_stem(job, e, form, slice_copy(job, snowball_stem(snowball, form, WORD_LATIN)));
    }
}

static bool add_line(struct arena *job, struct english *e, struct slice line,
                     struct snowball *snowball, struct err *err)
{
    struct slice all = line, head = slice_trim(slice_cut(&line, ':')), stem = head;

    if (!is_of_letters(head))
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
    return table_order((*(struct english_word *const *)a)->word,
                       (*(struct english_word *const *)b)->word);
}

bool english_build(struct arena *job, const struct dictionary *d, const struct sets *lists,
                   struct snowball *snowball, struct english *out, struct err *err)
{
    const struct set *apart = sets_find(lists, "apart"), *forms = sets_find(lists, "forms");
    struct english e = {.by_word = map_new(job)};

    for (size_t i = 0; apart && i < apart->count; i++)
        if (!add_line(job, &e, apart->lines[i], NULL, err))
            return false;
    for (size_t i = 0; forms && i < forms->count; i++)
        if (!add_line(job, &e, forms->lines[i], snowball, err))
            return false;
    for (size_t i = 0; i < d->count; i++)
        add_entry(job, &e, &d->entries[i], snowball);
    qsort(e.words, e.count, sizeof *e.words, by_labels);
    *out = e;
    return true;
}
