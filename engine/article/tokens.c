/* tokens.c - see tokens.h */
#include "engine/article/tokens.h"

#include <string.h>

#include "base/map.h"

enum { compound_most = 3 };

/* Different words, in the order they are met. */
struct lot {
    struct map places; /* word -> place + 1 */
    struct token *items;
    size_t count;
};

struct builder {
    struct arena *job;
    struct lot words, others;
    struct tokens out;
};

/* Words that hyphens join, as far as they are read. */
struct compound {
    char text[compound_most * word_bytes_max];
    size_t len, parts;
    enum word_script script;
};

static void put(struct builder *b, uint32_t code)
{
    b->out.codes = arena_room(b->job, b->out.codes, b->out.count, sizeof *b->out.codes);
    b->out.codes[b->out.count++] = code;
}

static uint32_t place_of(struct builder *b, struct lot *lot, struct slice norm,
                         enum word_script script)
{
    void **place = map_at_copy(&lot->places, norm);

    if (!*place) {
        lot->items = arena_room(b->job, lot->items, lot->count, sizeof *lot->items);
        lot->items[lot->count] =
            (struct token){.text = lot->places.entries[lot->count].key, .script = script};
        *place = (void *)(uintptr_t)++lot->count;
    }
    return (uint32_t)(uintptr_t)*place - 1;
}

static void count(struct builder *b, struct lot *lot, struct slice norm, enum word_script script,
                  enum token_field field)
{
    uint32_t place = place_of(b, lot, norm, script);

    if (field != TOKEN_NOWHERE)
        lot->items[place].counts[field]++;
    if (lot != &b->words)
        return;
    put(b, TOKEN_WORD + place);
    b->out.word_count++;
}

static void end_compound(struct builder *b, struct compound *c, enum token_field field)
{
    if (c->parts > 1 && field != TOKEN_NOWHERE)
        count(b, &b->others, (struct slice){c->text, c->len}, c->script, field);
    c->parts = c->len = 0;
}

static void add_to_compound(struct builder *b, struct compound *c, const struct word *w,
                            enum token_field field)
{
    bool glued = (w->glue == '-' || w->glue == '_') && c->parts && c->parts < compound_most;

    if (!glued) {
        end_compound(b, c, field);
        c->script = w->script;
    }
    memcpy(c->text + c->len, w->norm.ptr, w->norm.len);
    c->len += w->norm.len;
    c->parts++;
    if (w->script != c->script)
        c->script = WORD_MIXED;
}

static void count_text(struct builder *b, struct slice text, struct lot *lot,
                       enum token_field field)
{
    struct words words = words_of(text);
    struct compound compound = {.len = 0};
    struct word w;

    while (words_next(&words, &w)) {
        count(b, lot, w.norm, w.script, field);
        add_to_compound(b, &compound, &w, field);
    }
    end_compound(b, &compound, field);
}

static void put_run(struct builder *b, struct slice text, enum token_field field)
{
    count_text(b, text, &b->words, field);
    put(b, TOKEN_RUN_END);
}

static void put_list(struct builder *b, const struct texts *list, enum token_field field)
{
    for (size_t i = 0; i < list->count; i++)
        put_run(b, list->items[i], field);
}

/* The questions that the author gave come first. */
static void put_asked(struct builder *b, const struct article *a)
{
    struct texts asked = article_asked(b->job, a);

    for (size_t i = 0; i < asked.count; i++)
        put_run(b, asked.items[i], i < a->questions.count ? TOKEN_QUESTIONS : TOKEN_NOWHERE);
}

static struct slice last_part(struct slice path)
{
    size_t start = path.len;

    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return (struct slice){path.ptr + start, path.len - start};
}

static void put_section(struct builder *b, const struct section *s)
{
    struct slice rest = s->text;

    put_run(b, s->heading, TOKEN_HEADINGS);
    while (rest.ptr && rest.len)
        put_run(b, slice_cut(&rest, '\n'), TOKEN_BODY);
    put(b, TOKEN_PART_END);
}

static void put_article(struct builder *b, const struct article *a)
{
    put_run(b, a->title, TOKEN_TITLE);
    put(b, TOKEN_PART_END);
    put_asked(b, a);
    put(b, TOKEN_PART_END);
    put_list(b, &a->tags, TOKEN_TAGS);
    put_list(b, &a->category, TOKEN_NOWHERE);
    for (size_t i = 0; i < a->category.count; i++)
        count_text(b, last_part(a->category.items[i]), &b->others, TOKEN_CATEGORY);
    put(b, TOKEN_PART_END);
    for (size_t i = 0; i < a->section_count; i++)
        put_section(b, &a->sections[i]);
}

struct tokens tokens_of(struct arena *job, const struct article *a)
{
    struct builder b = {
        .job = job, .words = {.places = map_new(job)}, .others = {.places = map_new(job)}};

    put_article(&b, a);
    b.out.words = b.words.items;
    b.out.different = b.words.count;
    b.out.others = b.others.items;
    b.out.other_count = b.others.count;
    return b.out;
}
