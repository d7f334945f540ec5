/* terms.c - see terms.h */
#include "engine/terms.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

enum { compound_most = 3 };

/* What a word stands for in any field: most words of a text came before. */
struct forms {
    struct term *stems[stems_max];
    size_t count;
};

struct builder {
    struct arena *job;
    struct stemmer *stemmer;
    struct map terms; /* of struct term */
    struct map words; /* of struct forms */
};

static struct term *term_of(struct builder *b, const char *prefix, struct slice text)
{
    char key[word_bytes_max + 16];
    size_t prefix_len = strlen(prefix);
    struct slice name = {key, prefix_len + text.len};
    struct term *t;

    if (name.len > sizeof key) { /* an exact value, which owns its text */
        name = text;
    } else {
        memcpy(key, prefix, prefix_len);
        if (text.len)
            memcpy(key + prefix_len, text.ptr, text.len);
    }
    t = map_find(&b->terms, name);
    if (!t) {
        t = ARENA_NEW(b->job, struct term);
        t->text = slice_copy(b->job, name);
        map_put(&b->terms, t->text, t);
    }
    return t;
}

static struct forms *forms_of(struct builder *b, struct slice norm, enum word_script script)
{
    struct forms *w = map_find(&b->words, norm);
    struct slice stems[stems_max];

    if (w)
        return w;
    w = ARENA_NEW(b->job, struct forms);
    w->count = stem_all(b->stemmer, norm, script, stems);
    for (size_t i = 0; i < w->count; i++)
        w->stems[i] = term_of(b, PREFIX_STEM, stems[i]);
    map_put(&b->words, slice_copy(b->job, norm), w);
    return w;
}

static struct slice without_prefix(const struct term *t)
{
    size_t len = strlen(PREFIX_STEM);

    return (struct slice){t->text.ptr + len, t->text.len - len};
}

static void add_word(struct builder *b, const struct field *f, struct slice norm,
                     enum word_script script)
{
    struct forms *w = forms_of(b, norm, script);
    char prefix[8] = PREFIX_STEM;

    for (size_t i = 0; i < w->count; i++)
        w->stems[i]->count += f->weight;
    if (f->prefix[0] == 0)
        return;
    memcpy(prefix, f->prefix, strlen(f->prefix));
    strcat(prefix, PREFIX_STEM);
    for (size_t i = 0; i < w->count; i++)
        term_of(b, prefix, without_prefix(w->stems[i]))->count++;
}

/* The words of a text, and for those joined by hyphens (вай-фай) the joined word too. */
static void add_text(struct builder *b, const struct field *f, struct slice text)
{
    struct words words = words_of(text);
    struct word word;
    char joined[compound_most * word_bytes_max];
    size_t joined_len = 0, parts = 0;
    enum word_script script = WORD_MIXED;

    while (words_next(&words, &word)) {
        bool glued = (word.glue == '-' || word.glue == '_') && parts && parts < compound_most;

        if (!glued && parts > 1)
            add_word(b, f, (struct slice){joined, joined_len}, script);
        if (!glued) {
            parts = joined_len = 0;
            script = word.script;
        }
        memcpy(joined + joined_len, word.norm.ptr, word.norm.len);
        joined_len += word.norm.len;
        parts++;
        if (word.script != script)
            script = WORD_MIXED;
        add_word(b, f, word.norm, word.script);
    }
    if (parts > 1)
        add_word(b, f, (struct slice){joined, joined_len}, script);
}

/* Of a path only the last part: its beginnings are items of their own. */
static struct slice last_part(struct slice path)
{
    size_t start = path.len;

    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return (struct slice){path.ptr + start, path.len - start};
}

static void add_list(struct builder *b, const char *field, const struct texts *list)
{
    const struct field *f = schema_find(slice_of(field));

    for (size_t i = 0; i < list->count; i++) {
        struct slice item = list->items[i];

        if (f->how == FIELD_EXACT)
            term_of(b, "", schema_exact_term(b->job, f->prefix, item));
        add_text(b, f, f->slot == SLOT_CATEGORY ? last_part(item) : item);
    }
}

static void add_sections(struct builder *b, const struct article *a)
{
    const struct field *heading = schema_find(SLICE("headings"));
    const struct field *body = schema_find(SLICE("body"));

    for (size_t i = 0; i < a->section_count; i++) {
        add_text(b, heading, a->sections[i].heading);
        add_text(b, body, a->sections[i].text);
    }
}

/* Stems counted so far, before the body, that are not in the body: XN terms. */
static void mark_not_in_body(struct builder *b, size_t before, const uint32_t *counts)
{
    for (size_t i = 0; i < before; i++) {
        const struct term *t = b->terms.entries[i].value;

        if (t->text.ptr[0] == 'Z' && t->count == counts[i])
            term_of(b, PREFIX_NOT_BODY, (struct slice){t->text.ptr + 1, t->text.len - 1});
    }
}

static void add_body(struct builder *b, const struct article *a)
{
    size_t before = b->terms.count;
    uint32_t *counts = ARENA_ARRAY(b->job, uint32_t, before);

    for (size_t i = 0; i < before; i++)
        counts[i] = ((struct term *)b->terms.entries[i].value)->count;
    add_sections(b, a);
    mark_not_in_body(b, before, counts);
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
    d->values[SLOT_ID] = a->id;
    d->values[SLOT_LANG] = slice_of(language_code(a->lang));
    d->values[SLOT_AUDIENCE] = a->audience;
    d->values[SLOT_CATEGORY] = schema_join_list(b->job, &a->category);
    d->values[SLOT_TAGS] = schema_join_list(b->job, &a->tags);
    d->values[SLOT_TITLE] = schema_fold_value(b->job, a->title);
    d->values[SLOT_TRANSLATION_OF] = a->translation_of;
    d->values[SLOT_HEADLINES] = headlines(b->job, a);
    d->values[SLOT_HEADINGS] = headings(b->job, a);
    d->values[SLOT_URL] = article_url(b->job, a);
    d->updated_at = (double)(a->updated_at / 1000);
    d->popularity = a->popularity;
}

struct document terms_of(struct arena *job, struct stemmer *stemmer, const struct article *a)
{
    struct builder b = {
        .job = job, .stemmer = stemmer, .terms = map_new(job), .words = map_new(job)};
    const struct field *title = schema_find(SLICE("title"));
    struct document d = {.record = article_print(job, a)};
    struct term *terms;

    add_text(&b, title, a->title);
    add_list(&b, "questions", &a->questions);
    add_list(&b, "tags", &a->tags);
    add_list(&b, "category", &a->category);
    add_body(&b, a);
    term_of(&b, "", schema_exact_term(job, "L", slice_of(language_code(a->lang))));
    term_of(&b, "", schema_exact_term(job, "A", a->audience));
    term_of(&b, "", schema_exact_term(job, PREFIX_ID, a->id));
    if (a->source.len)
        term_of(&b, "", schema_exact_term(job, PREFIX_PATH, a->source));
    if (!a->bot)
        term_of(&b, PREFIX_NO_BOT, SLICE(""));
    set_values(&b, a, &d);
    terms = ARENA_ARRAY(job, struct term, b.terms.count);
    for (size_t i = 0; i < b.terms.count; i++)
        terms[i] = *(const struct term *)b.terms.entries[i].value;
    d.terms = terms;
    d.term_count = b.terms.count;
    return d;
}

static int by_text(const void *a, const void *b)
{
    return slice_cmp(((const struct term *)a)->text, ((const struct term *)b)->text);
}

void terms_print(const struct document *d, struct buf *out)
{
    struct term *sorted = ARENA_ARRAY(out->arena, struct term, d->term_count);

    memcpy(sorted, d->terms, d->term_count * sizeof *sorted);
    qsort(sorted, d->term_count, sizeof *sorted, by_text);
    for (size_t i = 0; i < d->term_count; i++)
        buf_printf(out, "%s%.*s:%" PRIu32, i ? " " : "", SLICE_ARG(sorted[i].text),
                   sorted[i].count);
}
