/* morph.c - see morph.h; the layout of the table is in morph_table.h */
#include "text/morph.h"

#include <stdlib.h>

#include "base/embed.h"
#include "base/utf8.h"

enum { rest_min = 4 * 2 /* bytes of the word behind a prefix */ };

static uint32_t number_at(const uint8_t *numbers, uint32_t i)
{
    const uint8_t *p = numbers + 4 * (size_t)i;

    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

bool morph_open(struct slice table, struct morph *out)
{
    const uint8_t *start = (const uint8_t *)table.ptr;
    struct morph m;
    uint64_t numbers;

    if (table.len < morph_header || number_at(start, 0) != morph_magic)
        return false;
    m.arc_count = number_at(start, 1);
    m.recipe_count = number_at(start, 2);
    m.link_count = number_at(start, 3);
    m.texts_size = number_at(start, 4);
    m.words = number_at(start, 5);
    m.families = number_at(start, 6);
    numbers = (uint64_t)m.arc_count + m.recipe_count + m.link_count;
    if (table.len != morph_header + 4 * numbers + m.texts_size)
        return false;
    m.arcs = start + morph_header;
    m.recipes = m.arcs + 4 * (size_t)m.arc_count;
    m.links = m.recipes + 4 * (size_t)m.recipe_count;
    m.texts = m.links + 4 * (size_t)m.link_count;
    *out = m;
    return true;
}

struct morph morph_embedded(void)
{
    struct morph m;

    if (!morph_open(embed_find("text/morph.dat"), &m))
        abort(); /* the program was not built as the Makefile builds it */
    return m;
}

uint32_t morph_step(const struct morph *m, uint32_t state, uint8_t label)
{
    for (uint32_t i = state; i < m->arc_count; i++) {
        uint32_t arc = number_at(m->arcs, i);

        if ((arc & morph_label_bits) == label)
            return arc >> morph_target_shift;
        if (arc & morph_arc_last)
            break;
    }
    return morph_nowhere;
}

bool morph_ends(const struct morph *m, uint32_t state)
{
    return morph_step(m, state, 0) != morph_nowhere;
}

bool morph_next(const struct morph *m, struct morph_arc *a)
{
    do {
        uint32_t arc;

        if (a->last || a->at >= m->arc_count)
            return false;
        arc = number_at(m->arcs, a->at++);
        a->label = arc & morph_label_bits;
        a->target = arc >> morph_target_shift;
        a->last = arc & morph_arc_last;
    } while (a->label == 0); /* the word may end here */
    return true;
}

static uint32_t find(const struct morph *m, uint32_t state, struct slice word)
{
    for (size_t at = 0; at < word.len && state != morph_nowhere;) {
        uint8_t label = morph_label(utf8_next(word, &at));

        state = label ? morph_step(m, state, label) : morph_nowhere;
    }
    return state == morph_nowhere ? morph_nowhere : morph_step(m, state, 0);
}

static struct slice text_at(const struct morph *m, uint32_t at)
{
    if (at >= m->texts_size || (uint32_t)m->texts[at] + 1 > m->texts_size - at)
        return (struct slice){"", 0};
    return (struct slice){(const char *)m->texts + at + 1, m->texts[at]};
}

static size_t lemmas_of_form(const struct morph *m, struct slice word,
                             struct lemma out[morph_lemmas_max])
{
    uint32_t at = find(m, m->words, word);
    size_t width = word.len && (unsigned char)word.ptr[0] < 0x80 ? 1 : 2, n = 0;

    while (at < m->recipe_count && n < morph_lemmas_max) {
        uint32_t recipe = number_at(m->recipes, at++);
        size_t strip = width * (recipe & morph_strip_bits);

        if (strip > word.len)
            break;
        out[n++] = (struct lemma){word.len - strip, text_at(m, recipe >> morph_target_shift)};
        if (recipe & morph_last)
            break;
    }
    return n;
}

/* Parts of words that leave the forms of what follows as they are. Verbs have others (пере-,
 * раз-), which make another word with other forms: those are in the dictionary or unknown. Of "не"
 * they stand apart: неработает is two words. */
static const char *const prefixes[] = {
    "авиа",  "авто",   "анти",     "аудио", "био",     "веб",    "видео", "гео",
    "гипер", "де",     "интернет", "кибер", "контр",   "крипто", "макро", "мега",
    "медиа", "микро",  "мини",     "много", "моно",    "мульти", "нано",  "не",
    "недо",  "онлайн", "псевдо",   "само",  "спец",    "суб",    "супер", "теле",
    "транс", "ультра", "фото",     "экс",   "электро", "энерго",
};

/* работать, мочь, найти; not возможность. By the last three letters of the lemma. */
static bool is_verb(struct slice word, const struct lemma *l)
{
    static const char *const endings[] = {"ать", "ять", "еть", "ить", "уть",
                                          "оть", "ыть", "ти",  "чь"};
    char end[6];

    if (l->keep + l->add.len < sizeof end)
        return false;
    for (size_t i = 0; i < sizeof end; i++) {
        size_t back = sizeof end - i;

        end[i] = back <= l->add.len ? l->add.ptr[l->add.len - back]
                                    : word.ptr[l->keep + l->add.len - back];
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (slice_ends((struct slice){end, sizeof end}, endings[i]))
            return true;
    return false;
}

static size_t lemmas_behind_prefix(const struct morph *m, struct slice word,
                                   struct lemma out[morph_lemmas_max])
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        struct slice prefix = slice_of(prefixes[i]);
        size_t n;

        if (word.len < prefix.len + rest_min || !slice_starts(word, prefixes[i]))
            continue;
        n = lemmas_of_form(m, (struct slice){word.ptr + prefix.len, word.len - prefix.len}, out);
        for (size_t k = 0; k < n; k++)
            out[k].keep += prefix.len;
        if (n && !(slice_is(prefix, "не") && is_verb(word, &out[0])))
            return n;
    }
    return 0;
}

size_t morph_lemmas(const struct morph *m, struct slice word, struct lemma out[morph_lemmas_max])
{
    size_t n = lemmas_of_form(m, word, out);

    return n ? n : lemmas_behind_prefix(m, word, out);
}

struct family morph_family(const struct morph *m, struct slice stem)
{
    uint32_t at = find(m, m->families, stem);

    return (struct family){m, stem, at, at == morph_nowhere};
}

bool morph_family_next(struct family *f, struct slice *other)
{
    const struct morph *m = f->morph;

    while (!f->ended && f->at < m->link_count) {
        uint32_t link = number_at(m->links, f->at++);
        struct slice text = text_at(m, link >> morph_target_shift);

        f->ended = link & morph_last;
        if (!slice_eq(text, f->stem)) {
            *other = text;
            return true;
        }
    }
    return false;
}
