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
        w->place = 0;
        w->run++;
        w->run_of_part++;
        if (n == TOKEN_PART_END) {
            w->part++;
            w->run_of_part = 0;
        }
    }
    return false;
}

#endif
