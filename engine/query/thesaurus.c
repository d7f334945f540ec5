/* thesaurus.c - see thesaurus.h */
#include "engine/query/thesaurus.h"

#include <stdlib.h>

#include "base/embed.h"
#include "text/sets.h"

static void add_group(struct arena *life, struct wording_rules *rules, struct slice line)
{
    struct wording_synonym group = {0};

    while (line.ptr)
        texts_add(life, &group.from, slice_trim(slice_cut(&line, ',')));
    rules->synonyms =
        arena_room(life, rules->synonyms, rules->synonym_count, sizeof *rules->synonyms);
    rules->synonyms[rules->synonym_count++] = group;
}

/* The groups of the sets called "[… same]", or of the others. */
static const struct wording *groups_of(struct arena *life, struct stemmer *stemmer,
                                       const struct sets *sets, bool same)
{
    struct wording_rules *rules = ARENA_NEW(life, struct wording_rules);

    for (size_t i = 0; i < sets->count; i++)
        for (size_t k = 0; k < sets->items[i].count; k++)
            if (slice_ends(sets->items[i].name, " same") == same)
                add_group(life, rules, sets->items[i].lines[k]);
    return wording_new(life, stemmer, rules);
}

const struct thesaurus *thesaurus_new(struct arena *life, struct stemmer *stemmer)
{
    struct thesaurus *t = ARENA_NEW(life, struct thesaurus);
    struct sets sets;
    struct err err;

    if (!sets_parse(life, embed_find("text/data/thesaurus.txt"), &sets, &err))
        abort(); /* it is part of the program, and tested */
    t->same = groups_of(life, stemmer, &sets, true);
    t->related = groups_of(life, stemmer, &sets, false);
    return t;
}
