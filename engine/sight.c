/* sight.c - see sight.h */
#include "engine/sight.h"

enum { read_most = 200 /* articles looked through for one word: beyond, it counts as hidden */ };

struct judged {
    uint32_t word;
    bool seen;
};

struct sight {
    struct arena *job;
    struct reader *r;
    const struct filter *filter;
    size_t hidden; /* articles that may not be seen */
    struct judged *judged;
    size_t judged_count;
};

/* How many articles are of these audiences, each of which may be named twice. */
static bool count_visible(struct arena *job, struct reader *r, const struct texts *audiences,
                          size_t *out, struct err *err)
{
    struct texts terms = {0};

    *out = 0;
    for (size_t i = 0; i < audiences->count; i++) {
        struct slice term = schema_exact_term(job, schema_find(SLICE("audience"))->prefix,
                                              audiences->items[i]);
        size_t n;

        if (texts_have(&terms, term))
            continue;
        if (!xap_term_count(r->index, term, &n, err))
            return false;
        texts_add(job, &terms, term);
        *out += n;
    }
    return true;
}

bool sight_new(struct arena *job, struct reader *r, const struct texts *audiences,
               const struct filter *scope, struct sight **out, struct err *err)
{
    struct sight *s;
    size_t visible;

    if (!count_visible(job, r, audiences, &visible, err))
        return false;
    *out = NULL;
    if (visible >= r->size.documents && !scope)
        return true;
    s = ARENA_NEW(job, struct sight);
    *s = (struct sight){.job = job, .r = r};
    s->filter = filter_both(job, filter_one_of(job, "audience", audiences), scope);
    s->hidden = scope || visible > r->size.documents ? r->size.documents
                                                     : r->size.documents - visible;
    *out = s;
    return true;
}

/* ---- looking for a word ---- */

struct looking {
    const struct sight *s;
    uint32_t word;
    size_t read;
    bool found;
};

/* Does the article hold the word? One is enough. */
static bool holds(void *self, uint32_t document)
{
    struct looking *l = self;
    struct forward_walk walk = forwards_own(&l->s->r->forward, document);
    uint32_t word;

    if (l->found || l->read++ >= read_most)
        return false;
    while (!l->found && forward_next(&walk, &word))
        l->found = word == l->word;
    return l->found;
}

/* Among the articles with its stem. What cannot be read is not shown. */
static bool look(struct sight *s, uint32_t word)
{
    const struct vocabulary *v = s->r->vocabulary;
    uint32_t stem = vocabulary_stem_of(v, word);
    struct looking looking = {.s = s, .word = word};
    struct query_node term = {.kind = QUERY_TERM};
    struct xap_request request = {.query = &term,
                                  .filter = s->filter,
                                  .count = 1,
                                  .look_at = 1,
                                  .among = s->r->size,
                                  .distinct = SLOT_NONE,
                                  .accept = holds,
                                  .accept_self = &looking};
    struct xap_hits hits;
    struct err ignored;

    if (stem == UINT32_MAX)
        return false;
    term.term = slice_of(
        arena_printf(s->job, PREFIX_STEM "%.*s", SLICE_ARG(vocabulary_stem(v, stem))));
    return xap_find(s->r->index, s->job, &request, &hits, &ignored) && looking.found;
}

bool sight_has_word(void *sight, uint32_t word)
{
    struct sight *s = sight;
    bool seen;

    if (vocabulary_documents(s->r->vocabulary, word) > s->hidden)
        return true;
    for (size_t i = 0; i < s->judged_count; i++)
        if (s->judged[i].word == word)
            return s->judged[i].seen;
    seen = look(s, word);
    s->judged = arena_room(s->job, s->judged, s->judged_count, sizeof *s->judged);
    s->judged[s->judged_count++] = (struct judged){word, seen};
    return seen;
}

bool sight_has_stem(struct sight *s, struct slice stem)
{
    const struct vocabulary *v;
    struct vocabulary_list words;
    int64_t number;

    if (!s)
        return true;
    v = s->r->vocabulary;
    number = vocabulary_find_stem(v, stem);
    if (number < 0)
        return false;
    words = vocabulary_words_with(v, (uint32_t)number);
    for (size_t i = 0; i < words.count; i++)
        if (sight_has_word(s, words.items[i]))
            return true;
    return false;
}
