/*
 * scan.h - the sources: which files there are, and which records they hold.
 *
 * A source is a folder or a file. Where a folder holds a folder `articles`, the articles
 * are in there, and `words` and `questions` beside it belong to the source; else all of
 * it is articles. Files are .md .markdown .html .htm .jsonl .json .csv; others are counted
 * and passed over, and a data folder of Kladez is not entered. In `words` and the folders below it there are files of editors' words:
 * synonyms.txt, stopwords.txt, pins.txt, questions.txt. The folder DATA/learned has such files too.
 */
#ifndef INDEXER_SCAN_H
#define INDEXER_SCAN_H

#include "base/sign.h"
#include "indexer/read.h"

enum file_kind { FILE_MARKDOWN, FILE_HTML, FILE_JSONL, FILE_JSON, FILE_CSV };

struct source_file {
    const char *path;
    enum file_kind kind;
    struct slice id; /* path below the source, without extension */
    bool has_lang;
    enum language lang; /* by the first folder named ru or en, from the source's name on */
    size_t lang_at;     /* where that folder stands in the path */
    const char *twin;   /* the file at the same place in the other language's folder; or NULL */
    uint64_t size;
    int64_t modified;
};

enum words_kind { WORDS_SYNONYMS, WORDS_STOPS, WORDS_PINS, WORDS_QUESTIONS };

struct words_file {
    const char *path;
    enum words_kind kind;
    uint64_t size;
    int64_t modified;
};

struct scan {
    struct arena *arena;
    struct source_file *files;
    size_t count;
    uint64_t bytes;
    struct words_file *words;
    size_t words_count;
    size_t passed_over;            /* files of other kinds */
    struct texts passed_kinds;     /* their extensions */
    struct texts question_folders; /* `questions` beside `articles` */
};

/* Lists the files of all sources. What cannot be read is refused in the report. ERR_INPUT
 * for a source that is not there. */
bool scan_sources(struct arena *job, const char *const *sources, size_t count,
                  struct report *report, struct scan *out, struct err *err);

/* Adds the words of DATA/learned, where there are any. */
void scan_learned(struct scan *scan, const char *data, struct report *report);

/* Of the names, sizes and times of all files: the same as long as nothing was changed. */
struct sign_hash scan_hash(const struct scan *scan);

/* Calls `take` with each record of a file; trouble goes to the report. The record and its
 * text are valid during the call. */
void scan_records(const struct source_file *f, struct report *report,
                  void (*take)(void *self, const struct record *record), void *self);

#endif
