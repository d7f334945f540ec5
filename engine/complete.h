/*
 * complete.h - what a person may be about to type: titles and alternate questions.
 *
 * A file of the generation, made by the indexer and mapped by readers. It holds each
 * title and question once, and each of their words as a place to begin, sorted: what is
 * typed is found at the beginning of any word by a binary search. Only entries of the
 * allowed audiences and tags are ever returned. A mapped table may be used by any thread.
 */
#ifndef ENGINE_COMPLETE_H
#define ENGINE_COMPLETE_H

#include "engine/xap.h"

struct complete;

/* Writes the table of an index to `path`. */
bool complete_build(struct xap_reader *index, const char *path, struct err *err);

/* Mapped until `life` is freed. ERR_STALE if the file is not of this version. */
bool complete_open(struct arena *life, const char *path, struct complete **out, struct err *err);

struct completion {
    struct slice text;    /* as the editor wrote it */
    struct slice article; /* id of the article it belongs to */
    bool is_title;        /* else an alternate question */
    double score;         /* higher is better */
};

enum { complete_most = 50, complete_text_max = 512 };

struct complete_request {
    struct slice typed;
    const enum language *lang;     /* NULL: both */
    const struct texts *audiences; /* whose articles may be seen */
    const struct texts *tags;      /* only articles with one of these; NULL or none: all */
    size_t most;                   /* up to complete_most */
};

/* The best completions; of an empty text the most popular titles. */
size_t complete_find(const struct complete *c, struct arena *job, const struct complete_request *q,
                     struct completion *out);

#endif
