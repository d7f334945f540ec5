/* complete_match.c - who may see what; the words that typed ones may be: see complete_inside.h */
#include "engine/complete/complete_inside.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/function_words.h"

enum { family_most = 16 };

/* ---- who may see what ---- */

static bool has_tag(const struct seeker *s, const struct complete_article *a)
{
    struct slice tags = complete_text(s->c, a->tags);

    while (tags.ptr)
        if (texts_have(s->q->tags, slice_cut(&tags, slot_separator)))
            return true;
    return false;
}

static bool asks_for_tags(const struct seeker *s)
{
    return s->q->tags && s->q->tags->count > 0;
}

bool seeker_sees_article(const struct seeker *s, uint32_t number)
{
    const struct complete_article *a = complete_article(s->c, number);

    if (number >= s->c->header->counts[PART_ARTICLES] ||
        a->audience >= s->c->header->counts[PART_AUDIENCES] || !s->audiences[a->audience])
        return false;
    return !asks_for_tags(s) || has_tag(s, a);
}

/* Those of one audience stand together: they are counted at once, unless tags are asked for. */
static size_t end_of_audience(const struct seeker *s, struct complete_numbers holders, size_t from)
{
    const struct complete_article *a = complete_article(s->c, holders.items[from]);
    const struct complete_audience *of = complete_at(s->c, PART_AUDIENCES, a->audience);
    size_t low = from + 1, high = holders.count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (holders.items[mid] < of->end)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

size_t seeker_counts(const struct seeker *s, struct complete_numbers holders)
{
    size_t count = 0;

    for (size_t i = 0, next; i < holders.count; i = next) {
        next = asks_for_tags(s) ? i + 1 : end_of_audience(s, holders, i);
        if (seeker_sees_article(s, holders.items[i]))
            count += next - i;
    }
    return count;
}

/* A phrase is one if it stands in several of the articles that may be seen. */
bool seeker_sees_entry(const struct seeker *s, uint32_t number)
{
    const struct complete_entry *e = complete_entry(s->c, number);
    struct complete_numbers holders = complete_list(s->c, PART_HOLDERS, e->holders);
    bool sees = false;

    if (s->q->lang && e->lang != *s->q->lang)
        return false;
    for (size_t i = 0, next; !sees && i < holders.count; i = next) {
        next = asks_for_tags(s) ? i + 1 : end_of_audience(s, holders, i);
        sees = seeker_sees_article(s, holders.items[i]);
    }
    return sees &&
           (e->kind != ENTRY_PHRASE ||
            seeker_counts(s, complete_list(s->c, PART_HOLDERS, e->all)) >= complete_phrase_least);
}

/* Looks at no more than `*left` entries. */
static bool knows(const struct seeker *s, uint32_t word, size_t *left)
{
    struct complete_numbers entries =
        complete_list(s->c, PART_POSTINGS, complete_word(s->c, word)->postings);

    for (size_t i = 0; i<entries.count && * left> 0; i++, --*left)
        if (seeker_sees_entry(s, entries.items[i]))
            return true;
    return false;
}

bool seeker_knows_word(const struct seeker *s, uint32_t word)
{
    size_t left = visible_looked_at;

    return knows(s, word, &left);
}

bool seeker_knows(const struct seeker *s, const struct typed_word *w)
{
    size_t left = complete_scan_most;

    for (uint32_t i = w->range.low; i < w->range.high && left > 0; i++)
        if (knows(s, i, &left))
            return true;
    for (size_t i = 0; i < w->form_count; i++)
        if (knows(s, w->forms[i], &left))
            return true;
    return false;
}

/* ---- what was typed ---- */

bool typed_begins(const struct typed_word *w, uint32_t word)
{
    return word >= w->range.low && word < w->range.high;
}

bool typed_is(const struct typed_word *w, uint32_t word)
{
    if (typed_begins(w, word))
        return true;
    for (size_t i = 0; i < w->form_count && w->forms[i] <= word; i++)
        if (w->forms[i] == word)
            return true;
    return false;
}

static int by_number(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;

    return (p > q) - (p < q);
}

static void add_form(struct typed_word *w, uint32_t word)
{
    for (size_t i = 0; i < w->form_count; i++)
        if (w->forms[i] == word)
            return;
    if (!typed_begins(w, word) && w->form_count < typed_forms_most)
        w->forms[w->form_count++] = word;
}

static void add_forms(const struct seeker *s, struct typed_word *w, struct slice stem)
{
    struct complete_numbers words = complete_stem_words(s->c, stem);

    for (size_t i = 0; i < words.count; i++)
        add_form(w, words.items[i]);
}

static void look_up_forms(const struct seeker *s, struct typed_word *w)
{
    struct slice stems[stems_max], others[family_most];
    size_t count = stem_all(s->stemmer, w->norm, w->script, stems);

    w->forms = ARENA_ARRAY(s->job, uint32_t, typed_forms_most);
    for (size_t i = 0; i < count; i++)
        stems[i] = slice_copy(s->job, stems[i]);
    for (size_t i = 0; i < count; i++)
        add_forms(s, w, stems[i]);
    for (size_t i = 0; i < count; i++) {
        size_t n = stem_family(s->stemmer, stems[i], others, family_most);

        for (size_t k = 0; k < n; k++)
            add_forms(s, w, others[k]);
    }
    if (w->form_count)
        qsort(w->forms, w->form_count, sizeof *w->forms, by_number);
}

/* The entries of a range of words stand one after another. */
static size_t places_of(const struct seeker *s, struct complete_range range)
{
    struct complete_span first, last;

    if (range.low >= range.high)
        return 0;
    first = complete_word(s->c, range.low)->postings;
    last = complete_word(s->c, range.high - 1)->postings;
    return (size_t)last.at + last.count - first.at;
}

void typed_look_up(const struct seeker *s, struct typed_word *w)
{
    int64_t word = w->goes_on ? -1 : complete_find_word(s->c, w->norm);

    w->form_count = 0;
    w->range = (struct complete_range){0};
    if (w->goes_on)
        w->range = complete_beginning(s->c, w->norm);
    else if (word >= 0)
        w->range = (struct complete_range){(uint32_t)word, (uint32_t)word + 1};
    if (!w->goes_on || utf8_length(w->norm) >= typed_form_letters)
        look_up_forms(s, w);
    if (word < 0 && w->form_count == 0 && utf8_length(w->norm) >= typed_short_letters)
        w->range = complete_beginning(s->c, w->norm);
    w->places = places_of(s, w->range);
    for (size_t i = 0; i < w->form_count; i++)
        w->places += places_of(s, (struct complete_range){w->forms[i], w->forms[i] + 1});
}

/* Words that say nothing need not be there, beside others. */
static void mark_optional(struct typed *typed)
{
    size_t optional = 0;

    for (size_t i = 0; i < typed->count; i++) {
        struct typed_word *w = &typed->words[i];

        w->optional = !w->goes_on && is_function_word(w->norm);
        optional += w->optional;
    }
    for (size_t i = 0; i < typed->count && optional == typed->count; i++)
        typed->words[i].optional = false;
}

struct typed typed_parse(const struct seeker *s, struct slice text)
{
    struct typed typed = {.text = utf8_cut(text, complete_text_max)};
    struct words words = words_of(typed.text);
    struct word w;

    while (words_next(&words, &w)) {
        typed.words = arena_room(s->job, typed.words, typed.count, sizeof *typed.words);
        typed.words[typed.count++] = (struct typed_word){.norm = slice_copy(s->job, w.norm),
                                                         .script = w.script,
                                                         .start = w.start,
                                                         .end = w.end,
                                                         .goes_on = w.end == typed.text.len};
    }
    if (typed.count > typed_words_most) {
        typed.words += typed.count - typed_words_most;
        typed.count = typed_words_most;
    }
    for (size_t i = 0; i < typed.count; i++)
        typed_look_up(s, &typed.words[i]);
    mark_optional(&typed);
    return typed;
}
