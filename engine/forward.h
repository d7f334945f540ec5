/*
 * forward.h - the forward index: each document as the numbers of its words, in order.
 *
 * What an inverted index cannot tell cheaply (do two words stand together, in which field,
 * in which section) is read here for the few documents that matter. A file of the
 * generation, mapped by readers; a mapped one may be used by any thread. How a document is
 * laid out: tokens.h; how it is made: forward_build.h.
 */
#ifndef ENGINE_FORWARD_H
#define ENGINE_FORWARD_H

#include "engine/forward_file.h"
#include "engine/tokens.h"
#include "engine/vocabulary.h"

struct forward;

bool forward_open(struct arena *life, const char *path, struct forward **out, struct err *err);

/* Words of a document of this language, on average; at least 1. */
double forward_mean_length(const struct forward *f, enum language lang);

enum forward_part { FORWARD_TITLE, FORWARD_QUESTIONS, FORWARD_LABELS, FORWARD_SECTIONS };

/* A walk through one document. */
struct forward_walk {
    const unsigned char *at, *end;
    size_t part;        /* of the word returned last; from FORWARD_SECTIONS on, its section */
    size_t run;         /* number of the run in the document */
    size_t run_of_part; /* number of the run in its part */
    size_t place;       /* of the word in its run, from 1 */
    bool met;           /* a wanted word in this run */
};

struct forward_walk forward_document(const struct forward *f, uint32_t document);

/* The different words of a document and what each counts: how often it is there, times what the
 * field is worth (engine/schema.c), up to 255. */
struct forward_bag {
    const unsigned char *at, *end;
    uint32_t length; /* words of the document */
    uint32_t word;   /* returned last */
};

struct forward_bag forward_bag(const struct forward *f, uint32_t document);

static inline bool forward_bag_next(struct forward_bag *b, uint32_t *word, unsigned *count)
{
    if (b->at >= b->end)
        return false;
    b->word += forward_number(&b->at, b->end);
    *word = b->word;
    *count = b->at < b->end ? *b->at++ : 0;
    return true;
}

/* Several forward indexes, of databases searched as one. Xapian numbers the documents of
 * such a search by dealing numbers out to the databases in turn; no number is used in two
 * of them. */
enum { forward_parts_most = 2 };
struct forwards {
    const struct forward *parts[forward_parts_most];
    size_t count;
};
struct forward_walk forwards_document(const struct forwards *f, uint32_t document);
struct forward_bag forwards_bag(const struct forwards *f, uint32_t document);

/* By the number the document has in its own database. */
struct forward_walk forwards_own(const struct forwards *f, uint32_t document);
struct forward_bag forwards_own_bag(const struct forwards *f, uint32_t document);

static inline void forward_mark(struct forward_walk *w, uint32_t code)
{
    w->place = 0;
    w->run++;
    w->run_of_part++;
    if (code == TOKEN_PART_END) {
        w->part++;
        w->run_of_part = 0;
    }
}

/* The next word's number; false at the end. Here, since whole documents are walked through. */
static inline bool forward_next(struct forward_walk *w, uint32_t *word)
{
    while (w->at < w->end) {
        uint32_t n = forward_number(&w->at, w->end);

        if (n >= TOKEN_WORD) {
            *word = n - TOKEN_WORD;
            w->place++;
            return true;
        }
        forward_mark(w, n);
    }
    return false;
}

/* Words that are looked for: a bit for each of the first `words` numbers. */
struct forward_wanted {
    const uint64_t *bits;
    uint32_t words;
};

static inline bool forward_wants(const struct forward_wanted *wanted, uint32_t word)
{
    return word < wanted->words && (wanted->bits[word / 64] >> word % 64 & 1);
}

#define FORWARD_RUN_END UINT32_MAX

/* The same of wanted words alone; behind the last one of a run comes FORWARD_RUN_END, when `place`
 * is how many words the run has. */
static inline bool forward_next_wanted(struct forward_walk *w, const struct forward_wanted *wanted,
                                       uint32_t *word)
{
    const unsigned char *at = w->at, *before = at;
    size_t place = w->place;

    for (; at < w->end; before = at) {
        uint32_t n = forward_number(&at, w->end);

        if (n < TOKEN_WORD && w->met) {
            at = before; /* to be read again when the end of the run was told */
            break;
        }
        if (n < TOKEN_WORD) {
            forward_mark(w, n);
            place = 0;
            continue;
        }
        place++;
        if (!forward_wants(wanted, n - TOKEN_WORD))
            continue;
        *word = n - TOKEN_WORD;
        w->at = at;
        w->place = place;
        return w->met = true;
    }
    w->at = at;
    w->place = place;
    *word = FORWARD_RUN_END;
    if (!w->met)
        return false;
    w->met = false;
    return true;
}

#endif
