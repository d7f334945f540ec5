/* lexicon.c - see lexicon.h */
#include "text/lexicon.h"

enum { phrase_most = 8 };

struct phrase {
    struct stems stems;
};

struct phrase_set {
    struct slice name;
    struct phrase *phrases;
    size_t count;
};

struct lexicon {
    struct phrase_set *sets;
    size_t count;
};

struct stems stems_of(struct arena *job, struct stemmer *stemmer, struct slice text, size_t most)
{
    struct words words = words_of(text);
    struct stems out = {0};
    struct word w;

    while (out.count < most && words_next(&words, &w)) {
        out.items = arena_room(job, out.items, out.count, sizeof *out.items);
        out.items[out.count++] = slice_copy(job, stem_word(stemmer, w.norm, w.script));
    }
    return out;
}

static void add_phrase(struct arena *life, struct stemmer *stemmer, struct phrase_set *set,
                       struct slice line)
{
    set->phrases = arena_room(life, set->phrases, set->count, sizeof *set->phrases);
    set->phrases[set->count++].stems = stems_of(life, stemmer, line, phrase_most);
}

/* "plug|lamp is smoking" is a phrase for each, and so for the words behind. */
static void add_phrases(struct arena *life, struct stemmer *stemmer, struct phrase_set *set,
                        struct slice line)
{
    size_t from = slice_find(line, '|'), to = from;
    struct slice choice;

    if (from == line.len) {
        add_phrase(life, stemmer, set, line);
        return;
    }
    while (from > 0 && line.ptr[from - 1] != ' ')
        from--;
    while (to < line.len && line.ptr[to] != ' ')
        to++;
    choice = (struct slice){line.ptr + from, to - from};
    while (choice.ptr) {
        struct slice word = slice_cut(&choice, '|');

        add_phrases(life, stemmer, set,
                    slice_of(arena_printf(life, "%.*s%.*s%.*s", (int)from, line.ptr,
                                          SLICE_ARG(word), (int)(line.len - to), line.ptr + to)));
    }
}

struct lexicon *lexicon_new(struct arena *life, struct stemmer *stemmer, const struct sets *sets)
{
    struct lexicon *l = ARENA_NEW(life, struct lexicon);

    l->count = sets->count;
    l->sets = ARENA_ARRAY(life, struct phrase_set, sets->count);
    for (size_t i = 0; i < sets->count; i++) {
        const struct set *from = &sets->items[i];
        struct phrase_set *to = &l->sets[i];

        to->name = from->name;
        for (size_t k = 0; k < from->count; k++)
            add_phrases(life, stemmer, to, from->lines[k]);
    }
    return l;
}

bool lexicon_parse(struct arena *life, struct stemmer *stemmer, struct slice text,
                   struct lexicon **out, struct err *err)
{
    struct sets sets;

    if (!sets_parse(life, text, &sets, err))
        return false;
    *out = lexicon_new(life, stemmer, &sets);
    return true;
}

static bool stands_at(const struct stems *phrase, const struct stems *text, size_t at)
{
    if (phrase->count == 0 || phrase->count > text->count - at)
        return false;
    for (size_t i = 0; i < phrase->count; i++)
        if (!slice_eq(phrase->items[i], text->items[at + i]))
            return false;
    return true;
}

size_t lexicon_match(const struct lexicon *l, const char *set, const struct stems *text, size_t at)
{
    struct slice name = slice_of(set);
    size_t longest = 0;

    for (size_t i = 0; i < l->count; i++) {
        if (!slice_eq(l->sets[i].name, name))
            continue;
        for (size_t k = 0; k < l->sets[i].count; k++) {
            const struct stems *phrase = &l->sets[i].phrases[k].stems;

            if (phrase->count > longest && stands_at(phrase, text, at))
                longest = phrase->count;
        }
    }
    return longest;
}
