/*
 * forward.h - the forward index: which words each document has, and where they stand.
 *
 * What an inverted index cannot tell cheaply (do two words stand together, in which field,
 * in which section) is read here for the few documents that matter: of each only the words that
 * are looked for. A file of the generation, mapped by readers; a mapped one may be used by any
 * thread. What the words of a document are: tokens.h; how the file is made: forward_build.h.
 */
#ifndef ENGINE_FORWARD_H
#define ENGINE_FORWARD_H

#include <string.h>

#include "engine/article/tokens.h"
#include "engine/index/forward_file.h"
#include "engine/index/vocabulary.h"

struct forward;

bool forward_open(struct arena *life, const char *path, struct forward **out, struct err *err);

/* Words of a document of this language, on average; at least 1. */
double forward_mean_length(const struct forward *f, enum language lang);

enum forward_part { FORWARD_TITLE, FORWARD_QUESTIONS, FORWARD_LABELS, FORWARD_SECTIONS };

/* A document. Its different words are known by their index, in the order of their numbers. */
struct forward_document {
    struct slice id; /* of the article */
    uint32_t words, different;
    uint32_t ends[FORWARD_SECTIONS]; /* of each part before the sections: how many words precede */
    bool wide;
    const unsigned char *numbers, *places, *runs, *lists, *end;
    const unsigned *weights; /* of a word, by the part it is in; then all sections */
};

/* One without id and words if there is none. Valid as long as the forward index. */
struct forward_document forward_document(const struct forward *f, uint32_t document);

/* Several forward indexes, of databases searched as one. Xapian numbers the documents of
 * such a search by dealing numbers out to the databases in turn; no number is used in two
 * of them. */
enum { forward_parts_most = 2 };
struct forwards {
    const struct forward *parts[forward_parts_most];
    size_t count;
};
struct forward_document forwards_document(const struct forwards *f, uint32_t document);

/* Asks the memory for a document that will be opened soon. */
void forwards_fetch(const struct forwards *f, uint32_t document);

/* By the number the document has in its own database. */
struct forward_document forwards_own(const struct forwards *f, uint32_t document);

/* ---- its different words ---- */

static inline uint32_t forward_at(const unsigned char *items, uint32_t index, bool wide)
{
    uint32_t four;
    uint16_t two;

    if (wide) {
        memcpy(&four, items + sizeof four * (size_t)index, sizeof four);
        return four;
    }
    memcpy(&two, items + sizeof two * (size_t)index, sizeof two);
    return two;
}

static inline uint32_t forward_word(const struct forward_document *d, uint32_t index)
{
    return forward_at(d->numbers, index, d->wide);
}

/* The index of a word, or `different` if the document has it not. */
uint32_t forward_find(const struct forward_document *d, uint32_t word);

/* Words that are looked for: a bit for each of the first `words` numbers. */
struct forward_wanted {
    const uint64_t *bits;
    uint32_t words;
};

static inline bool forward_wants(const struct forward_wanted *wanted, uint32_t word)
{
    return word < wanted->words && (wanted->bits[word / 64] >> word % 64 & 1);
}

/* The first wanted word from an index on, or `different`. */
static inline uint32_t forward_seek(const struct forward_document *d,
                                    const struct forward_wanted *wanted, uint32_t index)
{
    if (d->wide)
        while (index < d->different && !forward_wants(wanted, forward_at(d->numbers, index, true)))
            index++;
    else
        while (index < d->different && !forward_wants(wanted, forward_at(d->numbers, index, false)))
            index++;
    return index;
}

/* ---- where they stand ---- */

/* The places of a word that are still to come, ascending. */
struct forward_places {
    const unsigned char *at, *end;
    uint32_t left, place;
};

static inline struct forward_places forward_places(const struct forward_document *d, uint32_t index)
{
    uint32_t place = forward_at(d->places, index, d->wide), several = forward_several(d->wide);
    struct forward_places p = {d->end, d->end, 1, place};

    if (place & several && (place & ~several) < (size_t)(d->end - d->lists)) {
        p.at = d->lists + (place & ~several);
        p.left = forward_number(&p.at, p.end);
        p.left = p.left < p.end - p.at ? p.left : (uint32_t)(p.end - p.at);
        p.place = 0;
    }
    return p;
}

/* Of a word that stands once nothing is left to be read, which is 0. */
static inline bool forward_place_next(struct forward_places *p, uint32_t *place)
{
    if (p->left == 0)
        return false;
    p->left--;
    p->place += forward_number(&p->at, p->end);
    *place = p->place;
    return true;
}

/* What a word counts: for each of its places, what the field is worth (engine/article/schema.c). */
static inline uint32_t forward_count(const struct forward_document *d, uint32_t index)
{
    struct forward_places p = forward_places(d, index);
    uint32_t place, sum = 0;

    while (forward_place_next(&p, &place)) {
        size_t part = FORWARD_TITLE;

        if (place >= d->ends[FORWARD_LABELS])
            return sum + (1 + p.left) * d->weights[FORWARD_SECTIONS];
        while (place >= d->ends[part])
            part++;
        sum += d->weights[part];
    }
    return sum;
}

/* ---- in their order ---- */

/* A run: a title, a question, a block. Without words there may be one, too. */
struct forward_run {
    const unsigned char *at, *end; /* of those behind it */
    size_t part;                   /* from FORWARD_SECTIONS on, its section */
    size_t run_of_part;            /* number of the run in its part */
    size_t next;                   /* of the one behind it */
    uint32_t first, words;         /* the place of its first word, and how many it has */
};

/* Before the first run. */
struct forward_run forward_runs(const struct forward_document *d);

static inline bool forward_run_next(struct forward_run *r)
{
    r->first += r->words;
    r->words = 0;
    while (r->at < r->end) {
        uint32_t n = forward_number(&r->at, r->end);

        if (n > 0) {
            r->run_of_part = r->next++;
            r->words = n - 1;
            return true;
        }
        r->part++;
        r->next = 0;
    }
    return false;
}

/* A walk through some words of a document, in their order; large, and not to be zeroed. */
enum { forward_walk_most = 30000 /* words: what stands behind is not met */ };
struct forward_walk {
    struct forward_run run; /* of the word met last */
    uint32_t place;         /* in it, from 1 */
    uint32_t next, words;   /* the places from `next` to `words` are to be looked at */
    uint64_t wanted[forward_walk_most / 64 + 1]; /* a bit for each place */
    uint32_t word[forward_walk_most];            /* at each wanted place */
};

/* No word, and then some words, as far as they stand before the place `end`. */
void forward_walk_start(struct forward_walk *w, const struct forward_document *d, uint32_t end);
void forward_walk_add(struct forward_walk *w, const struct forward_document *d, uint32_t index);
void forward_walk_add_wanted(struct forward_walk *w, const struct forward_document *d,
                             const struct forward_wanted *wanted);
bool forward_walk_next(struct forward_walk *w, uint32_t *word);

/* All words in order; those of damaged documents may be missing (0). */
uint32_t *forward_words(const struct forward_document *d, struct arena *job);

#endif
