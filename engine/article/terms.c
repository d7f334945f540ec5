/* terms.c - see terms.h */
#include "engine/article/terms.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

/* A stem, and how often it stands where. */
struct stem {
    struct slice text;
    uint32_t counts[token_fields];
};

struct builder {
    struct arena *job;
    struct stemmer *stemmer;
    struct map stems; /* of struct stem */
    struct map exact; /* values that are terms already */
    struct document out;
    struct term *terms, *all_stems;
};

static void add_term(struct builder *b, const char *prefix, struct slice text, uint32_t count)
{
    size_t prefix_len = strlen(prefix);
    char *name = arena_alloc(b->job, prefix_len + text.len + 1);

    memcpy(name, prefix, prefix_len);
    if (text.len)
        memcpy(name + prefix_len, text.ptr, text.len);
    b->terms = arena_room(b->job, b->terms, b->out.term_count, sizeof *b->terms);
    b->terms[b->out.term_count++] = (struct term){{name, prefix_len + text.len}, count};
    b->out.length += count;
}

/* ---- words ---- */

static struct stem *stem_of(struct builder *b, struct slice text)
{
    void **place = map_at_copy(&b->stems, text);
    struct stem *s = *place;

    if (s)
        return s;
    *place = s = ARENA_NEW(b->job, struct stem);
    s->text = b->stems.entries[b->stems.count - 1].key;
    return s;
}

static void count_stems(struct builder *b, const struct token *word)
{
    struct slice stems[stems_max];
    size_t count = stem_all(b->stemmer, word->text, word->script, stems);

    for (size_t i = 0; i < count; i++) {
        struct stem *s = stem_of(b, stems[i]);

        for (int f = 0; f < token_fields; f++)
            s->counts[f] += word->counts[f];
    }
}

/* A field's own terms have its prefix and that of all stems. */
struct weighing {
    unsigned weight;
    char prefix[8];
};

static void find_fields(struct weighing fields[token_fields])
{
    static const char *const names[] = {
        [TOKEN_TITLE] = "title",       [TOKEN_QUESTIONS] = "questions", [TOKEN_TAGS] = "tags",
        [TOKEN_CATEGORY] = "category", [TOKEN_HEADINGS] = "headings",   [TOKEN_BODY] = "body"};

    for (int i = 0; i < token_fields; i++) {
        const struct field *f = schema_find(slice_of(names[i]));

        fields[i].weight = f->weight;
        snprintf(fields[i].prefix, sizeof fields[i].prefix, "%s" PREFIX_STEM, f->prefix);
    }
}

static void add_stem(struct builder *b, const struct weighing *fields, const struct stem *s)
{
    uint32_t weight = 0;

    for (int f = 0; f < token_fields; f++) {
        weight += s->counts[f] * fields[f].weight;
        if (s->counts[f] && f != TOKEN_BODY)
            add_term(b, fields[f].prefix, s->text, s->counts[f]);
    }
    if (weight)
        b->all_stems[b->out.stem_count++] = (struct term){s->text, weight};
    b->out.length += weight;
    if (weight && !s->counts[TOKEN_HEADINGS] && !s->counts[TOKEN_BODY])
        add_term(b, PREFIX_NOT_BODY, s->text, 0);
}

static void add_words(struct builder *b, const struct tokens *t)
{
    struct weighing fields[token_fields];

    map_reserve(&b->stems, t->different + t->other_count);
    for (size_t i = 0; i < t->different; i++)
        count_stems(b, &t->words[i]);
    for (size_t i = 0; i < t->other_count; i++)
        count_stems(b, &t->others[i]);
    find_fields(fields);
    b->all_stems = ARENA_ARRAY(b->job, struct term, b->stems.count);
    for (size_t i = 0; i < b->stems.count; i++)
        add_stem(b, fields, b->stems.entries[i].value);
}

/* ---- values ---- */

static void add_exact(struct builder *b, const char *prefix, struct slice value)
{
    struct slice term = schema_exact_term(b->job, prefix, value);

    if (map_find(&b->exact, term))
        return;
    map_put(&b->exact, term, b);
    add_term(b, "", term, 0);
}

static void add_list(struct builder *b, const char *field, const struct texts *list)
{
    for (size_t i = 0; i < list->count; i++)
        add_exact(b, schema_find(slice_of(field))->prefix, list->items[i]);
}

static void add_values(struct builder *b, const struct article *a)
{
    add_list(b, "tags", &a->tags);
    add_list(b, "category", &a->category);
    add_exact(b, "L", slice_of(language_code(a->lang)));
    add_exact(b, "A", a->audience);
    add_exact(b, PREFIX_ID, a->id);
    if (a->source.len)
        add_exact(b, PREFIX_PATH, a->source);
    if (!a->bot)
        add_term(b, PREFIX_NO_BOT, SLICE(""), 0);
}

static struct slice headlines(struct arena *job, const struct article *a)
{
    struct texts list = {0}, asked = article_asked(job, a);

    texts_add(job, &list, a->title);
    for (size_t i = 0; i < asked.count; i++)
        texts_add(job, &list, asked.items[i]);
    return schema_join_list(job, &list);
}

static struct slice headings(struct arena *job, const struct article *a)
{
    struct texts list = {0};

    for (size_t i = 0; i < a->section_count; i++)
        if (a->sections[i].heading.len && list.count < article_list_max)
            texts_add(job, &list, a->sections[i].heading);
    return schema_join_list(job, &list);
}

static void set_values(struct builder *b, const struct article *a, struct document *d)
{
    d->values[SLOT_ID] = slice_copy(b->job, a->id);
    d->values[SLOT_LANG] = slice_of(language_code(a->lang));
    d->values[SLOT_AUDIENCE] = slice_copy(b->job, a->audience);
    d->values[SLOT_CATEGORY] = schema_join_list(b->job, &a->category);
    d->values[SLOT_TAGS] = schema_join_list(b->job, &a->tags);
    d->values[SLOT_TITLE] = schema_fold_value(b->job, a->title);
    d->values[SLOT_TRANSLATION_OF] = slice_copy(b->job, a->translation_of);
    d->values[SLOT_HEADLINES] = headlines(b->job, a);
    d->values[SLOT_HEADINGS] = headings(b->job, a);
    d->values[SLOT_URL] = slice_copy(b->job, article_url(b->job, a));
    d->updated_at = (double)(a->updated_at / 1000);
    d->popularity = a->popularity;
}

struct document terms_of(struct arena *job, struct stemmer *stemmer, const struct article *a,
                         const struct tokens *tokens)
{
    struct builder b = {
        .job = job, .stemmer = stemmer, .stems = map_new(job), .exact = map_new(job)};

    add_words(&b, tokens);
    add_values(&b, a);
    set_values(&b, a, &b.out);
    b.out.terms = b.terms;
    b.out.stems = b.all_stems;
    return b.out;
}

static int by_text(const void *a, const void *b)
{
    return slice_cmp(((const struct term *)a)->text, ((const struct term *)b)->text);
}

void terms_print(const struct document *d, struct buf *out)
{
    size_t count = d->term_count + d->stem_count;
    struct term *sorted = ARENA_ARRAY(out->arena, struct term, count);

    memcpy(sorted, d->terms, d->term_count * sizeof *sorted);
    for (size_t i = 0; i < d->stem_count; i++)
        sorted[d->term_count + i] = (struct term){
            slice_of(arena_printf(out->arena, PREFIX_STEM "%.*s", SLICE_ARG(d->stems[i].text))),
            d->stems[i].count};
    qsort(sorted, count, sizeof *sorted, by_text);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%.*s:%" PRIu32, i ? " " : "", SLICE_ARG(sorted[i].text),
                   sorted[i].count);
}
