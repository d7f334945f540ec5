/* changes.c - see changes.h */
#include "engine/query/changes.h"

static void add(struct arena *job, struct changes *out, struct change c)
{
    out->items = arena_room(job, out->items, out->count, sizeof *out->items);
    out->items[out->count++] = c;
}

/* Does a word of the query stand in the place of what was typed there? */
static bool is_applied(const struct query *q, const struct correction *c)
{
    for (size_t i = 0; i < q->word_count; i++)
        if (q->words[i].corrected && q->words[i].start == c->start)
            return true;
    return false;
}

static void add_corrections(struct arena *job, const struct search_result *found,
                            struct changes *out)
{
    struct corrections all = correct_shown(job, &found->expanded.corrections);

    for (size_t i = 0; i < all.count; i++) {
        const struct correction *c = &all.items[i];

        add(job, out,
            (struct change){correction_name(c->kind), c->from, c->to,
                            is_applied(&found->query, c)});
    }
}

/* A word that is a synonym and a correction of the same is named once. */
static bool is_named(const struct changes *all, struct slice from, struct slice to)
{
    for (size_t i = 0; i < all->count; i++)
        if (slice_eq(all->items[i].from, from) && slice_eq(all->items[i].to, to))
            return true;
    return false;
}

static bool can_be_found(const struct reader *r, const struct search_result *found,
                         const struct wording_word *word)
{
    for (size_t i = 0; i < word->stem_count; i++)
        if (vocabulary_find_stem(r->vocabulary, word->stems[i]) >= 0 &&
            sight_has_stem(found->sight, word->stems[i]))
            return true;
    return false;
}

static void add_synonyms(struct arena *job, const struct reader *r,
                         const struct search_result *found, struct changes *out)
{
    for (size_t i = 0; i < found->expanded.synonym_count; i++) {
        const struct expand_synonym *s = &found->expanded.synonyms[i];
        bool has = !is_named(out, s->from, s->phrase->text);

        for (size_t k = 0; has && k < s->phrase->count; k++)
            has = can_be_found(r, found, &s->phrase->words[k]);
        if (has)
            add(job, out, (struct change){"synonym", s->from, s->phrase->text, true});
    }
}

struct changes changes_of(struct arena *job, const struct reader *r,
                          const struct search_result *found)
{
    struct changes out = {0};

    add_corrections(job, found, &out);
    add_synonyms(job, r, found, &out);
    return out;
}

struct slice changes_meant(const struct search_result *found)
{
    return slice_eq(found->meant, found->query.text) ? SLICE("") : found->meant;
}

const char *changes_reason(enum query_why why)
{
    static const char *const names[] = {"beginning", "like",    "family", "reading",
                                        "typed",     "related", "synonym"};

    return names[why];
}
