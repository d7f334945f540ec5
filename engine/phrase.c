/* phrase.c - see phrase.h */
#include "engine/phrase.h"

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

/* Has the document all the words, wherever they stand? Most have not, which its bag tells sooner. */
static bool has_all(const struct forwards *f, const struct phrase *phrase, uint32_t document)
{
    struct forward_bag bag = forwards_own_bag(f, document);
    uint64_t missing = phrase->count < 64 ? (1ull << phrase->count) - 1 : UINT64_MAX;
    uint32_t word;
    unsigned count;

    while (missing && forward_bag_next(&bag, &word, &count))
        for (size_t i = 0; i < phrase->count; i++)
            if (phrase->words[i] == word)
                missing &= ~(1ull << i);
    return missing == 0;
}

/* Keeps, for each length already matched, whether the words up to here end in it. */
static bool stands(const struct forwards *f, const struct phrase *phrase, uint32_t document)
{
    struct forward_walk walk = forwards_own(f, document);
    uint64_t matched = 0; /* bit n: the last n + 1 words are the first n + 1 of the phrase */
    size_t run = 0;
    uint32_t word;

    if (phrase->impossible || !has_all(f, phrase, document))
        return false;
    if (phrase->count == 1)
        return true;
    while (forward_next(&walk, &word)) {
        uint64_t longer = walk.run == run ? matched << 1 : 0, now = 0;

        for (size_t i = 0; i < phrase->count; i++)
            if (phrase->words[i] == word && (i == 0 || (longer >> i & 1)))
                now |= 1ull << i;
        run = walk.run;
        matched = now;
        if (matched >> (phrase->count - 1) & 1)
            return true;
    }
    return false;
}

bool phrases_accept(const struct phrases *p, uint32_t document)
{
    for (size_t i = 0; i < p->count; i++)
        if (stands(p->forward, &p->items[i], document) == p->items[i].excluded)
            return false;
    return true;
}
