/* wording.c - see wording.h: words, stop words, making it. */
#include "engine/query/wording_inside.h"

#include <stdlib.h>

#include "base/file.h"

/* ---- words ---- */

struct wording_phrase wording_phrase_of(struct arena *job, struct stemmer *stemmer,
                                        struct slice text, size_t most)
{
    struct wording_phrase p = {.text = text};
    struct words words = words_of(text);
    struct word w;

    while (p.count < most && words_next(&words, &w)) {
        struct slice *stems;
        size_t n = stem_keep(stemmer, job, w.norm, w.script, &stems);

        p.words = arena_room(job, p.words, p.count, sizeof *p.words);
        p.words[p.count++] = (struct wording_word){slice_copy(job, w.norm), w.script, stems, n};
    }
    return p;
}

bool wording_same_word(const struct wording_word *a, const struct wording_word *b)
{
    for (size_t i = 0; i < a->stem_count; i++)
        for (size_t k = 0; k < b->stem_count; k++)
            if (slice_eq(a->stems[i], b->stems[k]))
                return true;
    return false;
}

static void list_under(struct wording *w, struct map *by, struct slice key, size_t number)
{
    void **at = map_at(by, key);
    struct numbers *list = *at ? *at : ARENA_NEW(w->life, struct numbers);

    *at = list;
    if (list->count && list->items[list->count - 1] == number)
        return;
    list->items = arena_room(w->life, list->items, list->count, sizeof *list->items);
    list->items[list->count++] = (uint32_t)number;
}

void wording_list(struct wording *w, struct map *by, const struct wording_word *word, size_t number)
{
    if (!word)
        list_under(w, by, SLICE(""), number);
    for (size_t i = 0; word && i < word->stem_count; i++)
        list_under(w, by, word->stems[i], number);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static void add_numbers(struct arena *job, struct numbers *to, const struct numbers *from)
{
    for (size_t i = 0; from && i < from->count; i++) {
        to->items = arena_room(job, to->items, to->count, sizeof *to->items);
        to->items[to->count++] = from->items[i];
    }
}

/* In the editors' order, each once. */
static void sort_numbers(struct numbers *list)
{
    size_t kept = 0;

    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_number);
    for (size_t i = 0; i < list->count; i++)
        if (kept == 0 || list->items[kept - 1] != list->items[i])
            list->items[kept++] = list->items[i];
    list->count = kept;
}

struct numbers wording_listed(struct arena *job, const struct map *by,
                              const struct wording_word *words, size_t count)
{
    struct numbers out = {0};

    if (count == 0)
        add_numbers(job, &out, map_find(by, SLICE("")));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < words[i].stem_count; k++)
            add_numbers(job, &out, map_find(by, words[i].stems[k]));
    sort_numbers(&out);
    return out;
}

/* ---- stop words ---- */

bool wording_is_stop(const struct wording *w, struct slice norm)
{
    return map_find(&w->stops, norm) != NULL;
}

size_t wording_mark_stops(const struct wording *w, const struct wording_word *words, size_t count,
                          bool *stop)
{
    size_t all = 0, left = 0;

    for (size_t i = 0; i < count; i++) {
        stop[i] = wording_is_stop(w, words[i].norm);
        all += words[i].stem_count > 0;
        left += words[i].stem_count > 0 && !stop[i];
    }
    for (size_t i = 0; left == 0 && i < count; i++)
        stop[i] = false;
    return left ? left : all;
}

static void add_stop(struct wording *w, struct slice text)
{
    struct words words = words_of(text);
    struct word word;

    while (words_next(&words, &word))
        map_put(&w->stops, slice_copy(w->life, word.norm), w);
}

struct wording_phrase wording_that_count(const struct wording *w, struct arena *job,
                                         const struct wording_word *words, size_t count)
{
    struct wording_phrase out = {.words = ARENA_ARRAY(job, struct wording_word, count)};
    bool *stop = ARENA_ARRAY(job, bool, count);

    wording_mark_stops(w, words, count, stop);
    for (size_t i = 0; i < count; i++)
        if (!stop[i] && words[i].stem_count)
            out.words[out.count++] = words[i];
    return out;
}

/* ---- making ---- */

struct wording *wording_new(struct arena *life, struct stemmer *stemmer,
                            const struct wording_rules *rules)
{
    struct wording *w = ARENA_NEW(life, struct wording);

    w->life = life;
    w->rules = rules;
    w->stops = map_new(life);
    w->headings_by = map_new(life);
    w->pins_by = map_new(life);
    w->asked = ARENA_ARRAY(life, struct wording_phrase, rules->pin_count);
    for (size_t i = 0; i < rules->stops.count; i++)
        add_stop(w, rules->stops.items[i]);
    for (size_t i = 0; i < rules->synonym_count; i++)
        wording_add_synonym(w, stemmer, &rules->synonyms[i]);
    for (size_t i = 0; i < rules->pin_count; i++)
        wording_add_pin(w, stemmer, i);
    return w;
}

bool wording_open(struct arena *life, struct stemmer *stemmer, const char *path,
                  struct wording **out, struct err *err)
{
    struct wording_rules *rules = ARENA_NEW(life, struct wording_rules);
    struct slice text;

    if (!file_read(life, path, wording_print_max, &text, err))
        return false;
    if (!wording_rules_parse(life, text, rules, err))
        return err_in(err, "%s", path);
    *out = wording_new(life, stemmer, rules);
    return true;
}

const struct wording_rules *wording_rules(const struct wording *w)
{
    return w->rules;
}
