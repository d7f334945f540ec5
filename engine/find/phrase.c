/* phrase.c - see phrase.h */
#include "engine/find/phrase.h"

enum { phrases_most = 16 };

struct phrase {
    uint32_t words[query_words_max];
    size_t count;
    bool excluded, impossible; /* a word the knowledge base has not */
};

struct phrases {
    const struct forwards *forward;
    struct phrase items[phrases_most];
    size_t count;
};

struct phrases *phrases_of(struct arena *job, const struct query *q, const struct vocabulary *v,
                           const struct forwards *f)
{
    struct phrases *p = ARENA_NEW(job, struct phrases);

    p->forward = f;
    for (size_t i = 0; i < q->word_count; i++) {
        const struct query_word *w = &q->words[i];
        int64_t number = vocabulary_find(v, w->norm);
        struct phrase *at;

        if (!w->phrase || (!w->excluded && !q->phrases_demanded))
            continue;
        if (i == 0 || q->words[i - 1].phrase != w->phrase) {
            if (p->count == phrases_most)
                break;
            p->items[p->count++].excluded = w->excluded;
        }
        at = &p->items[p->count - 1];
        at->words[at->count++] = (uint32_t)number;
        at->impossible |= number < 0;
    }
    return p->count ? p : NULL;
}

/* Moves on to the first place that is not before `least`; false if there is none. */
static bool reach(struct forward_places *p, uint32_t least, uint32_t *place)
{
    bool more = true;

    while (*place < least && more)
        more = forward_place_next(p, place);
    return more;
}

static bool in_one_run(struct forward_run *run, uint32_t place, size_t count)
{
    while (place - run->first >= run->words)
        if (!forward_run_next(run))
            return false;
    return place - run->first + count <= run->words;
}

/* The places of the first word are gone through, with those of the others beside them. */
static bool stands(const struct forwards *f, const struct phrase *phrase, uint32_t document)
{
    struct forward_document d = forwards_own(f, document);
    struct forward_run run = forward_runs(&d);
    struct forward_places places[query_words_max];
    uint32_t at[query_words_max];

    for (size_t i = 0; i < phrase->count; i++) {
        uint32_t index = phrase->impossible ? d.different : forward_find(&d, phrase->words[i]);

        if (index == d.different)
            return false;
        places[i] = forward_places(&d, index);
        if (!forward_place_next(&places[i], &at[i]))
            return false;
    }
    do {
        size_t met = 1;

        while (met < phrase->count) {
            uint32_t wanted = at[0] + (uint32_t)met;

            if (!reach(&places[met], wanted, &at[met]))
                return false;
            if (at[met] != wanted)
                break;
            met++;
        }
        if (met == phrase->count && in_one_run(&run, at[0], phrase->count))
            return true;
    } while (forward_place_next(&places[0], &at[0]));
    return false;
}

bool phrases_accept(const struct phrases *p, uint32_t document)
{
    for (size_t i = 0; i < p->count; i++)
        if (stands(p->forward, &p->items[i], document) == p->items[i].excluded)
            return false;
    return true;
}
