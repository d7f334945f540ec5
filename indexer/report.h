/*
 * report.h - what an editor should know about the sources: file, line, sentence.
 *
 * Filled by readers, the builder and lint; printed by the commands. One thread.
 */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include "base/err.h"
#include "base/str.h"

enum finding_kind {
    FINDING_REFUSED, /* the article or file is not indexed */
    FINDING_WARNING, /* indexed, but something of it was not understood */
    FINDING_ADVICE   /* only lint says it */
};

struct finding {
    enum finding_kind kind;
    const char *path;
    unsigned line; /* 0: the whole file */
    const char *text;
    struct finding *next;
};

struct report {
    struct arena *arena;
    struct finding *first, **last;
    size_t refused, warnings, advice;
};

void report_start(struct report *r, struct arena *arena);
void report_add(struct report *r, enum finding_kind kind, const char *path, unsigned line,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* What a failed function said; its line, if it has one, else `line`. */
void report_err(struct report *r, const char *path, unsigned line, const struct err *err);

/* Moves the findings of `from`, which may be in another arena, to the end of `r`. */
void report_take(struct report *r, const struct report *from);

/* "path:line: text", a line each, at most `most` of them. */
void report_print(const struct report *r, size_t most, struct buf *out);

#endif
