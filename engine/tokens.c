/* tokens.c - see tokens.h */
#include "engine/tokens.h"

#include "base/map.h"
#include "text/words.h"

struct builder {
    struct arena *job;
    struct map places; /* word -> place + 1 */
    struct tokens out;
};

static void put(struct builder *b, uint32_t code)
{
    b->out.codes = arena_room(b->job, b->out.codes, b->out.count, sizeof *b->out.codes);
    b->out.codes[b->out.count++] = code;
}

static uint32_t place_of(struct builder *b, struct slice norm)
{
    uintptr_t place = (uintptr_t)map_find(&b->places, norm);

    if (!place) {
        norm = slice_copy(b->job, norm);
        texts_add(b->job, &b->out.words, norm);
        place = b->out.words.count;
        map_put(&b->places, norm, (void *)place);
    }
    return (uint32_t)place - 1;
}

static void put_text(struct builder *b, struct slice text)
{
    struct words words = words_of(text);
    struct word w;

    while (words_next(&words, &w)) {
        put(b, TOKEN_WORD + place_of(b, w.norm));
        b->out.word_count++;
    }
    put(b, TOKEN_RUN_END);
}

static void put_list(struct builder *b, const struct texts *list)
{
    for (size_t i = 0; i < list->count; i++)
        put_text(b, list->items[i]);
}

static void put_section(struct builder *b, const struct section *s)
{
    struct slice rest = s->text;

    put_text(b, s->heading);
    while (rest.ptr && rest.len)
        put_text(b, slice_cut(&rest, '\n'));
    put(b, TOKEN_PART_END);
}

struct tokens tokens_of(struct arena *job, const struct article *a)
{
    struct builder b = {.job = job, .places = map_new(job)};
    struct texts asked = article_asked(job, a);

    put_text(&b, a->title);
    put(&b, TOKEN_PART_END);
    put_list(&b, &asked);
    put(&b, TOKEN_PART_END);
    put_list(&b, &a->tags);
    put_list(&b, &a->category);
    put(&b, TOKEN_PART_END);
    for (size_t i = 0; i < a->section_count; i++)
        put_section(&b, &a->sections[i]);
    return b.out;
}
