/* table.c - see table.h */
#include "text/build/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/build/automaton.h"
#include "text/morph_table.h"

enum { texts_max = 1 << 24, table_max = 1 << 26, file_mode = 0644 };

struct member {
    struct slice stem;
    uint32_t link; /* the first of its family */
};

struct table {
    struct arena *job;
    struct automaton *automaton;
    uint32_t *recipes, *links;
    size_t recipe_count, link_count;
    struct buf texts;
    struct map text_places;  /* text -> place + 1 */
    struct map recipe_lists; /* a word's recipes -> number of the first + 1 */
    struct member *members;
    size_t member_count;
};

struct table *table_new(struct arena *job)
{
    struct table *t = ARENA_NEW(job, struct table);

    t->job = job;
    t->automaton = automaton_new(job);
    t->texts = buf_new(job, texts_max);
    t->text_places = map_new(job);
    t->recipe_lists = map_new(job);
    return t;
}

static struct slice labels_of(struct slice word, char labels[morph_word_max])
{
    size_t n = 0;

    for (size_t at = 0; at < word.len;) {
        uint8_t label = morph_label(utf8_next(word, &at));

        assert(label && n < morph_word_max);
        labels[n++] = (char)label;
    }
    return (struct slice){labels, n};
}

int table_order(struct slice a, struct slice b)
{
    char x[morph_word_max], y[morph_word_max];

    return slice_cmp(labels_of(a, x), labels_of(b, y));
}

static uint32_t place_text(struct table *t, struct slice text)
{
    void **place = map_at(&t->text_places, text);

    if (!*place) {
        *place = (void *)(uintptr_t)(t->texts.len + 1);
        buf_char(&t->texts, (char)text.len);
        buf_add(&t->texts, text);
    }
    return (uint32_t)((uintptr_t)*place - 1);
}

static uint32_t recipe_for(struct table *t, struct slice word, struct slice lemma)
{
    size_t same = 0, at = 0;

    while (at < word.len && at < lemma.len) {
        size_t a = at, b = at;

        if (utf8_next(word, &a) != utf8_next(lemma, &b))
            break;
        same = at = a;
    }
    return place_text(t, (struct slice){lemma.ptr + same, lemma.len - same}) << morph_target_shift |
           (uint32_t)utf8_length((struct slice){word.ptr + same, word.len - same});
}

void table_add_word(struct table *t, struct slice word, const struct slice *lemmas, size_t count)
{
    uint32_t list[morph_lemmas_max];
    char labels[morph_word_max];
    struct slice bytes;
    void **number;

    if (count > morph_lemmas_max)
        count = morph_lemmas_max;
    for (size_t i = 0; i < count; i++)
        list[i] = recipe_for(t, word, lemmas[i]);
    list[count - 1] |= morph_last;
    bytes = (struct slice){(const char *)list, count * sizeof *list};
    number = (void **)map_find(&t->recipe_lists, bytes);
    if (!number) {
        number = (void **)(uintptr_t)(t->recipe_count + 1);
        map_put(&t->recipe_lists, slice_copy(t->job, bytes), number);
        for (size_t i = 0; i < count; i++) {
            t->recipes = arena_room(t->job, t->recipes, t->recipe_count, sizeof *t->recipes);
            t->recipes[t->recipe_count++] = list[i];
        }
    }
    automaton_add(t->automaton, labels_of(word, labels), (uint32_t)((uintptr_t)number - 1));
}

void table_add_family(struct table *t, const struct slice *stems, size_t count)
{
    size_t first = t->link_count;

    for (size_t i = 0; i < count; i++) {
        t->links = arena_room(t->job, t->links, t->link_count, sizeof *t->links);
        t->links[t->link_count++] = place_text(t, stems[i]) << morph_target_shift;
        t->members = arena_room(t->job, t->members, t->member_count, sizeof *t->members);
        t->members[t->member_count++] = (struct member){stems[i], (uint32_t)first};
    }
    t->links[t->link_count - 1] |= morph_last;
}

static int by_labels(const void *a, const void *b)
{
    return table_order(((const struct member *)a)->stem, ((const struct member *)b)->stem);
}

static void add_number(struct buf *out, size_t n)
{
    for (int shift = 0; shift < 32; shift += 8)
        buf_char(out, (char)(n >> shift & 0xFF));
}

static void add_numbers(struct buf *out, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_number(out, numbers[i]);
}

bool table_write(struct table *t, const char *path, struct err *err)
{
    struct buf out = buf_new(t->job, table_max);
    uint32_t words = automaton_finish(t->automaton), families;
    const uint32_t *arcs;
    char labels[morph_word_max];
    size_t arc_count;

    qsort(t->members, t->member_count, sizeof *t->members, by_labels);
    for (size_t i = 0; i < t->member_count; i++)
        automaton_add(t->automaton, labels_of(t->members[i].stem, labels), t->members[i].link);
    families = automaton_finish(t->automaton);
    arcs = automaton_arcs(t->automaton, &arc_count);
    add_numbers(&out,
                (uint32_t[]){morph_magic, (uint32_t)arc_count, (uint32_t)t->recipe_count,
                             (uint32_t)t->link_count, (uint32_t)t->texts.len, words, families},
                morph_header / 4);
    add_numbers(&out, arcs, arc_count);
    add_numbers(&out, t->recipes, t->recipe_count);
    add_numbers(&out, t->links, t->link_count);
    buf_add(&out, buf_slice(&t->texts));
    if (out.too_big || t->texts.too_big || arc_count >> (32 - morph_target_shift))
        return err_set(err, ERR_INPUT, "the dictionary does not fit into a table");
    return file_replace(path, buf_slice(&out), file_mode, err);
}
