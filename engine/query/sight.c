/* sight.c - see sight.h */
#include "engine/query/sight.h"

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
        struct slice term =
            schema_exact_term(job, schema_find(SLICE("audience"))->prefix, audiences->items[i]);
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
    s->hidden =
        scope || visible > r->size.documents ? r->size.documents : r->size.documents - visible;
    *out = s;
    return true;
}

/* ---- looking for a word ---- */

static bool holds(const struct sight *s, uint32_t document, uint32_t word)
{
    struct forward_document d = forwards_document(&s->r->forward, document);

    return forward_find(&d, word) < d.different;
}

/* Among the articles with its stem, one that may be seen is enough. */
static bool look_in(const struct sight *s, const struct allowed_set *seen, size_t part,
                    struct slice stem, uint32_t word)
{
    const struct postings_parts *all = &s->r->postings;
    struct posting_list list = postings_of(all->parts[part], stem);
    uint32_t own, count;

    for (size_t read = 0; read < read_most && posting_next(&list, &own, &count);) {
        uint32_t document = postings_number(all, part, own);

        if (!allowed_has(seen, document))
            continue;
        if (holds(s, document, word))
            return true;
        read++;
    }
    return false;
}

/* What cannot be read is not shown. */
static bool look(struct sight *s, uint32_t word)
{
    const struct vocabulary *v = s->r->vocabulary;
    struct slice stem = vocabulary_stem(v, vocabulary_stem_of(v, word));
    struct allowed_set seen;
    struct err ignored;

    if (!allowed_by(s->r->allowed, s->job, s->r->index, s->filter, &seen, &ignored))
        return false;
    for (size_t part = 0; part < s->r->postings.count; part++)
        if (look_in(s, &seen, part, stem, word))
            return true;
    return false;
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
