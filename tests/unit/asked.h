/*
 * asked.h - a question asked of a knowledge base (knowledge.h), as ranking sees it.
 */
#ifndef TESTS_ASKED_H
#define TESTS_ASKED_H

#include "engine/find/evidence.h"
#include "engine/query/expand.h"
#include "tests/unit/knowledge.h"

enum { mean_length = 20 };

struct asked {
    struct query query;
    struct evidence_query words;
};

/* Every word is as rare as said, the last rarity for all that follow. */
static inline struct asked *asked_with(struct fixture *f, const struct knowledge *k,
                                       const char *text, const char *synonyms, const double *rarity,
                                       size_t count)
{
    struct asked *a = ARENA_NEW(f->job, struct asked);
    double all[query_words_max];
    struct wording_rules *rules = ARENA_NEW(f->job, struct wording_rules);
    struct expansion e = {
        .vocabulary = k->vocabulary, .stemmer = k->stemmer, .documents = (double)k->documents};
    struct slice line = slice_of(synonyms);

    if (synonyms) {
        struct wording_synonym *s = ARENA_NEW(f->job, struct wording_synonym);

        while (line.ptr)
            texts_add(f->job, &s->from, slice_cut(&line, '='));
        *rules = (struct wording_rules){.synonyms = s, .synonym_count = 1};
        e.wording = wording_new(f->job, k->stemmer, rules);
    }
    a->query = query_parse(f->job, k->stemmer, slice_of(text));
    if (synonyms)
        expand_query(f->job, &e, &a->query);
    for (size_t i = 0; i < query_words_max; i++)
        all[i] = rarity[i < count ? i : count - 1];
    evidence_query(&a->query, all, &a->words);
    a->words.mean_length = mean_length;
    a->words.likeness =
        likeness_new(f->job, k->table, a->words.slots, a->words.count, (double)k->documents);
    return a;
}

static inline struct asked *asked(struct fixture *f, const struct knowledge *k, const char *text)
{
    return asked_with(f, k, text, NULL, &(double){1}, 1);
}

static inline struct evidence found(const struct knowledge *k, const struct asked *a,
                                    uint32_t document)
{
    struct evidence e = evidence_glance(&k->forward, &a->words, document);

    evidence_read(&k->forward, &a->words, document, &e);
    return e;
}

#endif
