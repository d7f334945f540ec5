/* families.c - see families.h */
#include "text/build/families.h"

#include <string.h>

#include "base/map.h"
#include "text/build/affix.h"

enum { family_max = 16 }; /* stems; a rule that would make a larger one is not followed */

struct family_entry {
    struct slice stems[family_max];
    size_t count;
    bool listed; /* in the file */
    bool alone;  /* by [alone] */
};

struct building {
    struct arena *job;
    const struct dictionaries *d;
    struct family_entry **families;
    size_t count;
    struct map of; /* stem -> struct family_entry */
};

/* ---- the list ---- */

/* A Russian word stands for itself if it is a lemma; else for the likeliest of its lemmas. */
static struct slice stem_of(struct building *b, struct slice word)
{
    bool latin = word.ptr[0] >= 'a' && word.ptr[0] <= 'z';
    const struct english_word *e = english_find(b->d->english, word);
    size_t count;
    const struct pair *pairs = lexicon_find(b->d->russian, word, &count);

    for (size_t i = 0; i < count; i++)
        if (slice_eq(pairs[i].lemma, word))
            return word;
    if (count)
        return pairs[0].lemma;
    if (e)
        return e->stems[0];
    return slice_copy(b->job,
                      snowball_stem(b->d->snowball, word, latin ? WORD_LATIN : WORD_CYRILLIC));
}

static struct family_entry *new_family(struct building *b)
{
    struct family_entry *f = ARENA_NEW(b->job, struct family_entry);

    b->families = arena_room(b->job, b->families, b->count, sizeof(struct family_entry *));
    b->families[b->count++] = f;
    return f;
}

static void add_stem(struct building *b, struct family_entry *f, struct slice stem)
{
    f->stems[f->count++] = stem;
    map_put(&b->of, stem, f);
}

static bool add_line(struct building *b, struct slice line, bool alone, struct err *err)
{
    struct family_entry *f = new_family(b);
    struct slice rest = line;

    f->listed = true;
    f->alone = alone;
    while (rest.ptr) {
        struct slice word = slice_trim(slice_cut(&rest, ' ')), stem;
        const struct family_entry *in;

        if (word.len == 0)
            continue;
        stem = stem_of(b, word);
        in = map_find(&b->of, stem);
        if (in && in != f)
            return err_set(err, ERR_INPUT, "%.*s: %.*s is in another family already",
                           SLICE_ARG(line), SLICE_ARG(word));
        if (!in && f->count == family_max)
            return err_set(err, ERR_INPUT, "%.*s: more than %d words", SLICE_ARG(line), family_max);
        if (!in)
            add_stem(b, f, stem);
    }
    return true;
}

/* ---- the rules ---- */

/* An ending and what the verb has instead; the consonant before it may change back. */
struct rule {
    enum kind kind;
    const char *from, *to;
    bool changes;
};

static const struct rule rules[] = {
    /* partners */
    {KIND_VERB, "ивать", "ить", true},
    {KIND_VERB, "ивать", "ать", false},
    {KIND_VERB, "ывать", "ать", false},
    {KIND_VERB, "ывать", "ить", false},
    {KIND_VERB, "вать", "ть", false},
    {KIND_VERB, "ять", "ить", true},
    {KIND_VERB, "ать", "ить", true},
    /* participles */
    {KIND_ADJECTIVE, "анный", "ать", false},
    {KIND_ADJECTIVE, "янный", "ять", false},
    {KIND_ADJECTIVE, "енный", "ить", true},
    {KIND_ADJECTIVE, "енный", "еть", false},
    {KIND_ADJECTIVE, "утый", "уть", false},
    {KIND_ADJECTIVE, "ытый", "ыть", false},
    {KIND_ADJECTIVE, "итый", "ить", false},
    {KIND_ADJECTIVE, "етый", "еть", false},
    {KIND_ADJECTIVE, "ятый", "ять", false},
    {KIND_ADJECTIVE, "отый", "оть", false},
    {KIND_ADJECTIVE, "емый", "ть", false},
    {KIND_ADJECTIVE, "ющий", "ть", false},
    {KIND_ADJECTIVE, "вший", "ть", false},
    /* nouns */
    {KIND_NOUN, "ание", "ать", false},
    {KIND_NOUN, "яние", "ять", false},
    {KIND_NOUN, "ение", "ить", true},
    {KIND_NOUN, "ение", "еть", false},
    {KIND_NOUN, "ение", "ять", false},
    {KIND_NOUN, "тие", "ть", false},
    {KIND_NOUN, "ировка", "ировать", false}, /* -ка elsewhere strays: заплатка, попытка */
    {KIND_NOUN, "ботка", "ботать", false},
};

/* What consonants become before these endings, longest first: возврат-ить, возвращ-ение. */
static const char *const changes[][2] = {
    {"жд", "д"}, {"вл", "в"}, {"бл", "б"}, {"пл", "п"}, {"мл", "м"}, {"фл", "ф"}, {"щ", "т"},
    {"щ", "ст"}, {"ч", "т"},  {"ж", "д"},  {"ж", "з"},  {"ш", "с"},  {"ч", "к"},
};

static bool is_verb(const struct building *b, struct slice word)
{
    const struct lemma_entry *e = map_find(&b->d->russian->by_lemma, word);

    return e && e->kinds & KIND_VERB;
}

/* Bytes. Shorter roots meet by chance: выжать is not выжить. */
enum { letter = affix_letter, root_min = 3 * letter, verb_root_min = 4 * letter };

/* The verb of the root with this ending, or an empty slice. */
static struct slice verb_of_root(struct building *b, struct slice root, const struct rule *r)
{
    struct slice verb = affix_join(b->job, root, slice_of(r->to));

    if (is_verb(b, verb))
        return verb;
    for (size_t i = 0; r->changes && i < sizeof changes / sizeof *changes; i++) {
        if (!slice_ends(root, changes[i][0]))
            continue;
        verb = affix_join(b->job, affix_without(root, changes[i][0]),
                          slice_of(arena_printf(b->job, "%s%s", changes[i][1], r->to)));
        if (is_verb(b, verb))
            return verb;
    }
    return (struct slice){0};
}

/* The root with о for its last а: настраивать, настроить. Empty if there is no а. */
static struct slice with_o(struct building *b, struct slice root)
{
    struct slice out = slice_copy(b->job, root);

    for (size_t i = root.len; i >= letter; i -= letter)
        if (slice_starts((struct slice){root.ptr + i - letter, letter}, "а")) {
            memcpy((char *)out.ptr + i - letter, "о", letter);
            return out;
        }
    return (struct slice){0};
}

static struct slice verb_of(struct building *b, struct slice root, const struct rule *r)
{
    struct slice verb = verb_of_root(b, root, r);

    if (verb.len == 0 && r->kind == KIND_VERB)
        root = with_o(b, root);
    return verb.len || root.len == 0 ? verb : verb_of_root(b, root, r);
}

/* Puts the word into its verb's family, unless that makes one family of two listed ones. */
static void relate(struct building *b, struct slice word, struct slice verb)
{
    struct family_entry *f = map_find(&b->of, verb), *own = map_find(&b->of, word);

    if ((f && f->alone) || (f && own && (f == own || (f->listed && own->listed))))
        return;
    if ((f ? f->count : 1) + (own ? own->count : 1) > family_max)
        return;
    if (!f) {
        f = new_family(b);
        add_stem(b, f, verb);
    }
    if (own)
        for (size_t i = 0; i < own->count; i++)
            add_stem(b, f, own->stems[i]);
    else
        add_stem(b, f, word);
    if (own) {
        f->listed |= own->listed;
        own->count = 0;
    }
}

static void follow_rules(struct building *b, const struct lemma_entry *e)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *r = &rules[i];
        struct slice verb;

        if (!(e->kinds & r->kind) || !slice_ends(e->lemma, r->from) ||
            e->lemma.len < strlen(r->from) + (r->kind == KIND_VERB ? verb_root_min : root_min))
            continue;
        verb = verb_of(b, affix_without(e->lemma, r->from), r);
        if (verb.len && !slice_eq(verb, e->lemma)) {
            relate(b, e->lemma, verb);
            return;
        }
    }
}

bool families_build(struct arena *job, const struct sets *lists, const struct dictionaries *d,
                    struct table *out, struct err *err)
{
    struct building b = {.job = job, .d = d, .of = map_new(job)};

    for (size_t i = 0; i < lists->count; i++)
        for (size_t k = 0; k < lists->items[i].count; k++)
            if (!add_line(&b, lists->items[i].lines[k], slice_is(lists->items[i].name, "alone"),
                          err))
                return false;
    for (size_t i = 0; i < d->russian->lemma_count; i++) {
        const struct family_entry *f = map_find(&b.of, d->russian->lemmas[i].lemma);

        if (!f || !f->alone)
            follow_rules(&b, &d->russian->lemmas[i]);
    }
    for (size_t i = 0; i < b.count; i++)
        if (b.families[i]->count > 1)
            table_add_family(out, b.families[i]->stems, b.families[i]->count);
    return true;
}
