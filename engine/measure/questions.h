/*
 * questions.h - labelled questions: what people ask, and which articles answer.
 *
 * One JSON object a line:
 *      {"id": "q1", "query": "…", "lang": "ru", "relevant": ["article", …], "kind": "question"}
 * with "relevant": [] for a question no article answers; or {"query", "label", "lang"},
 * which is read as relevant: [label], and the label `oos` as out of scope.
 */
#ifndef ENGINE_QUESTIONS_H
#define ENGINE_QUESTIONS_H

#include "engine/article/article.h"

enum { questions_file_max = 256 << 20 };

struct question {
    struct slice id, text, kind;
    enum language lang;
    struct texts relevant; /* none: out of scope */
    unsigned line;         /* of its file */
};

struct questions {
    struct question *items;
    size_t count;
};

/* The files that hold questions: `path` itself, or the .jsonl files of a folder. */
bool questions_files(struct arena *job, const char *path, struct texts *out, struct err *err);

/* Adds the questions of a file. Errors have the line. */
bool questions_read_file(struct arena *job, const char *path, struct questions *out,
                         struct err *err);

/* Adds the questions of all files. Errors name file and line. */
bool questions_read(struct arena *job, const char *path, struct questions *out, struct err *err);

#endif
